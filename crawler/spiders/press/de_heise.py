"""heise online, a German publisher of news on technology.

Domain: www.heise.de
Caveats: Articles may be split into pages (?seite=all joins them) or lie behind heise+. How the index names its
    sitemaps is not evidenced but for "/news/" in the addresses of those with news.
Interface: /rss/heise-atom.xml (Atom), /sitemapindex.xml for backfills, articles' own pages with JSON-LD
Seen: 2026-11-22, in public scrapers and a saved page
"""

from crawler.platforms.feed import Feed
from crawler.platforms.news_sitemap import NewsSitemap


class Heise(Feed, NewsSitemap):
    name = "de-heise"
    title = "heise online"
    market = "DE"
    language = "de"
    homepage = "https://www.heise.de"
    checked_by = "public scrapers and a saved page"
    feeds = ("https://www.heise.de/rss/heise-atom.xml",)
    sitemaps = ("https://www.heise.de/sitemapindex.xml",)
    parts = r"/news/"
    only_since = True
