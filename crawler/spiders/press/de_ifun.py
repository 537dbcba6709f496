"""ifun.de, a German site on Apple devices and the home.

Domain: www.ifun.de
Caveats: The feed holds the latest posts only. Results of the search as a feed are WordPress's by default
    (/?s=…&feed=rss2) and have not been seen on this site.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Ifun(Feed):
    name = "de-ifun"
    title = "ifun.de"
    market = "DE"
    language = "de"
    homepage = "https://www.ifun.de"
    checked_by = "public collections of feeds"
    feeds = ("https://www.ifun.de/feed/",)
    search = "https://www.ifun.de/?s={word}&feed=rss2"
