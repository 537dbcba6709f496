"""Is this unit affected? Yes, no, or what one must still look up, each for a reason in a source's words.

Rather "look it up" than wrong: "no" only where a recall's own words leave the unit out
(another colour or variant, bought outside the days of sale), or where someone says without
hedging that the market is not affected. Nothing known is no all-clear.
"""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from db.edtf import Span, span
from db.linking import STANDINGS
from db.matrix import Contains, matrix
from db.model_list import listed_as
from db.model_numbers import base_model, folded_name, written_model
from db.rows import Row
from db.show import products_and_values
from db.timeline import Filters

Verdict = Literal["yes", "no", "look_up"]
#: The sentence of a text, in a language, that says that only some batches or serial numbers are meant; None without.
Narrowing = Callable[[str, str], str | None]


@dataclass(frozen=True, slots=True)
class Unit:
    """What a person knows of the thing in hand; None is not known."""

    model: str
    market: str | None = None
    bought: str | None = None
    seller: str | None = None
    serial: str | None = None
    colour: str | None = None


def check(connection: sqlite3.Connection, unit: Unit, contains: Contains, narrowing: Narrowing) -> list[Row]:
    """One answer for each recall of the model in the market (in every market where none is named).

    Each: ``verdict`` (yes, no, look_up), ``market``, ``recall`` (or None), ``date``, ``reasons`` (what decides:
    ``field``, ``says``, ``finding``, ``quote``, ``document``), ``look_up`` (what is still to be found out),
    ``pages`` (the maker's own, to check a serial number), ``recreated``.
    """
    answers: list[Row] = []
    for cell in matrix(connection, Filters(model=unit.model, market=unit.market), contains).cells:
        regional = [row for row in cell["wider"] if row["market"] != "GLOBAL"]
        recalls = [*cell["recalls"], *regional]
        answers += [_of_recall(connection, unit, row, narrowing) for row in recalls]
        if not recalls and (cell["not_affected"] or unit.market):
            answers.append(_without_recall(connection, unit, cell))
    return answers


def _answer(verdict: Verdict, market: str, **given: object) -> Row:
    nothing: Row = {"recall": None, "date": None, "reasons": [], "look_up": [], "pages": [], "recreated": False}
    return {"verdict": verdict, "market": market, **nothing, **given}


def _of_recall(connection: sqlite3.Connection, unit: Unit, recall: Row, narrowing: Narrowing) -> Row:
    products, said = products_and_values(connection, recall["id"], recall["market"])
    values = [row for row in said if _is_of(connection, row, unit.model)]
    name = next((row["value"] for row in values if row["field"] == "name" and row["shown"]), base_model(unit.model))
    reasons = [_reason("name", name, "recalled", values)]
    reasons += _limits(unit, values, products)
    if not any(reason["field"] == "batches" and reason["says"] for reason in reasons):
        told = _some_batches(connection, recall["id"], narrowing)
        reasons = [reason for reason in reasons if not (told and reason["field"] == "batches")] + told
    look_up = [reason["look_up"] for reason in reasons if reason["finding"] == "unknown"]
    if recall["announced_by"] == "press":
        look_up.append("only the press reports this recall: ask the maker or the authority")
    verdict: Verdict = "look_up" if look_up else "yes"
    if any(reason["finding"] == "outside" for reason in reasons):
        verdict, look_up = "no", []
    if any(reason["finding"] == "listed" for reason in reasons):
        verdict, look_up = "yes", []
    decisive = [{name: value for name, value in reason.items() if name != "look_up"} for reason in reasons]
    return _answer(
        verdict,
        recall["market"],
        recall=recall["id"],
        date=recall["date"],
        reasons=decisive,
        look_up=look_up,
        pages=_pages(connection, [recall["id"]]),
        recreated=recall["recreated"],
    )


def _is_of(connection: sqlite3.Connection, value: Row, model: str) -> bool:
    """Whether a value is of a product of this model, or of one without a number whose name means it."""
    if value["model"]:
        return base_model(value["model"]) == base_model(model)
    return value["name"] is not None and listed_as(connection, value["name"]) in (model, base_model(model))


