"""``recalls disagreements``: where sources give different values, the shown one first."""

from __future__ import annotations

import json

from db.disagreements import one_by_one
from recalls.errors import DONE
from recalls.options import Ask
from recalls.past import asked_store, filters_of
from recalls.rendering import Row, first_rows, write_marked
from recalls.sheet import figure

TABLE_COLUMNS = ("recall", "field", "value", "", "said", "quote")
CSV_COLUMNS = (
    *("recall", "market", "field", "model", "name", "value", "shown", "coarser", "standing", "source", "document"),
    *("said_by", "hedged", "published", "quote", "recreated"),
)


def run_disagreements(asked: Ask, output: str, first: int | None = None) -> int:
    """``recalls disagreements``: one row a value; so many of the first."""
    with asked_store(asked) as store:
        found = one_by_one(store.connection, filters_of(asked, store))
        write_marked(
            first_rows(found, output, first),
            output,
            for_people=_for_people,
            for_csv=lambda row: {**row, "value": json.dumps(row["value"], ensure_ascii=False)},
            table=TABLE_COLUMNS,
            columns=CSV_COLUMNS,
            empty="no sources disagree",
        )
    return DONE


def _for_people(row: Row) -> Row:
    product = row["model"] or row["name"]
    speaker = f", says {row['said_by']}" if row["said_by"] else ""
    return {
        **row,
        "recall": row["recall"] + ("*" if row["recreated"] else ""),
        "field": f"{row['field']} of {product}" if product else row["field"],
        "value": figure(row["value"]),
        "": "shown" if row["shown"] else "less exact" if row["coarser"] else "",
        "said": f"{row['document']} ({row['standing'].replace('_', ' ')}, {row['published'] or 'undated'}{speaker})",
    }
