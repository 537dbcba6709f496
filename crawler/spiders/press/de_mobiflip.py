"""mobiFlip.de, a German site on phones and tablets.

Domain: www.mobiflip.de
Caveats: The feed holds the latest posts only. Results of the search as a feed are WordPress's by default
    (/?s=…&feed=rss2) and have not been seen on this site.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Mobiflip(Feed):
    name = "de-mobiflip"
    title = "mobiFlip.de"
    market = "DE"
    language = "de"
    homepage = "https://www.mobiflip.de"
    checked_by = "public collections of feeds"
    feeds = ("https://www.mobiflip.de/feed/",)
    search = "https://www.mobiflip.de/?s={word}&feed=rss2"
