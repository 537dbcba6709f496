"""ケータイ Watch, a Japanese site on phones.

Domain: k-tai.watch.impress.co.jp
Caveats: Feeds are RSS 1.0; articles are numbered (/docs/news/NNNNNNN.html).
Interface: /data/rss/1.0/ktw/feed.rdf (RSS 1.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from __future__ import annotations

from crawler.platforms.feed import Feed


class KtaiWatch(Feed):
    """See the module's docstring."""

    name = "jp-ktai-watch"
    title = "ケータイ Watch"
    market = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    homepage = "https://k-tai.watch.impress.co.jp"
    checked = "2026-11-22"
    checked_by = "public collections of feeds"
    feeds = ("https://k-tai.watch.impress.co.jp/data/rss/1.0/ktw/feed.rdf",)
