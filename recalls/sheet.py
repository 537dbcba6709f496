"""``recalls show``: a recall or a document on one sheet of text, for a person at a terminal."""

from __future__ import annotations

import json
import textwrap
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from db.rows import Row
from db.show import show
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure
from recalls.past import store_as_of
from recalls.rendering import plain

_MOST_QUOTES = 3
_HOW_FIRM = {"exact": "", "about": "about ", "at_least": "at least ", "at_most": "at most "}


def run_show(
    identifier: str, database: Path, output: str, as_of: str | None = None, recorded_as_of: str | None = None
) -> int:
    """``recalls show``: everything on one recall (by id) or document (``source/key``)."""
    with store_as_of(database, as_of, recorded_as_of) as store:
        found = show(store.connection, identifier)
    if found is None:
        raise Failure(f"{database} knows no recall and no document {identifier!r}", DONE_WITH_FAILURES)
    if output == "json":
        click.echo(json.dumps(found, ensure_ascii=False, indent=1))
    else:
        sheet = recall_sheet(found) if "recall" in found else document_sheet(found)
        click.echo("\n".join(plain(line) for line in sheet))
    return DONE


def recall_sheet(found: Row) -> Iterator[str]:
    """Everything on one recall: what each source says in which words, and where they disagree."""
    recall = found["recall"]
    yield recall["id"] + ("   (re-created pages: no evidence)" if recall["recreated"] else "")
    basis = "" if recall["date_basis"] == "announced" else f" ({recall['date_basis']})"
    yield f"{recall['date'] or 'date unknown'}{basis} · {recall['market']} · {recall['issuer'] or 'issuer unknown'}"
    yield ""
    for product in found["products"]:
        yield "  " + " · ".join(filter(None, _heading(product)))
    for heading, lines in (
        ("Values, the shown one first", _values(found["values"])),
        ("Expressly not affected", _statements(found["not_affected"])),
        ("Where sources disagree", _disagreements(found["disagreements"])),
        (
            "Related recalls",
            (f"{row['kind']}: {row['recall']} ({row['order']}; {row['reason']})" for row in found["related"]),
        ),
        ("Other recalls that had this id elsewhere, before databases were merged", found["namesakes"]),
        ("Reported by", _documents(found["documents"])),
    ):
        yield from _section(heading, lines)
    if found["citation"]:
        yield from _section("To cite it", textwrap.wrap(found["citation"]["line"], 110, break_on_hyphens=False))


def document_sheet(found: Row) -> Iterator[str]:
    """Everything on one document: its versions, what it says, which recalls it reports."""
    document, notice = found["document"], found["notice"]
    yield document["document"] + ("   (re-created page: no evidence)" if document["recreated"] else "")
    yield plain(document["title"])
    yield f"{document['source_name']} · {document['language']} · published {document['published'] or 'unknown'}"
    yield plain(document["url"])
    if document["absent_since"]:
        yield f"absent since {document['absent_since']}"
    if notice is None:
        yield "not understood: no watched brand's words are hit"
    elif not notice["is_recall_report"]:
        yield "not a report of a recall of a watched brand"
    else:
        yield f"a report of a recall ({notice['kind']})"
        yield from _section("What it says", _claims(notice["claims"]))
    yield from _section("Recalls it reports", (f"{row['recall']} ({row['reason']})" for row in found["recalls"]))
    yield from _section("Its words", _parts(found["parts"]))
    yield from _section("Versions", _versions(found["versions"]))


def _section(heading: str, lines: Iterable[str]) -> Iterator[str]:
    lines = list(lines)
    if lines:
        yield ""
        yield heading
        yield from (f"  {line}" for line in lines)


def figure(value: Any) -> str:
    """A value as a person reads it."""
    if isinstance(value, dict) and "qualifier" in value:
        return f"{_HOW_FIRM[value['qualifier'] or 'exact']}{value['value']:,}"
    if isinstance(value, dict):
        return ", ".join(f"{name} {figure(inner)}" for name, inner in value.items() if inner is not None)
    if isinstance(value, list):
        return ", ".join(map(figure, value))
    return plain(value)


def _heading(product: Row) -> Iterator[str]:
    """What a product is: its brand where its name does not begin with it, name, model and kind."""
    brand, name = plain(product["brand"]), plain(product["name"])
    if not name.casefold().startswith(brand.casefold()):
        yield brand
    yield from (name, plain(product["model"]), plain(product["category"]).replace("_", " "))


