"""A site of files: every link leads somewhere, the same database gives the same bytes, nothing told is lost."""

import csv
import json
import posixpath
import shutil
import sqlite3
from collections.abc import Callable
from pathlib import Path
from urllib.parse import unquote, urlsplit

import feedparser
import icalendar
import pytest
from click.testing import CliRunner, Result
from lxml import etree, html

from db.linking import Linking
from db.store import open_store
from recalls.cli import main
from recalls.site.folder import MARK
from recalls.site.places import slug

HOME = "https://example.org/recalls/"
BUNDLED = Path(__file__).parents[3] / "recalls" / "demo.warc.gz"
Written = Callable[..., Path]


def site(folder: Path, database: Path, *options: str | Path) -> Result:
    return CliRunner().invoke(main, ["site", str(folder), "--db", str(database), *map(str, options)])


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Written:
    """A database written as a site with these options, once."""
    made: dict[tuple[str, ...], Path] = {}

    def folder(database: Path, *options: str | Path) -> Path:
        asked = (str(database), *map(str, options))
        if asked not in made:
            made[asked] = tmp_path_factory.mktemp("site") / "out"
            result = site(made[asked], database, *options)
            assert result.exit_code == 0, result.output
        return made[asked]

    return folder


def files(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in sorted(folder.rglob("*")) if path.is_file()}


def dead_links(folder: Path) -> list[tuple[str, str]]:
    """Links within the site that lead to no file, or to a place that the page does not have."""
    pages = {str(path.relative_to(folder)): html.parse(str(path)).getroot() for path in folder.rglob("*.html")}
    found, followed = [], 0
    for here, page in pages.items():
        for _, _, link, _ in page.iterlinks():
            told = urlsplit(link)
            if told.scheme or told.netloc:
                continue
            followed += 1
            there = (
                posixpath.normpath(posixpath.join(posixpath.dirname(here), unquote(told.path))) if told.path else here
            )
            if told.path.endswith("/"):
                there = posixpath.normpath(f"{there}/index.html")
            known = (folder / there).is_file() and ".." not in there.split("/")
            if known and told.fragment and told.fragment != "content":
                known = bool(pages[there].get_element_by_id(unquote(told.fragment), None) is not None)
            if not known:
                found.append((here, link))
    assert followed > 100
    return found


@pytest.mark.parametrize(
    "options", [[], ["--latest", "7", "--lang", "ja"], ["--archive", str(BUNDLED), "--lang", "de"]]
)
def test_every_link_leads_to_a_file_and_a_place_in_it(
    written: Written, demo_database: Path, options: list[str]
) -> None:
    assert dead_links(written(demo_database, *options)) == []


def test_hostile_names_stay_within_the_folder_and_link_nowhere_else(written: Written, hostile_database: Path) -> None:
    folder = written(hostile_database, "--archive", hostile_database.with_suffix(".warc.gz"))
    assert dead_links(folder) == []
    assert [path.name for path in folder.parent.iterdir()] == ["out"]
    for path in folder.rglob("*.html"):
        page = html.parse(str(path)).getroot()
        policy = page.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
        assert "default-src 'none'" in policy and "unsafe" not in policy, path
        assert all(script.get("src") and not (script.text or "").strip() for script in page.iter("script")), path
        for _, _, link, _ in page.iterlinks():
            assert urlsplit(link).scheme in ("", "http", "https"), (path, link)


@pytest.mark.parametrize(
    "name", ["..", "../..", "a/b", "", "CON", "x" * 300, "回収", "A3117", "a3117", ".git", "%2e%2e"]
)
def test_a_name_of_a_folder_is_one_name_and_readable(name: str) -> None:
    made = slug(name)
    assert made == slug(name.upper()) and 0 < len(made) < 64
    assert not set(made) & set("/\\%") and not made.startswith(".")


def test_different_values_get_different_names() -> None:
    values = ["回収", "発火", "a b", "a-b", "a  b", "a.", "a"]
    assert len({slug(value) for value in values}) == len(values)


def test_the_same_database_gives_the_same_bytes(written: Written, demo_database: Path, tmp_path: Path) -> None:
    options = ("--home", HOME, "--lang", "en", "--archive", BUNDLED)
    again = tmp_path / "out"
    for _ in range(2):
        assert site(again, demo_database, *options).exit_code == 0
    assert files(again) == files(written(demo_database, *options))


