"""produktwarnung.eu, a German portal that republishes recalls and warnings.

Domain: www.produktwarnung.eu
Caveats: WordPress; its feeds have been seen, its REST API has not, so posts are found by feed and by search as a
    feed. Addresses are /YYYY/MM/DD/slug.html. It copies what others announce: never the first to say something.
Interface: /feed, /rubrik/produktrueckrufe-und-verbraucherwarnungen/feed (RSS 2.0), posts' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Produktwarnung(Feed):
    name = "de-produktwarnung"
    title = "produktwarnung.eu"
    market = "DE"
    language = "de"
    homepage = "https://www.produktwarnung.eu"
    checked_by = "public collections of feeds"
    feeds = ("https://www.produktwarnung.eu/rubrik/produktrueckrufe-und-verbraucherwarnungen/feed",)
    search = "https://www.produktwarnung.eu/?s={word}&feed=rss2"
