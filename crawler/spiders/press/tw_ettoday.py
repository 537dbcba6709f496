"""ETtoday, a Taiwanese news site.

Domain: www.ettoday.net
Caveats: The feed is served by FeedBurner, a host of its own; dates in some of its feeds are not of the standard's
    form.
Interface: feeds.feedburner.com/ettoday/realtime (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Ettoday(Feed):
    name = "tw-ettoday"
    title = "ETtoday"
    market = "TW"
    language = "zh-Hant"
    hosts = ("ettoday.net", "feeds.feedburner.com")
    homepage = "https://www.ettoday.net"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://feeds.feedburner.com/ettoday/realtime",)
