"""ケータイ Watch, a Japanese site on phones.

Domain: k-tai.watch.impress.co.jp
Caveats: Feeds are RSS 1.0; articles are numbered (/docs/news/NNNNNNN.html).
Interface: /data/rss/1.0/ktw/feed.rdf (RSS 1.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class KtaiWatch(Feed):
    name = "jp-ktai-watch"
    title = "ケータイ Watch"
    market = "JP"
    language = "ja"
    homepage = "https://k-tai.watch.impress.co.jp"
    checked_by = "public collections of feeds"
    feeds = ("https://k-tai.watch.impress.co.jp/data/rss/1.0/ktw/feed.rdf",)
