"""PC Watch, a Japanese site on computers.

Domain: pc.watch.impress.co.jp
Caveats: Feeds are RSS 1.0; articles are numbered (/docs/news/NNNNNNN.html).
Interface: /data/rss/1.0/pcw/feed.rdf (RSS 1.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class PcWatch(Feed):
    name = "jp-pc-watch"
    title = "PC Watch"
    market = "JP"
    language = "ja"
    homepage = "https://pc.watch.impress.co.jp"
    checked_by = "public collections of feeds"
    feeds = ("https://pc.watch.impress.co.jp/data/rss/1.0/pcw/feed.rdf",)