def _values(values: list[Row]) -> Iterator[str]:
    """Each field with its different values, the shown one first, and under each who gives it in which words.

    A product's brand and category stand in the heading: they are the watchlist's, not the sources'.
    """
    fields: dict[str, dict[str, dict[str, list[Row]]]] = {}
    for row in values:
        if row["field"] not in ("brand", "category"):
            product = row["model"] or row["name"]
            subject = f"{row['field']} of {product}" if product else row["field"]
            documents = fields.setdefault(subject, {}).setdefault(_same(row["value"]), {})
            documents.setdefault(row["document"], []).append(row)
    for subject, values_told in fields.items():
        for documents in values_told.values():
            rows = [row for rows in documents.values() for row in rows]
            mark = "" if any(row["shown"] for row in rows) else "   (not shown)"
            yield f"{subject}: {figure(rows[0]['value'])}{mark}"
            for rows in documents.values():
                yield f"    {_reported(rows[0])}{_voice(rows[0])}"
                yield from _quotes([claim for row in rows for claim in row["claims"] if _supports(claim, row["value"])])


def _same(value: Any) -> str:
    """A key under which equal values meet; lists are equal in any order."""
    return repr(sorted(value)) if isinstance(value, list) else repr(value)


def _supports(claim: Row, value: Any) -> bool:
    told = claim["value"]
    if isinstance(value, dict):  # of incidents each figure has words of its own
        figures = told.get("value") if isinstance(told, dict) else told
        return bool(told == value or (claim["field"] != "units" and figures in value.values()))
    return bool(told == value or (isinstance(value, list) and told in value))


def _reported(row: Row) -> str:
    return f"[{row['document']}, {row['published'] or 'undated'}]"


def _voice(row: Row) -> str:
    said = f", says {row['said_by']}" if row.get("said_by") else ""
    return said + (", hedged" if row.get("hedged") else "")


def _quotes(claims: list[Row]) -> Iterator[str]:
    quotes = list(dict.fromkeys((claim["quote"], claim["part"], claim["basis"]) for claim in claims))
    for words, part, basis in quotes[:_MOST_QUOTES]:
        where = f"{part}; by the watchlist" if basis == "watchlist" else part
        yield (
            f"      “{_short(words)}” ({where})" if words else "      by the source itself, which speaks for its market"
        )
    if len(quotes) > _MOST_QUOTES:
        yield f"      … and {len(quotes) - _MOST_QUOTES} more quotes (--format json has all)"


def _claims(claims: list[Row]) -> Iterator[str]:
    for claim in claims:
        product = f" of product {claim['product'] + 1}" if claim["product"] is not None else ""
        market = f" in {claim['market']}" if claim["market"] else ""
        subject = f"mention {claim['mention'] + 1}, {claim['field']}{product}{market}"
        yield f"{subject}: {figure(claim['value'])}{_voice(claim)}"
        yield from _quotes([claim])


def _statements(statements: list[Row]) -> Iterator[str]:
    for row in statements:
        yield f"{row['market']}{_voice(row)}   {_reported(row)}"
        yield from _quotes(row["claims"])


def _disagreements(rows: list[Row]) -> Iterator[str]:
    for row in rows:
        subject = f"{row['field']} of {row['model']}" if row.get("model") else row["field"]
        yield f"{subject}: {figure(row['value'])} ({row['source']}){' — shown' if row['shown'] else ''}"


def _documents(documents: list[Row]) -> Iterator[str]:
    for row in documents:
        absent = f"; absent since {row['absent_since']}" if row["absent_since"] else ""
        when = f"{row['language']}, {row['published'] or 'undated'}{absent}"
        yield f"{row['source_name']} ({when}): {plain(row['title'])}"
        yield f"    {plain(row['url'])}"
        yield f"    joined because: {row['reason']} ({row['score']:.2f})"
        yield from (f"  {line}" for line in _versions(row["versions"]))


def _versions(versions: list[Row]) -> Iterator[str]:
    for version in versions:
        capture = version["capture"]
        where = f"{capture['file']} at byte {capture['offset']}, {capture['digest']}" if capture else "no capture"
        yield f"  captured {version['first_seen']}: {where}"
        for change in version["changes"]:
            yield f"    changed ({version['cause']}): {_short(plain(change))}"


def _parts(parts: list[Row]) -> Iterator[str]:
    for part in parts:
        yield f"{part['name']}:"
        for paragraph in plain(part["text"]).splitlines():
            yield from (f"  {line}" for line in textwrap.wrap(paragraph, 110))


def _short(words: str) -> str:
    return textwrap.shorten(words, 200, placeholder=" …")
