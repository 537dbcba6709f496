"""3DNews, a Russian site on technology.

Domain: 3dnews.ru
Caveats: The feed holds the latest articles only.
Interface: /news/rss/ (RSS 2.0), articles' own pages
Seen: 2026-11-25, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class ThreeDnews(Feed):
    name = "ru-3dnews"
    title = "3DNews"
    market = "RU"
    language = "ru"
    timezone = "Europe/Moscow"
    homepage = "https://3dnews.ru"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://3dnews.ru/news/rss/",)
