"""One recall: what, where, when, how many, what to do, and the words that each value rests on."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from db.citation import citation
from db.excerpts import OF_ARTICLES, OF_NOTICES, excerpted
from db.recall_ids import resolve
from db.rows import Row, query
from db.show import show
from recalls.web.documents import named
from recalls.web.pages.timeline import called
from recalls.web.values import told_value
from recalls.web.visit import Visit, render

#: The recall's own fields in the order in which people ask for them; then those of each product.
_FIELDS = ("announced", "issuer", "reference", "units", "hazards", "causes", "remedies", "incidents", "recovered")
_PRODUCT_FIELDS = ("units", "colours", "sold_from", "sold_to", "made_from", "made_to", "batches", "gtins", "sellers")
_MOST_QUOTES = 4


def current(visit: Visit, identifier: str) -> str | None:
    """The id under which a recall goes now; None where there is none."""
    return resolve(visit.connection, identifier)


def page(visit: Visit, identifier: str) -> str | None:
    """A recall as HTML, by the id under which it goes now; None where there is none."""
    found = rows(visit, identifier)
    if found is None:
        return None
    wording, recall = visit.wording, found["recall"]
    said_in = [row["document"] for row in (*found["documents"], *found["not_affected"], *found["disagreements"])]
    documents = named(visit.connection, said_in)
    fields = list(_fields(visit, found["values"], _FIELDS, product=None))
    names = called(recall)
    return render(
        visit,
        "recall",
        here=lambda addresses: addresses.recall(recall["id"]),
        recall=recall,
        heading=", ".join(names[:4]) + (f" (+{len(names) - 4})" if len(names) > 4 else ""),
        facts=fields,
        products=[_product(visit, row, found["values"]) for row in found["products"]],
        documents=found["documents"],
        by_document=documents,
        statements=[_statement(row, documents) for row in found["not_affected"]],
        related=_related(visit, found["related"]),
        disagreements=_disagreements(visit, found["disagreements"]),
        cite=found["citation"],
        units=wording.units(recall["units"], recall["units_qualifier"]),
    )


def rows(visit: Visit, identifier: str) -> dict[str, Any] | None:
    """Everything on a recall, for programs (see ``db.show``); its line to cite it by names this site, where known."""
    found = show(visit.connection, identifier)
    if found is None or "recall" not in found:
        return None
    found["documents"] = [_document(row) for row in found["documents"]]
    if visit.home and (cited := citation(visit.connection, found["recall"]["id"], visit.home)):
        found["citation"] = cited.as_json()
    return found


CLAIM_COLUMNS = (
    *("recall", "field", "product", "value", "shown", "document", "source", "published", "said_by", "hedged"),
    *("quote", "part", "start", "end", "basis"),
)


def claims(found: Mapping[str, Any]) -> Iterator[Row]:
    """One row a claim on a recall, for a spreadsheet."""
    for row in found["values"]:
        told = {**row, "recall": found["recall"]["id"], "product": row["model"] or row["name"]}
        for claim in row["claims"] or [{}]:
            yield {**told, **{name: claim.get(name) for name in ("quote", "part", "start", "end", "basis")}}


def _fields(
    visit: Visit, values: Iterable[Row], names: Sequence[str], product: str | None
) -> Iterator[Mapping[str, Any]]:
    """Each field with the value that is shown, the quotes for it, and the other values that sources give."""
    values = [row for row in values if _subject(row) == product]
    for name in names:
        said = [row for row in values if row["field"] == name]
        if not said:
            continue
        different: dict[str, list[Row]] = {}
        for row in said:
            different.setdefault(told_value(name, row["value"], visit.wording), []).append(row)
        shown = next((told for told, given in different.items() if any(row["shown"] for row in given)), "")
        yield {
            "name": name,
            "shown": shown,
            "values": [
                {"told": told, "shown": told == shown, "quotes": list(_quotes(given))}
                for told, given in sorted(different.items(), key=lambda item: item[0] != shown)
            ],
        }


def _subject(row: Row) -> str | None:
    return str(row["model"] or row["name"]) if row["model"] or row["name"] else None


def _quotes(given: Iterable[Row]) -> Iterator[Mapping[str, Any]]:
    """Who gives a value, in which words; each words once."""
    seen: set[tuple[str, str]] = set()
    for row in given:
        claims = [claim for claim in row["claims"] if _supports(claim, row["value"])]
        for claim in claims[:_MOST_QUOTES] or [{"quote": "", "part": None, "basis": None}]:
            if (row["document"], claim["quote"]) not in seen:
                seen.add((row["document"], claim["quote"]))
                yield {**row, **{name: claim[name] for name in ("quote", "part", "basis")}}


def _supports(claim: Row, value: Any) -> bool:
    listed = isinstance(value, list) and claim["value"] in value
    return bool(claim["value"] == value or listed or isinstance(value, dict))


def _product(visit: Visit, row: Row, values: Sequence[Row]) -> Mapping[str, Any]:
    subject = row["model"] or row["name"]
    names = ("name", *_PRODUCT_FIELDS)
    return {**row, "fields": list(_fields(visit, values, names, product=subject))}


def _document(row: Row) -> Row:
    """A document whose versions tell the words in which they differ; of an article's words only a few."""
    most = OF_ARTICLES if row["standing"] == "press" else OF_NOTICES
    return {**row, "versions": [{**one, "changes": excerpted(one["changes"], most)} for one in row["versions"]]}


def _statement(row: Row, documents: Mapping[str, Row]) -> Mapping[str, Any]:
    """Someone's word that a market is not affected; what it is said of is the page itself."""
    quote = next((claim["quote"] for claim in row["claims"] if claim["quote"]), None)
    known = documents.get(row["document"])
    return {**row, "quote": quote, "in": known, "source_name": row["source"], "recall": None, "around": None}


def _related(visit: Visit, rows: Sequence[Row]) -> list[Row]:
    """Related recalls with their market and date; one that nothing speaks of any more is left out."""
    others = query(
        visit.connection,
        "SELECT id, market, date FROM recalls WHERE retired IS NULL AND id IN (SELECT value FROM json_each(?))",
        [json.dumps([row["recall"] for row in rows])],
    )
    known = {other["id"]: other for other in others}
    return [{**row, **known[row["recall"]]} for row in rows if row["recall"] in known]


def _disagreements(visit: Visit, rows: Sequence[Row]) -> list[Mapping[str, Any]]:
    """Each field on which sources differ: its values, the shown one first, and under each who gives it."""
    fields: dict[tuple[str, str | None], dict[str, list[Row]]] = {}
    for row in rows:
        values = fields.setdefault((row["field"], row["model"] or row["name"]), {})
        values.setdefault(told_value(row["field"], row["value"], visit.wording), []).append(row)
    return [
        {"field": field, "product": product, "values": [{"told": told, "rows": said} for told, said in values.items()]}
        for (field, product), values in fields.items()
    ]