def _reason(field: str, says: object, finding: str, values: Sequence[Row], look_up: str = "") -> Row:
    """What a recall says of a field, with the quote of the value that is shown."""
    shown = next((row for row in values if row["field"] == field and row["shown"]), None)
    claim = next((claim for claim in shown["claims"] if claim["quote"]), None) if shown else None
    return {
        "field": field,
        "says": says,
        "finding": finding,
        "quote": claim["quote"] if claim else None,
        "document": shown["document"] if shown else None,
        "look_up": look_up,
    }


def _limits(unit: Unit, values: Sequence[Row], products: Sequence[Row]) -> Iterator[Row]:
    """What narrows a recall of a model: days of sale and of making, colours, sellers, batches, variants."""
    shown = {row["field"]: row["value"] for row in values if row["shown"]}
    yield from _sold(unit, shown, values)
    if shown.get("made_from") or shown.get("made_to"):
        made = f"{shown.get('made_from') or '…'} to {shown.get('made_to') or '…'}"
        yield _reason("made_from", made, "unknown", values, f"whether it was made {made}: the serial number tells")
    for field, given, closed in (
        ("colours", unit.colour, True),
        ("sellers", unit.seller, False),
        ("batches", unit.serial, False),
    ):
        listed = shown.get(field)
        if not listed:
            continue
        if given is None:
            if field != "sellers":
                yield _reason(field, listed, "unknown", values, f"which of these it is: {', '.join(listed)}")
        elif folded_name(given) in map(folded_name, listed):
            yield _reason(field, listed, "listed" if field == "batches" else "within", values)
        elif closed and not _another_lists(values, field, given):
            yield _reason(field, listed, "outside", values)
        else:
            yield _reason(field, listed, "unknown", values, f"{given} is not among those named: {', '.join(listed)}")
    variants = {model for row in products if row["base_model"] == base_model(unit.model) for model in row["models"]}
    if written_model(unit.model) != base_model(unit.model) and base_model(unit.model) not in variants and variants:
        inside = written_model(unit.model) in variants
        yield _reason("model", sorted(variants), "within" if inside else "outside", values)
    if unit.serial and not shown.get("batches"):
        yield _reason(
            "batches", None, "unknown", values, "no source lists serial numbers: enter it on the maker's page"
        )


def _some_batches(connection: sqlite3.Connection, recall: str, narrowing: Narrowing) -> list[Row]:
    """That not every unit is meant, where an authority or the maker says so without listing numbers.

    The press says so only of a recall that nobody else reports.
    """
    rows = connection.execute(_TEXTS, [recall]).fetchall()
    press = all(standing == "press" for standing, *_ in rows)
    for standing, document, language, parts in rows:
        texts = (part["text"] for part in json.loads(parts) if part["topic"] != "ignored")
        quote = next(filter(None, (narrowing(text, language) for text in texts)), None)
        if quote and (press or standing != "press"):
            look_up = "whether its batch or serial number is among those meant: enter it on the maker's page"
            told = {"field": "batches", "says": None, "finding": "unknown", "quote": quote, "document": document}
            return [{**told, "look_up": look_up}]
    return []


_TEXTS = f"""
SELECT m.standing, d.source || '/' || d.key, n.language, v.parts FROM recall_mentions m
JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
JOIN documents d ON d.id = v.document_id
WHERE m.recall_id = ? AND m.role = 'main' AND d.withheld IS NULL
ORDER BY {" ".join(f"m.standing <> '{one}'," for one in STANDINGS)} m.scope
"""


def _another_lists(values: Sequence[Row], field: str, given: str) -> bool:
    """Whether another source lists what the shown one leaves out."""
    return any(folded_name(given) in map(folded_name, row["value"]) for row in values if row["field"] == field)


