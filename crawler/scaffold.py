"""A new source in one go: its spider, a small page set to fill with what the site shows, and a test that reads it.

The spider is ten lines for a site on a known platform; ``recalls`` finds it in the folder of the user's sources.
What is not known is marked "to be filled in", and the test fails until the pages are the site's and not ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from crawler.addresses import host_of

TO_BE_FILLED_IN = "to be filled in"


class _Kind(NamedTuple):
    """A platform: its class, where it is, the attribute that names listings, and how a listing is read and looks."""

    module: str
    base: str
    address: str
    reader: str
    file: str
    listing: Callable[[str], str]


def _feed(site: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>{TO_BE_FILLED_IN}</title><link>{site}</link>
<item><title>Examplebrand recalls a charger</title><link>{site}/article-1</link>
<description>What the feed says of it.</description><pubDate>Sat, 01 Feb 2025 12:00:00 +0000</pubDate></item>
<item><title>Something else</title><link>{site}/article-2</link></item>
</channel></rss>
"""


def _sitemap(site: str) -> str:
    return f"""<?xml version="1.0" encoding="UTF-8"?>
<!-- {TO_BE_FILLED_IN} -->
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
<url><loc>{site}/examplebrand-recalls-a-charger</loc><lastmod>2025-02-01</lastmod></url>
<url><loc>{site}/something-else</loc></url>
</urlset>
"""


def _posts(site: str) -> str:
    return f"""[{{"id": 1, "date": "2025-02-01T12:00:00", "modified": "2025-02-01T12:00:00",
 "link": "{site}/article-1", "title": {{"rendered": "Examplebrand recalls a charger"}},
 "content": {{"rendered": "<p>{TO_BE_FILLED_IN}</p>"}}}}]
"""


PLATFORMS: Mapping[str, _Kind] = {
    "feed": _Kind("feed", "Feed", 'feeds = ("{url}",)', "feed", "feed.xml", _feed),
    "news_sitemap": _Kind("news_sitemap", "NewsSitemap", 'sitemaps = ("{url}",)', "sitemap", "sitemap.xml", _sitemap),
    "wordpress": _Kind("wordpress", "WordPress", "", "posts", "posts.json", _posts),
}

_SPIDER = '''"""{title}, {missing}.

Domain: {host}
Caveats: {missing}.
Interface: {interface}
Seen: {today}, {missing}
"""

from __future__ import annotations

from crawler.platforms.{module} import {base}


class {classname}({base}):
    """See the module's docstring."""

    name = "{name}"
    title = "{title}"
    market = {market}
    language = "{language}"
    timezone = "UTC"
    homepage = "{site}"
    checked = "{today}"
    checked_by = "{missing}"
'''

_TEST = '''"""{title} is read as its pages show it: put saved pages in place of the examples, and say what they hold."""

from __future__ import annotations

from pathlib import Path

from scrapy import Request
from scrapy.http import Response

from crawler import registry
from crawler.run import settings

FOLDER = Path(__file__).parent.parent
PAGES = FOLDER / "pages" / "{name}"


def test_the_listing_is_read() -> None:
    spider = registry.sources(FOLDER)["{name}"]()
    spider.settings = settings({{"QUERIES": ["Examplebrand"]}})
    listing = Response("{url}", body=(PAGES / "{file}").read_bytes(), request=Request("{url}"))
    found = list(spider.{reader}(listing))
    assert len(found) == 1


def test_the_pages_are_the_sites_own() -> None:
    assert all(b"{missing}" not in path.read_bytes() for path in PAGES.iterdir())
'''


def new_source(name: str, platform: str, url: str, folder: Path) -> list[Path]:
    """Write spider, pages and test of a source into a folder of the user's; gives what was written.

    ``name`` is the source's id ("de-example": language or country, then the site), ``platform`` one of PLATFORMS,
    ``url`` the feed, the sitemap, or for WordPress the site. Raises ValueError where one of them is none, and
    FileExistsError where a file is already there: nothing is overwritten.
    """
    if platform not in PLATFORMS:
        raise ValueError(f"no platform is called {platform!r}; there are: {', '.join(PLATFORMS)}")
    if not re.fullmatch(r"[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError(f"{name!r} is no source's id: two letters for language or country, a hyphen, the site's name")
    if not re.fullmatch(r"https?://[^\s\"'\\]+", url) or not host_of(url):
        raise ValueError(f"{url!r} is no address of the web")
    kind = PLATFORMS[platform]
    facts = _facts(name, kind, url)
    module = name.replace("-", "_")
    spider = _SPIDER.format(**facts) + (f"    {kind.address.format(url=url)}\n" if kind.address else "")
    texts = {
        folder / f"{module}.py": spider,
        folder / "pages" / name / kind.file: kind.listing(facts["site"]),
        folder / "tests" / f"test_{module}.py": _TEST.format(file=kind.file, reader=kind.reader, **facts),
    }
    for path in texts:
        if path.exists():
            raise FileExistsError(f"{path} is already there")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(texts)


def _facts(name: str, kind: _Kind, url: str) -> dict[str, str]:
    place, _, site_name = name.partition("-")
    host = host_of(url)
    return {
        "name": name,
        "title": host.removeprefix("www."),
        "host": host,
        "url": url,
        "site": "/".join(url.split("/")[:3]),
        "interface": url,
        "module": kind.module,
        "base": kind.base,
        "classname": "".join(word.capitalize() for word in site_name.split("-")).lstrip("0123456789") or "Site",
        "market": f'"{place.upper()}"',
        "language": place,
        "today": datetime.now(UTC).strftime("%Y-%m-%d"),
        "missing": TO_BE_FILLED_IN,
    }
