"""Sources describe themselves in one shape, are found by their place, and read their pages."""

from __future__ import annotations

import inspect
import re
import sys
import tomllib
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from crawler import described, registry
from crawler.platforms.article import Articles
from crawler.platforms.listed_pages import ListedPages
from crawler.run import settings
from crawler.source import SourceSpider
from tests.crawler.engine import HOUSE, Case, Outcome, run
from tests.web import build

LOCAL = Path(__file__).parent / "local"
SOURCES = registry.sources()
SHAPE = re.compile(
    r"\A\S[^\n]+\.\n\nDomain: \S.*\nCaveats: \S.*(\n    \S.*)*\nInterface: \S.*\nSeen: \d{4}-\d{2}-\d{2}, \S.*\n\Z"
)


def module_docstring(spider: type[SourceSpider]) -> str:
    return sys.modules[spider.__module__].__doc__ or ""


@pytest.mark.parametrize("name", SOURCES)
def test_a_source_says_what_it_is_and_when_its_layout_was_seen(name: str) -> None:
    spider = SOURCES[name]
    docstring = module_docstring(spider)
    assert SHAPE.fullmatch(docstring), docstring
    assert f"Seen: {spider.checked}" in docstring
    source = spider.described()
    assert source.id == name == name.lower()
    assert source.name and source.licence
    assert source.homepage.startswith("https://") or source.hosts == ("*",)
    assert source.kind in ("regulator", "manufacturer", "press")
    assert ZoneInfo(source.timezone)
    assert Path(inspect.getfile(spider)).parent.name == {"press": "press"}.get(source.kind, source.kind + "s")
    assert source.hosts and all(host == host.lower() and "/" not in host for host in source.hosts)
    assert spider.max_bytes > 0
    assert spider.forms
    assert all(hasattr(spider, form.reader) and re.compile(form.pattern) for form in spider.forms)
    assert set(described.description(spider)) >= {"source", "kind", "market", "language", "platform", "layout"}
    assert re.fullmatch(r"[0-9a-f]{16}", spider.reader_version())


def test_a_change_of_what_a_platform_borrows_is_a_change_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    digested: list[frozenset[str]] = []
    monkeypatch.setattr(described, "code_digest", lambda names: digested.append(names) or "0" * 16)
    SOURCES["jp-caa"].reader_version()
    assert {"crawler.platforms.fields", "crawler.platforms.quill", "crawler.source", "crawler.markup"} <= digested[0]
    assert "crawler.platforms.wordpress" not in digested[0]


def test_a_source_of_the_users_is_found_in_a_folder() -> None:
    found = registry.sources(LOCAL)
    assert {"local-api", "other-local-api"} <= set(found)
    assert set(SOURCES) <= set(found)
    assert "local-api" not in registry.sources()


def test_an_address_tells_its_source() -> None:
    source = registry.source_for_address("https://www.saferproducts.gov/")
    assert source is not None and source.id == "us-cpsc"
    notice = "https://www.gov.uk/product-safety-alerts-reports-recalls/product-recall-x"
    british = registry.source_for_address(notice.replace("www.gov.uk", "WWW.GOV.UK"))
    assert british is not None and british.id == "gb-opss"
    assert registry.source_for_address("https://www.gov.uk/vehicle-tax") is None
    assert registry.source_for_address("https://ec.europa.eu/eurostat") is None
    assert registry.source_for_address(notice.replace("www.gov.uk", "notgov.uk")) is None
    assert registry.source_for_address("no address") is None
    local = registry.source_for_address("http://localhost/", LOCAL)
    assert local is not None and local.id == "local-api"


def test_a_run_that_was_stopped_is_neither_complete_nor_broken() -> None:
    spider = SOURCES["us-cpsc"]()
    spider.settings = settings({})
    list(spider.listings())
    spider.judge(last_read=900)
    assert [fault.kind for fault in spider.harvest.faults] == ["cancelled"]
    assert spider.harvest.kept_promise
    assert not spider.harvest.complete


def test_a_run_that_asked_for_nothing_is_broken() -> None:
    spider = SOURCES["us-cpsc"]()
    spider.settings = settings({})
    spider.judge()
    assert [fault.kind for fault in spider.harvest.faults] == ["promise"]
    assert not spider.harvest.kept_promise


def test_no_brand_is_named_in_the_crawler() -> None:
    brands = re.compile(r"anker\b|soundcore|eufy", re.IGNORECASE)
    for path in (HOUSE / "crawler").rglob("*.py"):
        if path.parent.name == "manufacturers":  # there the brand is the source
            continue
        assert not brands.search(path.read_text(encoding="utf-8")), path


def test_the_crawler_is_polite_unless_told_otherwise() -> None:
    told = settings({})
    assert told.getfloat("DOWNLOAD_DELAY") >= 1
    assert told.getint("CONCURRENT_REQUESTS_PER_DOMAIN") == 1
    assert told.getbool("DOWNLOAD_VERIFY_CERTIFICATES")
    assert not told.getbool("COOKIES_ENABLED")
    assert not told.getbool("TELNETCONSOLE_ENABLED")
    assert all(told["DOWNLOAD_HANDLERS"][scheme] is None for scheme in ("file", "ftp", "s3", "data"))


@pytest.fixture(scope="module")
def web(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Outcome]:
    path = tmp_path_factory.mktemp("web") / "web.warc.gz"
    build.build(path)
    cases = [Case(name, replay=(str(path),)) for name in build.sources()]
    cases.append(Case("gb-opss", replay=(str(path),), settings={"ALL_BRANDS": True}))
    outcomes = run(*cases).outcomes
    return dict(zip([*build.sources(), "all brands"], outcomes, strict=True))


@pytest.mark.parametrize("name", build.sources())
def test_the_re_created_pages_are_read_without_a_fault(web: dict[str, Outcome], name: str) -> None:
    outcome = web[name]
    assert outcome.faults == []
    assert outcome.kept_promise
    # Feeds and lists of links name more than is watched; other listings are searched, and all that they show is read.
    of_articles = issubclass(SOURCES[name], Articles | ListedPages)
    assert 0 < outcome.document_count <= outcome.read
    assert of_articles or outcome.document_count == outcome.read
    for document in outcome.documents:
        assert document["recreated"]
        assert document["capture"]["recreated"]
        assert document["title"]
        assert document["language"] == SOURCES[name].language or SOURCES[name].language == "und"
        names = [part["name"] for part in document["parts"]]
        assert len(names) == len(set(names)), "each part has a name of its own, so that a quote can be found again"
    keys = [document["key"] for document in outcome.documents]
    assert len(keys) == len(set(keys))


def test_only_a_full_listing_is_complete(web: dict[str, Outcome]) -> None:
    everything = {name for name in build.sources() if SOURCES[name].lists_everything}
    assert {name for name in build.sources() if web[name].complete} == everything >= {"us-cpsc", "eu-safety-gate"}


def test_all_brands_are_listed_without_the_search_word(web: dict[str, Outcome]) -> None:
    asked = web["all brands"].faults[0]["url"]
    assert "/api/search.json?" in asked
    assert "&q=" not in asked


def test_a_recalls_twin_in_another_country_is_a_partner(web: dict[str, Outcome]) -> None:
    partners = [document["links"].get("partner", ()) for document in web["us-cpsc"].documents]
    assert any(link.startswith("https://recalls-rappels.canada.ca/") for links in partners for link in links)


def test_the_version_of_the_program_is_in_the_user_agent() -> None:
    from crawler import version

    told = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]["version"]
    assert told.startswith(version())
