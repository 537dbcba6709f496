"""SmartDroid.de, a German site on Android.

Domain: www.smartdroid.de
Caveats: That the site runs on WordPress is not evidenced; the interface is that platform's default.
Interface: /wp-json/wp/v2/posts (WordPress REST API), JSON; platform default, not seen on this site
Seen: 2026-11-22, in the platform's documentation
"""

from crawler.platforms.wordpress import WordPress


class Smartdroid(WordPress):
    name = "de-smartdroid"
    title = "SmartDroid.de"
    market = "DE"
    language = "de"
    homepage = "https://www.smartdroid.de"
    checked_by = "the platform's documentation; not seen on this site"