def test_every_recall_has_a_page_in_every_language_and_its_data(written: Written, demo_database: Path) -> None:
    folder = written(demo_database)
    with sqlite3.connect(demo_database) as connection:
        known = [identity for (identity,) in connection.execute("SELECT id FROM timeline")]
    for identity in known:
        for top, language in (("", "en"), ("de/", "de"), ("ja/", "ja")):
            page = html.parse(str(folder / f"{top}recall/{identity}/index.html")).getroot()
            assert page.get("lang") == language
        told = json.loads((folder / "recall" / identity / "recall.json").read_text("utf-8"))
        assert told["recall"]["id"] == identity
    assert len(json.loads((folder / "timeline.json").read_text("utf-8"))["rows"]) == len(known)
    with (folder / "data" / "recalls.csv").open(encoding="utf-8", newline="") as file:
        assert {row["id"] for row in csv.DictReader(file)} == set(known)


def test_lists_of_one_thing_are_pages_of_their_own(written: Written, demo_database: Path) -> None:
    folder = written(demo_database)
    for path in ("market/jp", "brand/anker", "hazard/fire", "kind/press", "language/ja", "date/2025-10", "date/2025"):
        page = html.parse(str(folder / path / "index.html")).getroot()
        assert page.xpath("//article//h4/a"), path
    assert {one.text for one in html.parse(str(folder / "market/jp/index.html")).xpath("//span[@class='where']")} == {
        "Japan"
    }


def test_older_recalls_stand_in_the_lists_of_their_years(written: Written, demo_database: Path) -> None:
    folder = written(demo_database, "--latest", "7", "--lang", "ja")
    with sqlite3.connect(demo_database) as connection:
        dated = connection.execute("SELECT recall_id, date_first FROM recall_list ORDER BY position").fetchall()
    for at, (identity, first) in enumerate(dated):
        own = (folder / "recall" / identity / "index.html").is_file()
        assert own == (at < 7 or first is None), identity
        if not own:
            page = html.parse(str(folder / "date" / first[:4] / "index.html")).getroot()
            assert page.get_element_by_id(identity) is not None
    assert not (folder / "de").exists()


def test_feeds_are_read_by_others_and_lead_to_the_pages(written: Written, demo_database: Path) -> None:
    folder = written(demo_database, "--home", HOME, "--lang", "en", "--archive", BUNDLED)
    for path in ("feed.atom", "market/jp/feed.atom", "brand/anker/feed.atom", "language/ja/feed.atom"):
        feed = feedparser.parse((folder / path).read_bytes())
        assert not feed.bozo and feed.entries, path
        assert feed.feed.links[0].href == HOME + path
        for entry in feed.entries:
            assert (folder / entry.link.removeprefix(HOME) / "index.html").is_file()
    assert icalendar.Calendar.from_ical((folder / "feed.ics").read_text("utf-8")).walk("VEVENT")
    assert json.loads((folder / "feed.json").read_text("utf-8"))["items"]


def test_the_address_of_the_site_stands_where_others_need_it(written: Written, demo_database: Path) -> None:
    folder = written(demo_database, "--home", HOME, "--lang", "en", "--archive", BUNDLED)
    for path in ("", "market/jp/", "recall/anker-jp-2025-10-21/"):
        page = html.parse(str(folder / path / "index.html")).getroot()
        assert page.xpath("//link[@rel='canonical']/@href") == [HOME + path]
    lost = html.parse(str(folder / "404.html")).getroot()
    links = [link for _, _, link, _ in lost.iterlinks() if link != "#content"]
    assert all(link.startswith(HOME) for link in links), "it is shown for any address"
    places = etree.parse(str(folder / "sitemap.xml")).xpath("//*[local-name()='loc']/text()")
    assert HOME in places and f"{HOME}recall/anker-jp-2025-10-21/" in places
    assert all((folder / place.removeprefix(HOME) / "index.html").is_file() for place in places)
    assert "https://example.org/recalls/recall/anker-jp-2025-10-21" in (
        folder / "recall/anker-jp-2025-10-21/index.html"
    ).read_text("utf-8"), "the line to cite it by names the page"
    plain = written(demo_database)
    assert not (plain / "404.html").exists() and not (plain / "sitemap.xml").exists()


