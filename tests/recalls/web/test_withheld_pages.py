"""A withheld document is on no page, in no table, feed or archived copy; merged recalls lead on."""

import sqlite3
from pathlib import Path

import pytest
from click.testing import CliRunner

from db.dictionary import EXPORTS
from db.public_views import columns
from recalls.cli import main
from tests.recalls.test_withholding import ALONE, RECALL, marks
from tests.recalls.web.conftest import Get, client

TABLES = [f"/data/public_{name}.json?_size=max&_nofacet=1" for name in EXPORTS]
QUESTIONS = [
    "/data/by_model.json?model=A1647",
    "/data/by_market.json?market=US",
    "/data/by_month.json?month=2025-09",
    "/data/recalled_elsewhere.json?market=DE",
    "/data/who_reported_first.json?market=",
    "/data/disagreements.json?market=",
    "/data/not_affected.json?market=",
    "/data/search.json?words=Anker",
]
PAGES = [
    *("/", "/?q=Anker", "/timeline.json", "/timeline.csv", "/matrix", "/matrix.json", "/changes", "/changes.json"),
    *("/sources", "/sources.json", "/check?model=A1647", "/check.json?model=A1647&market=US"),
    *("/feed.atom", "/feed.json", "/feed.ics", f"/recall/{RECALL}", f"/recall/{RECALL}.json", f"/recall/{RECALL}.csv"),
    *(f"/recall/{ALONE}", f"/recall/{ALONE}.json"),
    *TABLES,
    *QUESTIONS,
]


@pytest.fixture
def database(demo_database: Path, tmp_path: Path) -> Path:
    copy = tmp_path / "copy.db"
    with sqlite3.connect(demo_database) as source, sqlite3.connect(copy) as target:
        source.backup(target)
    return copy


def place(database: Path, document: str) -> str:
    with sqlite3.connect(database) as connection:
        return "{}/{}".format(
            *connection.execute(
                """SELECT c.file, c.offset FROM documents d JOIN document_versions v ON v.id = d.version_id
                   JOIN captures c ON c.id = v.capture_id WHERE d.source || '/' || d.key = ?""",
                [document],
            ).fetchone()
        )


def texts(get: Get) -> dict[str, str]:
    return {address: get(address).content.decode().replace("\\/", "/") for address in PAGES}


@pytest.mark.parametrize(("recall", "kind"), [(RECALL, "press"), (ALONE, "regulator")])
def test_a_withheld_document_is_on_no_page(database: Path, recall: str, kind: str) -> None:
    document, told_by = marks(database, recall, kind)
    capture, source = place(database, document), document.partition("/")[0]
    asked = f"/data/by_outlet.json?source={source}"
    get = client(database)
    assert any(mark in text for text in texts(get).values() for mark in told_by)
    assert get(f"/capture/{capture}").status_code == 200
    run = CliRunner().invoke(main, ["withhold", document, "--why", "asked", "--db", str(database)])
    assert run.exit_code == 0, run.output
    # The site that runs already tells it no more either.
    for name, text in {**texts(get), asked: get(asked).text}.items():
        for mark in told_by:
            assert mark not in text, f"{name} still tells {mark!r}"
    assert get(f"/capture/{capture}").status_code == 404
    assert get(f"/copy/{capture}").status_code == 404
    run = CliRunner().invoke(main, ["restore", document, "--db", str(database)])
    assert run.exit_code == 0, run.output
    assert get(f"/capture/{capture}").status_code == 200


def test_no_view_that_is_shown_has_texts_or_row_numbers() -> None:
    for name in EXPORTS:
        assert not {"id", "parts", "body"} & set(columns(name)) - ({"id"} if name in ("recalls", "sources") else set())


def test_a_merged_recall_leads_to_the_one_that_it_is_now(database: Path) -> None:
    with sqlite3.connect(database) as connection:
        connection.execute("INSERT INTO recall_redirects VALUES ('anker-jp-old', 'anker-jp-2025-10-21', '2026')")
    get = client(database)
    answered = get("/recall/anker-jp-old?lang=de")
    assert answered.status_code == 301
    assert answered.headers["location"] == "/recall/anker-jp-2025-10-21?lang=de"
