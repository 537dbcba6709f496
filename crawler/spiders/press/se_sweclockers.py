"""SweClockers, a Swedish site on computers.

Domain: www.sweclockers.com
Caveats: The feed holds the latest articles only.
Interface: /feeds/nyheter (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Sweclockers(Feed):
    name = "se-sweclockers"
    title = "SweClockers"
    market = "SE"
    language = "sv"
    homepage = "https://www.sweclockers.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.sweclockers.com/feeds/nyheter",)
