"""Which tables Datasette shows, in the data dictionary's words and searched in any script; questions often asked."""

from __future__ import annotations

import json
import sqlite3
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from db import public_views
from db.dictionary import EXPORTS
from db.listing import MOST_DOCUMENTS
from db.search import terms
from pipelines.regions import contains

#: The database's name in addresses, whatever its file is called.
DATABASE = "data"
#: Small tables whose values Datasette may count while somebody waits.
_FACETS = {"public_sources": ["kind", "market", "language"], "public_recall_relations": ["kind"]}
#: How a table's rows are found by the words of their documents.
_BY_WORDS = f"""SELECT rowid FROM document_words WHERE document_words MATCH :recalls_words
                ORDER BY rowid DESC LIMIT {MOST_DOCUMENTS}"""
_DOCUMENTS = f"SELECT source || '/' || key FROM documents WHERE withheld IS NULL AND id IN ({_BY_WORDS})"
_RECALLS = f"""SELECT m.recall_id FROM documents d JOIN recall_mentions m ON m.notice_id = d.notice_id
               WHERE d.withheld IS NULL AND d.id IN ({_BY_WORDS})"""
_SEARCHED = {
    "public_recalls": f"id IN ({_RECALLS})",
    "public_recall_products": f"recall IN ({_RECALLS})",
    "public_notices": f"document IN ({_DOCUMENTS})",
    "public_documents": f"document IN ({_DOCUMENTS})",
    "public_claims": f"document IN ({_DOCUMENTS})",
}


def is_shown(table: str) -> bool:
    """Whether a table or view may be looked at."""
    return table in public_views.names()


def searched(table: str) -> str | None:
    """A condition on a table's rows by the words of their documents (``:recalls_words``); None where there are none."""
    return _SEARCHED.get(table)


def matching(words: str) -> str:
    """What a person typed as a MATCH pattern for any script; without words one that finds nothing."""
    return terms(words) or '""'


def listed_texts(value: str) -> list[str] | None:
    """The members of a JSON list of texts; None where it is none."""
    try:
        told = json.loads(value)
    except ValueError:
        return None
    return told if isinstance(told, list) and all(isinstance(one, str) for one in told) else None


def prepare(connection: sqlite3.Connection) -> None:
    """Functions that the questions use: ``search_terms(words)`` and ``holds(region, market)``."""
    connection.create_function("search_terms", 1, lambda words: matching(str(words or "")), deterministic=True)
    connection.create_function(
        "holds", 2, lambda region, market: int(contains(str(region), str(market).upper())), deterministic=True
    )


@cache
def describe() -> dict[str, Any]:
    """Datasette's metadata: what each table and column means."""
    tables = {
        view: {
            "description": EXPORTS[table].description,
            "columns": public_views.columns(table),
            "facets": _FACETS.get(view, []),
            "size": 50,
        }
        for view, table in public_views.names().items()
    }
    about = (
        "The tables behind the timeline, without full texts. Dates are EDTF, markets ISO 3166-1 codes or EU, EUROPE, "
        "GLOBAL; rows marked recreated rest on pages of our own making and are evidence of nothing."
    )
    return {
        "title": "Recall timeline: data",
        "description": "Every value has the words it rests on.",
        "databases": {DATABASE: {"description": about, "tables": tables}},
    }


@cache
def queries() -> dict[str, Any]:
    """The questions that are often asked, by name: title, description and SQL."""
    file = resources.files("recalls.web") / "questions.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
