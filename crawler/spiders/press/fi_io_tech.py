"""io-tech, a Finnish site on technology.

Domain: www.io-tech.fi
Caveats: The feed holds the latest articles only.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class IoTech(Feed):
    name = "fi-io-tech"
    title = "io-tech"
    market = "FI"
    language = "fi"
    homepage = "https://www.io-tech.fi"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://www.io-tech.fi/feed/",)
