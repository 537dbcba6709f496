"""マイナビニュース, a Japanese news site.

Domain: news.mynavi.jp
Caveats: Addresses come with and without a slash at their end.
Interface: /rss/index (RSS), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Mynavi(Feed):
    name = "jp-mynavi"
    title = "マイナビニュース"
    market = "JP"
    language = "ja"
    homepage = "https://news.mynavi.jp"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://news.mynavi.jp/rss/index",)