def test_captures_are_shown_inert_where_an_archive_is_given(written: Written, demo_database: Path) -> None:
    assert not (written(demo_database) / "capture").exists()
    folder = written(demo_database, "--archive", BUNDLED, "--lang", "de")
    pages = list((folder / "capture").rglob("index.html"))
    copies = list((folder / "capture").rglob("copy.html"))
    assert len(pages) > 50 and copies
    for path in copies:
        page = html.parse(str(path)).getroot()
        assert not page.xpath("//script | //img | //a[@href] | //form | //iframe")
        assert page.xpath("//meta[@http-equiv='Content-Security-Policy']")
    with sqlite3.connect(demo_database) as connection:
        press = connection.execute(
            """SELECT c.offset FROM captures c JOIN sources s ON s.id = c.source
               JOIN document_versions v ON v.capture_id = c.id WHERE s.kind = 'press'"""
        ).fetchall()
    shown = {path.parent.name for path in copies}
    assert not shown & {str(offset) for (offset,) in press}, "no article of the press leaves in full"


def test_an_id_of_before_leads_to_the_recall_it_became_and_one_that_is_gone_says_so(
    demo_database: Path, tmp_path: Path
) -> None:
    database = tmp_path / "copy.db"
    shutil.copy(demo_database, database)
    with open_store(database, allow_recreated=True) as store:
        scopes = dict(store.connection.execute("SELECT recall_id, min(scope) FROM recall_mentions GROUP BY recall_id"))
        store.connection.execute(
            "INSERT INTO recall_redirects VALUES ('anker-jp-1999', 'anker-jp-2025-10-21', '2026-01-01T00:00:00Z')"
        )
        store.connection.execute("INSERT INTO recall_redirects VALUES ('anker-jp-1998', NULL, '2026-01-01T00:00:00Z')")
    assert scopes
    assert site(tmp_path / "out", database).exit_code == 0
    for top in ("", "de/"):
        moved = html.parse(str(tmp_path / "out" / f"{top}recall/anker-jp-1999/index.html")).getroot()
        assert moved.xpath("//meta[@http-equiv='refresh']/@content") == ["0; url=../anker-jp-2025-10-21/"]
        assert moved.xpath("//main//a/@href") == ["../anker-jp-2025-10-21/"]
    gone = html.parse(str(tmp_path / "out" / "recall/anker-jp-1998/index.html")).getroot()
    assert "withdrawn" in gone.xpath("string(//main)")
    assert dead_links(tmp_path / "out") == []


def test_a_withheld_document_is_in_no_file(demo_database: Path, tmp_path: Path) -> None:
    database = tmp_path / "copy.db"
    shutil.copy(demo_database, database)
    words = "Chargen für Europa sind demnach wohl nicht betroffen".encode()
    held = ["withhold", "de-appgefahren/388742", "--why", "asked for", "--db", str(database)]
    assert CliRunner().invoke(main, held).exit_code == 0
    assert site(tmp_path / "out", database, "--lang", "en", "--archive", BUNDLED).exit_code == 0
    assert not [name for name, content in files(tmp_path / "out").items() if words in content or b"388742" in content]


@pytest.mark.parametrize("home", ["example.org", "javascript:alert(1)", "ftp://example.org"])
def test_an_address_that_is_none_is_wrong_usage(demo_database: Path, tmp_path: Path, home: str) -> None:
    result = site(tmp_path / "out", demo_database, "--home", home)
    assert result.exit_code == 2
    assert "--home" in result.output and not (tmp_path / "out").exists()


def test_a_folder_of_somebody_else_is_wrong_usage(demo_database: Path, tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("precious")
    result = site(tmp_path, demo_database)
    assert result.exit_code == 2
    assert "no site of ours" in result.output
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_folder_that_cannot_be_written_is_named(demo_database: Path, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("a file")
    result = site(tmp_path / "file" / "out", demo_database)
    assert result.exit_code == 1
    assert "out cannot be written" in result.output


def test_an_empty_database_is_a_site_too(tmp_path: Path) -> None:
    open_store(tmp_path / "empty.db").close()
    assert site(tmp_path / "out", tmp_path / "empty.db").exit_code == 0
    assert (tmp_path / "out" / "index.html").is_file() and (tmp_path / "out" / MARK).is_file()
    assert dead_links(tmp_path / "out") == []


def test_a_recall_that_was_taken_back_has_no_page_left(demo_database: Path, tmp_path: Path) -> None:
    database = tmp_path / "copy.db"
    shutil.copy(demo_database, database)
    assert site(tmp_path / "out", database, "--lang", "en").exit_code == 0
    with open_store(database, allow_recreated=True) as store:
        recalls = store.connection.execute("SELECT id FROM timeline").fetchall()
        store.save_links(Linking(redirects={identity: None for (identity,) in recalls}))
    assert site(tmp_path / "out", database, "--lang", "en").exit_code == 0
    page = html.parse(str(tmp_path / "out" / "recall/anker-jp-2025-10-21/index.html")).getroot()
    assert "withdrawn" in page.xpath("string(//main)")