def _sold(unit: Unit, shown: Row, values: Sequence[Row]) -> Iterator[Row]:
    first, last = span(shown.get("sold_from")), span(shown.get("sold_to"))
    if first is None and last is None:
        return
    field = "sold_from" if first else "sold_to"
    sold = f"{shown.get('sold_from') or '…'} to {shown.get('sold_to') or '…'}"
    bought = span(unit.bought)
    if bought is None:
        yield _reason(field, sold, "unknown", values, f"whether it was bought {sold}")
    elif (first and bought[1] < first[0]) or (last and bought[0] > last[1]):
        if _another_says_sold(values, bought, early=bool(first and bought[1] < first[0])):
            yield _reason(field, sold, "unknown", values, f"sources differ on the days of sale; the one shown: {sold}")
        else:
            yield _reason(field, sold, "outside", values)
    elif (first and bought[0] < first[0]) or (last and bought[1] > last[1]):
        yield _reason(field, sold, "unknown", values, f"the day on which it was bought: sold {sold}")
    else:
        yield _reason(field, sold, "within", values)


def _another_says_sold(values: Sequence[Row], bought: Span, *, early: bool) -> bool:
    """Whether another source's days of sale begin early enough, or end late enough, for a day of buying."""
    told = [
        days for row in values if row["field"] == ("sold_from" if early else "sold_to") and (days := span(row["value"]))
    ]
    return any(bought[1] >= days[0] if early else bought[0] <= days[1] for days in told)


def _without_recall(connection: sqlite3.Connection, unit: Unit, cell: Row) -> Row:
    """A market without a recall: someone may say that it is not affected; else nothing is known."""
    reasons = [
        {
            "field": "not_affected_in",
            "says": f"{said['market']} is not affected, says {said['said_by'] or said['source_name']}",
            "finding": "hedged" if said["hedged"] else "outside",
            "quote": said["quote"],
            "document": said["document"],
        }
        for said in cell["not_affected"]
    ]
    elsewhere = matrix(connection, Filters(model=unit.model), lambda region, market: False).cells
    recalls = [row["id"] for other in elsewhere for row in other["recalls"]]
    firm = any(reason["finding"] == "outside" for reason in reasons)
    look_up = [] if firm else [_what_remains(bool(reasons), recalls)]
    pages = _pages(connection, recalls)
    marked = any(other["recreated"] for other in (cell, *elsewhere))
    verdict: Verdict = "no" if firm else "look_up"
    return _answer(verdict, cell["market"], reasons=reasons, look_up=look_up, pages=pages, recreated=marked)


def _what_remains(said: bool, recalls: Sequence[str]) -> str:
    if said:
        return "the statement is hedged: ask the maker whether this unit is among those recalled elsewhere"
    if recalls:
        return f"nothing is known of this market, which is no all-clear; recalled elsewhere: {', '.join(recalls)}"
    return "no source of ours speaks of this model, which is no all-clear"


def _pages(connection: sqlite3.Connection, recalls: Sequence[str]) -> list[str]:
    """The maker's own pages on these recalls: its notices, and addresses of its hosts that sources print."""
    found: dict[str, None] = {}
    for recall in recalls:
        rows = connection.execute(
            """SELECT s.kind, d.url, v.parts, r.brand_group FROM recall_mentions m JOIN recalls r ON r.id = m.recall_id
               JOIN notices n ON n.id = m.notice_id JOIN document_versions v ON v.id = n.version_id
               JOIN documents d ON d.id = v.document_id JOIN sources s ON s.id = d.source
               WHERE m.recall_id = ? AND m.role = 'main' ORDER BY s.kind <> 'manufacturer', m.scope""",
            [recall],
        )
        for kind, url, parts, group in rows:
            if kind == "manufacturer" and url:
                found[url] = None
            for part in json.loads(parts):
                found.update(dict.fromkeys(_addresses(part["text"], group or "")))
    return list(found)


def _addresses(text: str, group: str) -> Iterator[str]:
    """Addresses in a text on a host that bears the group's name."""
    for address in re.findall(r"https?://[A-Za-z0-9._~:/?#@!$&*+,;=%-]+", text):
        host = address.split("/")[2].lower()
        page = address.rstrip(".,;:")
        if group and group in host and page.split("/", 3)[3:] not in ([], [""]):
            yield page
