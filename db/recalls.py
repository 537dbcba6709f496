"""Recalls in the database: what a link pass found, with the values that are shown."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any

from db import change_list, disagreements, listing, recall_ids
from db.edtf import span
from db.linking import Linking, Recall
from db.rows import dump, insert
from db.shown import PRODUCT_FIELDS, ShownProduct, Voice, in_order, products, values
from db.voices import Mentions

_REPLACED = (
    "recall_products",
    "recall_mentions",
    "recall_values",
    "recall_relations",
    "not_affected",
    "unplaced_scopes",
)
_RECALL_COLUMNS = (
    "id brand_group market date date_basis date_first date_last announced issuer reference standing units "
    "units_qualifier units_source brands products models hazards causes remedies sources source_ids languages notices "
    "first_source first_published recreated founders"
)
_LINK_COLUMNS = "recall_id scope notice_id mention market standing role reason score"
_PRODUCT_COLUMNS = (
    "recall_id position base_model model models standing brand name category units units_qualifier sold_from sold_to "
    "made_from made_to colours gtins batches sellers"
)
_VALUE_COLUMNS = (
    "recall_id product field rank shown value standing source scope published said_by hedged notice_id mention"
)
#: Of so many recalls the rows are held at a time: a million mentions have several million values.
_AT_ONCE = 1_000


def save(connection: sqlite3.Connection, linking: Linking, recorded: str, titles: Mapping[str, str]) -> None:
    """Put a link pass in the place of the last one. The caller commits.

    ``titles``: what the catalogue calls each model; others are called as the best-placed source prints them.
    """
    mentions = Mentions(connection)
    for table in _REPLACED:
        connection.execute(f"DELETE FROM {table}")
    recall_ids.retire(connection, linking, recorded)
    waiting = iter(linking.recalls)
    while some := list(islice(waiting, _AT_ONCE)):
        _save_some(connection, some, mentions, recorded, titles)
    recall_ids.keep_namesakes(connection, linking.namesakes, recorded)
    relations = [(relation.recall, relation.other, relation.kind, relation.reason) for relation in linking.relations]
    insert(connection, "recall_relations", "recall_id other_id kind reason", relations, stored=True)
    insert(connection, "not_affected", mentions.statement_columns, [mentions.statement(s) for s in linking.statements])
    unplaced = [(scope, number) for number, group in enumerate(linking.unplaced) for scope in group]
    insert(connection, "unplaced_scopes", "scope group_number", unplaced, stored=True)
    listing.keep_ready(connection)
    disagreements.keep_ready(connection)
    change_list.keep_ready(connection)


def _save_some(
    connection: sqlite3.Connection, some: Sequence[Recall], mentions: Mentions, recorded: str, titles: Mapping[str, str]
) -> None:
    recalls: list[tuple[Any, ...]] = []
    recall_products: list[tuple[Any, ...]] = []
    links: list[tuple[Any, ...]] = []
    said: list[tuple[Any, ...]] = []
    for recall in some:
        ordered = in_order(mentions.voices(recall))
        shown, listed = values(ordered), products(ordered)
        names = [titles.get(product.base or "") or product.best("name") for product in listed]
        recalls.append((*_recall_row(recall, ordered, shown, listed, names), recorded))
        recall_products.extend(
            _product_row(recall.id, at, product, name)
            for at, (product, name) in enumerate(zip(listed, names, strict=True))
        )
        links.extend(_link_rows(recall, ordered))
        said.extend(_value_rows(recall.id, None, shown))
        for at, product in enumerate(listed):
            said.extend(_value_rows(recall.id, at, product.values))
    _upsert_recalls(connection, recalls)
    insert(connection, "recall_products", _PRODUCT_COLUMNS, recall_products, stored=True)
    insert(connection, "recall_mentions", _LINK_COLUMNS, links, stored=True)
    insert(connection, "recall_values", _VALUE_COLUMNS, said, stored=True)


def _upsert_recalls(connection: sqlite3.Connection, rows: Iterable[tuple[Any, ...]]) -> None:
    names = [*_RECALL_COLUMNS.split(), "made"]
    kept = ", ".join(f"{name} = excluded.{name}" for name in names[1:-1])
    connection.executemany(
        f"INSERT INTO recalls ({', '.join(names)}) VALUES ({', '.join('?' * len(names))}) "
        f"ON CONFLICT (id) DO UPDATE SET {kept}, retired = NULL",
        rows,
    )


def _recall_row(
    recall: Recall,
    ordered: list[Voice],
    shown: Mapping[str, list[tuple[Any, Voice]]],
    listed: list[ShownProduct],
    names: list[str | None],
) -> tuple[Any, ...]:
    def best(name: str) -> Any:
        return shown[name][0][0] if name in shown else None

    date, basis = _date(ordered, best("announced"))
    days = span(date)
    units = best("units") or {}
    first = min(ordered, key=lambda voice: (_first_day(voice), voice.scope))
    languages = sorted({voice.language for voice in ordered})
    sources = sorted({voice.source for voice in ordered})
    models = list(dict.fromkeys(model for product in listed for model in product.models))
    return (
        (recall.id, recall.brand_group, recall.market, date, basis)
        + ((days[0].isoformat(), days[1].isoformat()) if days else (None, None))
        + (best("announced"), best("issuer"), best("reference"), recall.standing)
        + (units.get("value"), units.get("qualifier"), shown["units"][0][1].source if units else None)
        + (dump(_union(shown, "brands")), dump(list(dict.fromkeys(filter(None, names)))), dump(models))
        + (dump(best("hazards") or []), dump(best("causes") or []), dump(best("remedies") or []))
        + (len(sources), dump(sources), dump(languages), len({voice.document for voice in ordered}))
        + (first.source, _public(first))
        + (int(any(voice.recreated for voice in ordered)), dump(list(recall.founders)))
    )


def _public(voice: Voice) -> str | None:
    """When a voice was public, if known: its publication; who announces without a date did so on that day."""
    announces = voice.role == "main" and voice.standing != "press"
    announced = voice.values.get("announced") if announces else None
    return voice.published or announced


def _first_day(voice: Voice) -> str:
    days = span(_public(voice))
    return days[0].isoformat() if days else voice.first_seen[:10]


def _union(shown: Mapping[str, list[tuple[Any, Voice]]], name: str) -> list[Any]:
    """All members of a list field, those of the best voice first."""
    return list(dict.fromkeys(member for said, _ in shown.get(name, []) for member in said))


def _date(ordered: list[Voice], announced: str | None) -> tuple[str | None, str | None]:
    """The date of a recall and what it rests on: its announcement, else who published first,
    of the best-placed where one of them gives a date."""
    if announced:
        return announced, "announced"
    best = [voice for voice in ordered if voice.standing == ordered[0].standing and voice.role == ordered[0].role]
    for voices in (best, [voice for voice in ordered if voice.role == "main"], ordered):
        dated = [(days[0], days[1], voice.published) for voice in voices if (days := span(voice.published))]
        if dated:
            return min(dated)[2], "published"
    return None, None


def _link_rows(recall: Recall, ordered: list[Voice]) -> Iterator[tuple[Any, ...]]:
    links = {link.scope: link for link in recall.links}
    for voice in ordered:
        link = links[voice.scope]
        yield (
            recall.id,
            voice.scope,
            voice.notice_id,
            voice.mention,
            recall.market,
            voice.standing,
            voice.role,
            link.reason,
            link.score,
        )


def _product_row(recall_id: str, position: int, product: ShownProduct, called: str | None) -> tuple[Any, ...]:
    row: list[Any] = [recall_id, position, product.base, product.model, dump(product.models), product.standing]
    for name in PRODUCT_FIELDS:
        value: Any = called if name == "name" else product.best(name)
        if name == "units":
            row += [value["value"], value["qualifier"]] if value else [None, None]
        else:
            row.append(dump(value) if isinstance(value, list) else value)
    return tuple(row)


def _value_rows(
    recall_id: str, product: int | None, shown: Mapping[str, list[tuple[Any, Voice]]]
) -> Iterator[tuple[Any, ...]]:
    for name, said in shown.items():
        for rank, (value, voice) in enumerate(said):
            yield (
                recall_id,
                product,
                name,
                rank,
                int(rank == 0),
                dump(value),
                voice.standing,
                voice.source,
                voice.scope,
                voice.published,
                voice.said_by,
                int(voice.hedged),
                voice.notice_id,
                voice.mention,
            )
