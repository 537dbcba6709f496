"""A new source in one go: its spider, a small page set to fill with what the site shows, and a test that reads it.

The spider is ten lines for a site on a known platform; ``recalls`` finds it in the folder of the user's sources.
The test passes at once. What is not known is marked "to be filled in", and a test is skipped until the pages are
the site's and not ours.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

from w3lib.url import safe_url_string

from crawler.addresses import host_of
from crawler.registry import sources
from crawler.zones import ZONES

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


def _article(site: str) -> str:
    return f"""<!DOCTYPE html>
<html><head><title>Examplebrand recalls a charger</title></head><body><article>
<h1>Examplebrand recalls a charger</h1><p>{TO_BE_FILLED_IN}: the words of an article at {site}.</p>
</article></body></html>
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

from crawler.platforms.{module} import {base}


class {classname}({base}):
    name = "{name}"
    title = "{title}"
    market = {market}
    language = "{language}"
    timezone = "{timezone}"{clock}
    homepage = "{site}"
    checked_by = "{missing}"
'''

_TEST = '''"""{title} is read as its pages show it: put saved pages in place of the examples, and say what they hold."""

from __future__ import annotations

from pathlib import Path

import pytest
from scrapy import Request
from scrapy.http import Response

from crawler import registry
from crawler.platforms.{module} import {base}
from crawler.run import settings
{imports}
FOLDER = Path(__file__).parent.parent
PAGES = FOLDER / "pages" / "{name}"


def answer(file: str, url: str) -> Response:
    return Response(url, body=(PAGES / file).read_bytes(), request=Request(url))


def spider() -> {base}:
    made = registry.sources(FOLDER)["{name}"]()
    assert isinstance(made, {base})
    made.settings = settings({{"QUERIES": ["Examplebrand"]}})
    return made


def test_the_listing_is_read() -> None:
    assert len(list(spider().{reader}(answer("{file}", "{url}")))) == 1


{article_test}def test_the_pages_are_the_sites_own() -> None:
    if any(b"{missing}" in path.read_bytes() for path in PAGES.iterdir()):
        pytest.skip("put saved pages of {site} in place of the examples in {pages}")
'''

_ARTICLE_TEST = """def test_an_article_is_read() -> None:
    (article,) = spider().article(answer("article-1.html", "{site}/article-1"))
    assert isinstance(article, Document)
    assert article.title == "Examplebrand recalls a charger"


"""

#: Languages that are not called like the country in which they are written most.
_LANGUAGES = {
    **dict.fromkeys(("au", "ca", "gb", "ie", "in", "nz", "sg", "us", "za"), "en"),
    **dict.fromkeys(("at", "ch"), "de"),
    **dict.fromkeys(("hk", "tw"), "zh-Hant"),
    "ae": "ar",
    "be": "nl",
    "br": "pt",
    "cn": "zh-Hans",
    "cz": "cs",
    "dk": "da",
    "eg": "ar",
    "jp": "ja",
    "kr": "ko",
    "mx": "es",
    "sa": "ar",
    "se": "sv",
    "ua": "uk",
    "vn": "vi",
}


def new_source(name: str, platform: str, url: str, folder: Path) -> list[Path]:
    """Write spider, pages and test of a source into a folder of the user's; gives what was written.

    ``name`` is the source's id ("de-example": language or country, then the site), ``platform`` one of PLATFORMS,
    ``url`` the feed, the sitemap, or for WordPress the site, which may lie in a folder. Raises ValueError where one of
    them is none or the name is taken, and FileExistsError where a file is already there: nothing is overwritten.
    """
    if platform not in PLATFORMS:
        raise ValueError(f"no platform is called {platform!r}; there are: {', '.join(PLATFORMS)}")
    if not re.fullmatch(r"[a-z]{2}-[a-z0-9]+(-[a-z0-9]+)*", name):
        raise ValueError(f"{name!r} is no source's id: two letters for language or country, a hyphen, the site's name")
    if name in sources():
        raise ValueError(f"{name!r} is a source already (recalls sources); another name is needed")
    url = _address(url)
    kind = PLATFORMS[platform]
    facts = _facts(name, kind, url)
    module = name.replace("-", "_")
    spider = _SPIDER.format(**facts) + (f"    {kind.address.format(url=url)}\n" if kind.address else "")
    pages = folder / "pages" / name
    listing_only = kind.base == "WordPress"  # its listing holds the articles whole
    test = _TEST.format(
        file=kind.file,
        reader=kind.reader,
        pages=pages.relative_to(folder),
        article_test="" if listing_only else _ARTICLE_TEST.format(**facts),
        imports="" if listing_only else "from db.records import Document\n",
        **facts,
    )
    texts = {
        folder / f"{module}.py": spider,
        pages / kind.file: kind.listing(facts["site"]),
        **({} if listing_only else {pages / "article-1.html": _article(facts["site"])}),
        folder / "tests" / f"test_{module}.py": test,
    }
    for path in texts:
        if path.exists():
            raise FileExistsError(f"{path} is already there")
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return list(texts)


def _address(url: str) -> str:
    """The address as it is asked for: hosts and paths in other scripts escaped. Raises ValueError."""
    try:
        escaped = safe_url_string(url) if re.fullmatch(r"https?://[^\s\"'\\]+", url) else ""
        if "." in host_of(escaped) or host_of(escaped) == "localhost":
            return escaped
    except ValueError:  # a port or a bracket that is none
        pass
    raise ValueError(f"{url!r} is no address of the web")


def _facts(name: str, kind: _Kind, url: str) -> dict[str, str]:
    place, _, site_name = name.partition("-")
    host = host_of(url)
    site = re.sub(r"/wp-json\b.*|[?#].*|/+$", "", url) if kind.base == "WordPress" else "/".join(url.split("/")[:3])
    return {
        "name": name,
        "title": host.removeprefix("www."),
        "host": host,
        "url": url,
        "site": site,
        "interface": url,
        "module": kind.module,
        "base": kind.base,
        "classname": _class_name(site_name, kind),
        "market": f'"{place.upper()}"' if place.upper() in ZONES or place in _LANGUAGES else "None",
        "language": _LANGUAGES.get(place, place),
        "timezone": ZONES.get(place.upper(), "UTC"),
        "clock": "" if place.upper() in ZONES else f"  # {TO_BE_FILLED_IN}",
        "today": datetime.now(UTC).strftime("%Y-%m-%d"),
        "missing": TO_BE_FILLED_IN,
    }


def _class_name(site: str, kind: _Kind) -> str:
    """A site's name as that of a class: not beginning with a figure, and not that of its platform."""
    name = "".join(word.capitalize() for word in site.split("-"))
    return f"Site{name}" if name[0].isdigit() or name == kind.base else name
