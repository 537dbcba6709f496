"""appgefahren.de, a German site on apps and accessories.

Domain: www.appgefahren.de
Caveats: The API is WordPress's by default and has not been seen on this site; permalinks end in the post's number.
    Posts' dates are local time without an offset.
Interface: /wp-json/wp/v2/posts (WordPress REST API), JSON
Seen: 2026-11-22, in the platform's documentation
"""

from crawler.platforms.wordpress import WordPress


class Appgefahren(WordPress):
    name = "de-appgefahren"
    title = "appgefahren.de"
    market = "DE"
    language = "de"
    homepage = "https://www.appgefahren.de"
    checked_by = "the platform's documentation"
    permalink = r"-(\d+)\.html"
