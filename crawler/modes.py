"""Live or replayed: what the command line says turned into Scrapy's settings, in one place."""

from __future__ import annotations

from scrapy.settings import BaseSettings

from crawler import version

#: Beats what the command line sets (Scrapy's priorities end at 40): a replay never reaches out.
ABOVE_ALL = 50


class Modes:
    """Scrapy add-on. CONTACT goes into the User-Agent; REPLAY turns the network, the waiting and the archive off."""

    def update_settings(self, settings: BaseSettings) -> None:
        contact = settings.get("CONTACT")
        agent = f"recall-timeline/{version()}" + (f" (+{contact})" if contact else "")
        settings.set("USER_AGENT", agent, priority="spider")
        if not settings.getlist("REPLAY"):
            return
        handler = "crawler.replay.ReplayHandler"
        handlers = settings.getdict("DOWNLOAD_HANDLERS") | {"http": handler, "https": handler}
        replayed = {
            "DOWNLOAD_HANDLERS": handlers,
            "DOWNLOAD_DELAY": 0,
            "AUTOTHROTTLE_ENABLED": False,
            "RETRY_ENABLED": False,
            "ARCHIVE_DIR": None,
        }
        for name, value in replayed.items():
            settings.set(name, value, priority=ABOVE_ALL)
