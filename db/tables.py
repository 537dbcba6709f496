"""The tables of the first migration. Whole numbers as keys stay inside the database.

What leaves it goes by content: a document is (source, key), a version its digest, a
notice (version, reader, watchlist), a scope ``source/key#mention@market``. Lists and
structures are JSON; truth is 0 or 1; dates as in ``db.records``; times are UTC.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True, slots=True)
class Table:
    """Columns and their Python types, the key, the columns that are never null, and foreign keys."""

    columns: dict[str, type]
    key: str | tuple[str, ...] | None
    required: frozenset[str] = frozenset()
    refers: dict[str, str] = field(default_factory=dict)
    defaults: dict[str, Any] = field(default_factory=dict)


def _columns(text: str = "", whole: str = "", real: str = "") -> dict[str, type]:
    return {
        **dict.fromkeys(whole.split(), int),
        **dict.fromkeys(text.split(), str),
        **dict.fromkeys(real.split(), float),
    }


_PRODUCT = (
    "brand name model base_model category units_qualifier sold_from sold_to made_from made_to "
    "colours gtins batches sellers"
)

TABLES: dict[str, Table] = {
    "sources": Table(
        _columns("id name kind language market timezone hosts homepage licence last_good stale_since"),
        "id",
        frozenset({"name", "kind", "language"}),
    ),
    "captures": Table(
        # trusted: documents were read from it without a fault, so its validators may be sent again
        _columns(
            "source url method date digest file record_id etag last_modified reader",
            "id status offset revisit recreated trusted",
        ),
        "id",
        frozenset({"source", "url", "date", "status", "file", "offset"}),
        {"source": "sources"},
    ),
    "documents": Table(
        # published is EDTF. gone_since, gone_last, gone_nights: its own address answers 404 or 410.
        # version_id and notice_id point at what holds now. understood_*: by whom that was last read.
        _columns(
            "source key url title language published first_seen last_seen absent_since gone_since gone_last withheld "
            "understood_reader understood_watchlist",
            "id gone_nights recreated version_id notice_id",
        ),
        "id",
        frozenset({"source", "key", "first_seen", "last_seen", "gone_nights", "recreated"}),
        {"source": "sources"},
        {"gone_nights": 0, "recreated": 0},
    ),
    "document_versions": Table(
        # published and modified: the source's stamps, unread. first_seen, last_seen: capture dates;
        # recorded: our clock. changes: [{part, old, new}], seen at the capture of changed at the
        # earliest; cause: source, reader or unknown.
        _columns(
            "digest parts url language published modified links reader first_seen last_seen recorded changes cause "
            "changed",
            "id document_id capture_id recreated",
        ),
        "id",
        frozenset({"document_id", "digest", "parts", "first_seen", "last_seen", "recorded"}),
        {"document_id": "documents", "capture_id": "captures"},
    ),
    "notices": Table(
        _columns("reader watchlist language published title kind recorded", "id version_id is_recall_report"),
        "id",
        frozenset({"version_id", "reader", "watchlist", "is_recall_report", "kind"}),
        {"version_id": "document_versions"},
    ),
    "mentions": Table(
        _columns(
            "role announced issuer reference brands units_qualifier hazards causes remedies damage_currency "
            "recovered_as_of supplier",
            "id notice_id position units reports injuries deaths",
            "damage recovered_percent",
        ),
        "id",
        frozenset({"notice_id", "position", "role"}),
        {"notice_id": "notices"},
    ),
    "mention_scopes": Table(
        _columns("market status units_qualifier announced said_by", "mention_id position units hedged"),
        ("mention_id", "position"),
        frozenset({"market", "status"}),
        {"mention_id": "mentions"},
    ),
    "mention_products": Table(
        _columns(_PRODUCT, "mention_id position units"), ("mention_id", "position"), refers={"mention_id": "mentions"}
    ),
    "claims": Table(
        # mention and product are positions; the words stand in the notice's version at part[start:end]
        _columns("field value part quote basis said_by market", "notice_id position mention product start end hedged"),
        ("notice_id", "position"),
        frozenset({"field", "part", "quote", "start", "end", "basis"}),
        {"notice_id": "notices"},
    ),
    "recalls": Table(
        # date: announced, else the earliest publication (date_basis says which). founders: scope
        # addresses by which the id is found again. made: our clock. retired: nothing speaks of it now.
        _columns(
            "id brand_group market date date_basis date_first date_last announced issuer reference standing "
            "units_qualifier units_source brands products models hazards causes remedies languages source_ids "
            "first_source first_published founders made retired",
            "units sources notices recreated",
        ),
        "id",
        frozenset({"market", "standing", "founders", "made"}),
    ),
    "recall_products": Table(
        _columns(f"recall_id {_PRODUCT} models standing", "position units"),
        ("recall_id", "position"),
        refers={"recall_id": "recalls"},
    ),
    "recall_mentions": Table(
        _columns("recall_id scope market standing role reason", "notice_id mention", "score"),
        ("recall_id", "scope"),
        frozenset({"notice_id", "mention", "reason", "score"}),
        {"recall_id": "recalls", "notice_id": "notices"},
    ),
    "recall_values": Table(
        # every value that a member gives, best first by the stated order; shown marks the first
        _columns(
            "recall_id field value standing source scope published said_by",
            "product rank shown notice_id mention hedged",
        ),
        None,  # product is null for the recall's own fields
        frozenset({"recall_id", "field", "value", "rank", "shown"}),
        {"recall_id": "recalls", "notice_id": "notices"},
    ),
    "recall_relations": Table(
        _columns("recall_id other_id kind reason"),
        ("recall_id", "other_id", "kind"),
        refers={"recall_id": "recalls", "other_id": "recalls"},
    ),
    "recall_redirects": Table(_columns("id recall_id since"), "id", frozenset({"since"})),
    "not_affected": Table(
        # a market of which someone says that it is not affected; of which recall, where that is clear
        _columns("scope market recall_id said_by announced published source reason", "notice_id mention hedged"),
        "scope",
        frozenset({"market", "notice_id", "mention"}),
        {"notice_id": "notices"},
    ),
    "unplaced_scopes": Table(_columns("scope", "group_number"), "scope"),
    "decisions": Table(
        _columns("verdict left right why decided"), ("left", "right"), frozenset({"verdict", "decided"})
    ),
    "runs": Table(_columns("id command started finished version"), "id", frozenset({"started"})),
    "run_sources": Table(
        # captured: the date of the newest capture; complete: a full listing that kept its promise
        _columns(
            "run_id source status started finished captured reader watchlist crawler_reader faults",
            "read kept new changed unchanged historic absent returned complete kept_promise",
        ),
        ("run_id", "source"),
        frozenset({"status"}),
        {"run_id": "runs"},
    ),
}
#: Table, columns, unique.
INDEXES: list[tuple[str, list[str], bool]] = [
    ("captures", ["file", "offset"], True),
    ("captures", ["url", "date"], False),
    ("documents", ["source", "key"], True),
    ("documents", ["notice_id"], False),
    ("documents", ["url"], False),
    ("document_versions", ["document_id", "digest"], True),
    ("notices", ["version_id", "reader", "watchlist"], True),
    ("mentions", ["notice_id", "position"], True),
    ("mention_products", ["base_model"], False),
    ("recalls", ["date_first"], False),
    ("recall_products", ["base_model"], False),
    ("recall_mentions", ["notice_id"], False),
    ("recall_values", ["recall_id", "field", "product", "rank"], False),
    ("recall_relations", ["other_id"], False),
    ("not_affected", ["recall_id"], False),
    ("run_sources", ["source", "complete", "captured"], False),
]
#: Indexes over the few rows of which something is true: name, table, columns, condition. A question that names the
#: condition in the same words goes by them.
RARE: list[tuple[str, str, str, str]] = [
    ("idx_document_versions_changed", "document_versions", "changed, document_id", "changes IS NOT NULL"),
    ("idx_documents_absent", "documents", "absent_since", "absent_since IS NOT NULL"),
    ("idx_recall_mentions_weak", "recall_mentions", "score", "score < 0.6 AND role = 'main'"),
]

#: Bigrams of Han, kana and Hangul under a tokenizer that knows the other scripts (see db.search).
FULL_TEXT = 'CREATE VIRTUAL TABLE document_words USING fts5(title, body, tokenize = "unicode61 remove_diacritics 2")'
