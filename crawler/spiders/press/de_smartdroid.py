"""SmartDroid.de, a German site on Android.

Domain: www.smartdroid.de
Caveats: That the site runs on WordPress is not evidenced; the interface is that platform's default.
Interface: /wp-json/wp/v2/posts (WordPress REST API), JSON; platform default, not seen on this site
Seen: 2026-11-22, in the platform's documentation
"""

from __future__ import annotations

from crawler.platforms.wordpress import WordPress


class Smartdroid(WordPress):
    """See the module's docstring."""

    name = "de-smartdroid"
    title = "SmartDroid.de"
    market = "DE"
    language = "de"
    timezone = "Europe/Berlin"
    homepage = "https://www.smartdroid.de"
    checked = "2026-11-22"
    checked_by = "the platform's documentation; not seen on this site"
