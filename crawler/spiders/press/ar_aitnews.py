"""البوابة العربية للأخبار التقنية, an Arabic site on technology for many countries.

Domain: aitnews.com
Caveats: The feed holds the latest articles only. For whom it writes is not told, so it has no market; days are UTC's.
Interface: /feed/ (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Aitnews(Feed):
    name = "ar-aitnews"
    title = "البوابة العربية للأخبار التقنية"
    market = None
    language = "ar"
    timezone = "UTC"
    homepage = "https://aitnews.com"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://aitnews.com/feed/",)
