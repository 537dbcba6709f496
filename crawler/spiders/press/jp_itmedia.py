"""ITmedia, a Japanese publisher of news on technology.

Domain: www.itmedia.co.jp
Caveats: Feeds lie on a host of their own (rss.itmedia.co.jp); articles on hosts a desk (monoist.itmedia.co.jp).
Interface: rss.itmedia.co.jp/rss/2.0/news_bursts.xml (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Itmedia(Feed):
    name = "jp-itmedia"
    title = "ITmedia"
    market = "JP"
    language = "ja"
    homepage = "https://www.itmedia.co.jp"
    checked_by = "public collections of feeds"
    feeds = ("https://rss.itmedia.co.jp/rss/2.0/news_bursts.xml",)
