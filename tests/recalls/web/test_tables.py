"""Datasette's own pages: which tables they show, in the dictionary's words, how they search, and what they refuse."""

import csv
import io
from urllib.parse import quote

import pytest

from db.dictionary import EXPORTS
from tests.recalls.web.conftest import Get, parsed, text

ALL = [f"public_{name}" for name in EXPORTS]


def rows(get: Get, address: str) -> list[dict[str, str]]:
    answered = get(address)
    assert answered.status_code == 200, answered.text[:300]
    return list(csv.DictReader(io.StringIO(answered.text)))


@pytest.mark.parametrize("table", ALL)
def test_each_column_is_described_in_the_dictionarys_words(get: Get, table: str) -> None:
    page = parsed(get(f"/data/{table}"))
    described = {text(term): text(term.getnext()) for term in page.xpath("//dl[@class='column-descriptions']//dt")}
    columns = {column.name: column.description for column in EXPORTS[table.removeprefix("public_")].columns}
    assert described.items() <= columns.items()
    shown = set(rows(get, f"/data/{table}.csv?_size=1")[0])
    assert shown == set(described), "every column that is shown is described"
    assert page.xpath("//a[contains(@href, '.json')]")
    assert page.xpath("//a[contains(@href, '.csv')]")


@pytest.mark.parametrize(
    ("words", "language"), [("回収", "ja"), ("召回", "zh-Hans"), ("리콜", "ko"), ("Rückruf", "de")]
)
def test_search_knows_words_without_spaces(get: Get, words: str, language: str) -> None:
    for address in (
        f"/data/public_notices.csv?_search={quote(words)}&_size=max",
        f"/data/search.csv?words={quote(words)}",
    ):
        found = rows(get, address)
        assert language in {row["language"] for row in found}, address
        assert len(found) < 120
    assert rows(get, f"/data/public_recalls.csv?_search={quote(words)}")


def test_nothing_typed_is_an_operator(get: Get) -> None:
    for words in ('"', "回収 OR", "a* NEAR(", "title:x", "-", "(", "'; DROP TABLE recalls"):
        assert get(f"/data/public_notices?_search={quote(words)}").status_code == 200, words
        assert get(f"/data/search?words={quote(words)}").status_code == 200, words


def test_questions_often_asked(get: Get) -> None:
    assert {row["market"] for row in rows(get, "/data/by_model.csv?model=A3117")} == {"JP", "KR"}
    assert {row["market"] for row in rows(get, "/data/by_market.csv?market=jp")} == {"JP"}
    assert {row["date"][:7] for row in rows(get, "/data/by_month.csv?month=2025-10")} == {"2025-10"}
    assert "anker-jp-2025-10-21" in {row["recall"] for row in rows(get, "/data/by_outlet.csv?source=jp-caa")}
    elsewhere = {row["model"]: row["recalled_in"] for row in rows(get, "/data/recalled_elsewhere.csv?market=DE")}
    assert "A17A0" in elsewhere
    assert "A3117" not in elsewhere, "of Europe someone says that it is not affected"
    assert "A1647" not in elsewhere, "recalled in Germany"
    first = {row["id"]: row["first_source"] for row in rows(get, "/data/who_reported_first.csv?market=JP")}
    assert first["anker-jp-2025-10-21"]
    assert int(rows(get, "/data/first_reporters.csv")[0]["first"]) > 1
    assert {row["field"] for row in rows(get, "/data/disagreements.csv?market=")}
    assert "Chargen für Europa" in rows(get, "/data/not_affected.csv?market=")[0]["quote"]


@pytest.mark.parametrize(
    "address",
    [
        "/data/documents",
        "/data/document_versions.json",
        "/data/document_words",
        "/data/claims",
        "/data/changes",
        "/data/captures.csv",
        "/data?sql=select+*+from+documents",
        "/data.json?sql=select+parts+from+document_versions",
        "/data/public_notices?_where=1=1",
        "/data/public_notices?_fts_table=document_words&_fts_pk=document&_search=a",
        "/data.db",
        "/_internal",
        "/-/databases.json",
        "/-/threads",
        "/-/metadata.json",
    ],
)
def test_other_peoples_texts_and_the_machine_are_not_shown(get: Get, address: str) -> None:
    answered = get(address)
    assert answered.status_code in (400, 403, 404)
    assert "recalls.db" not in answered.text
    assert "demo.db" not in answered.text


def test_nothing_can_be_written(get: Get) -> None:
    page = parsed(get("/data"))
    assert not page.xpath("//textarea")
