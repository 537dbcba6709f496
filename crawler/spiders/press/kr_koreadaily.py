"""미주중앙일보 (Korea Daily), a Korean newspaper in the United States.

Domain: www.koreadaily.com
Caveats: Public lists name several feeds (list.aspx, news.xml, economy.xml); the business one is used.
Interface: /rss/economy.xml (RSS), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Koreadaily(Feed):
    name = "kr-koreadaily"
    title = "미주중앙일보 (Korea Daily)"
    market = "US"
    language = "ko"
    timezone = "America/Los_Angeles"
    homepage = "https://www.koreadaily.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.koreadaily.com/rss/economy.xml",)
