"""Tweakers, a Dutch site on technology.

Domain: tweakers.net
Caveats: The feed is served by FeedBurner, a host of its own. A consent page stands before the articles for many
    visitors; it is told by not speaking of the brand.
Interface: feeds.feedburner.com/tweakers/nieuws (RSS 2.0), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Tweakers(Feed):
    name = "nl-tweakers"
    title = "Tweakers"
    market = "NL"
    language = "nl"
    hosts = ("tweakers.net", "feeds.feedburner.com")
    homepage = "https://tweakers.net"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://feeds.feedburner.com/tweakers/nieuws",)
