"""Golem.de, a German site on technology for professionals.

Domain: www.golem.de
Caveats: A public scraper notes that the monthly sitemaps answer a search engine's agent only: to us they may be
    closed, and we do not pretend. A consent page may stand before an article; it is told by not speaking of the
    brand.
Interface: rss.golem.de/rss.php?feed=RSS2.0 (RSS 2.0), /gsiteindex.xml and /news/gsitemap-YYMM.xml (sitemaps)
Seen: 2026-11-22, in public scrapers and a saved page
"""

from crawler.platforms.feed import Feed
from crawler.platforms.news_sitemap import NewsSitemap


class Golem(Feed, NewsSitemap):
    name = "de-golem"
    title = "Golem.de"
    market = "DE"
    language = "de"
    homepage = "https://www.golem.de"
    checked_by = "public scrapers and a saved page"
    feeds = ("https://rss.golem.de/rss.php?feed=RSS2.0",)
    sitemaps = ("https://www.golem.de/gsiteindex.xml",)
    parts = r"/news/gsitemap-"
    month = r"gsitemap-(?P<year>\d\d)(?P<month>\d\d)"
