"""マイナビニュース, a Japanese news site.

Domain: news.mynavi.jp
Caveats: Addresses come with and without a slash at their end.
Interface: /rss/index (RSS), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from __future__ import annotations

from crawler.platforms.feed import Feed


class Mynavi(Feed):
    """See the module's docstring."""

    name = "jp-mynavi"
    title = "マイナビニュース"
    market = "JP"
    language = "ja"
    timezone = "Asia/Tokyo"
    homepage = "https://news.mynavi.jp"
    checked = "2026-11-22"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://news.mynavi.jp/rss/index",)
