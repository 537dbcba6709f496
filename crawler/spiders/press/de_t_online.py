"""t-online, a German news portal.

Domain: www.t-online.de
Caveats: The feed is of all desks; few of its items are on products.
Interface: /feed.rss (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds and a public scraper
"""

from crawler.platforms.feed import Feed


class TOnline(Feed):
    name = "de-t-online"
    title = "t-online"
    market = "DE"
    language = "de"
    homepage = "https://www.t-online.de"
    checked_by = "public collections of feeds, and a public scraper with a saved page"
    feeds = ("https://www.t-online.de/feed.rss",)
