"""IT之家, a Chinese site on technology.

Domain: www.ithome.com
Caveats: The Taiwanese iThome (ithome.com.tw) is another site.
Interface: /rss/ (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Ithome(Feed):
    name = "cn-ithome"
    title = "IT之家"
    market = "CN"
    language = "zh-Hans"
    homepage = "https://www.ithome.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.ithome.com/rss/",)
