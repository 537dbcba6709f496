"""iphone-ticker.de, a German site on the iPhone.

Domain: www.iphone-ticker.de
Caveats: The feed holds the latest posts only. Results of the search as a feed are WordPress's by default
    (/?s=…&feed=rss2) and have not been seen on this site.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class IphoneTicker(Feed):
    name = "de-iphone-ticker"
    title = "iphone-ticker.de"
    market = "DE"
    language = "de"
    homepage = "https://www.iphone-ticker.de"
    checked_by = "public collections of feeds"
    feeds = ("https://www.iphone-ticker.de/feed/",)
    search = "https://www.iphone-ticker.de/?s={word}&feed=rss2"
