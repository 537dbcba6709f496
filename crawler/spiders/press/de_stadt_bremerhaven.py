"""Caschys Blog, a German blog on technology.

Domain: stadt-bremerhaven.de
Caveats: Addresses carry no number of the post; the page names it as WordPress does by default.
Interface: /wp-json/wp/v2/posts (WordPress REST API), JSON
Seen: 2026-11-22, in public scrapers of this site
"""

from crawler.platforms.wordpress import WordPress


class StadtBremerhaven(WordPress):
    name = "de-stadt-bremerhaven"
    title = "Caschys Blog"
    market = "DE"
    language = "de"
    homepage = "https://stadt-bremerhaven.de"
    checked_by = "public scrapers of this site"
