"""지디넷코리아 (ZDNet Korea), a Korean site on technology.

Domain: zdnet.co.kr
Caveats: Older lists name the same feed on www.zdnet.co.kr.
Interface: /news/news_xml.asp (RSS), articles' own pages
Seen: 2026-11-22, in public collections of feeds
"""

from crawler.platforms.feed import Feed


class Zdnet(Feed):
    name = "kr-zdnet"
    title = "지디넷코리아 (ZDNet Korea)"
    market = "KR"
    language = "ko"
    homepage = "https://zdnet.co.kr"
    checked_by = "public feed readers' lists; no saved answer"
    feeds = ("https://zdnet.co.kr/news/news_xml.asp",)
