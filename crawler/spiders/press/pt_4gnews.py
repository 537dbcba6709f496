"""4gnews, a Portuguese site on technology.

Domain: 4gnews.pt
Caveats: The feed holds the latest articles only.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class FourGnews(Feed):
    name = "pt-4gnews"
    title = "4gnews"
    market = "PT"
    language = "pt"
    homepage = "https://4gnews.pt"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://4gnews.pt/feed/",)
