"""安克 (anker.com.cn), Anker's site in China.

Domain: www.anker.com.cn
Caveats: No layout is evidenced: pages are read by what any page has. They carry no date of publication as far as is
    known. Only the host is evidenced; /sitemap.xml is where the standard's default looks.
Interface: /sitemap.xml, pages whose address or title speaks of a recall
Seen: 2026-11-22, in addresses in regulators' texts
"""

from crawler.maker import Maker
from crawler.platforms.news_sitemap import NewsSitemap


class CnAnker(Maker, NewsSitemap):
    name = "cn-anker"
    title = "安克 (anker.com.cn)"
    market = "CN"
    language = "zh-Hans"
    homepage = "https://www.anker.com.cn"
    hosts = ("anker.com.cn",)
    sitemaps = ("https://www.anker.com.cn/sitemap.xml",)
    about = r"recall|zhaohui|召回"
