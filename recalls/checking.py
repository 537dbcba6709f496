"""``recalls check``: is this unit affected?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from db.checking import Unit, check
from db.edtf import span
from pipelines import colours
from pipelines.narrowing import batches_told
from pipelines.regions import contains
from recalls.errors import DONE
from recalls.past import meant_model, store_as_of
from recalls.rendering import RECREATED, plain, write_rows

COLUMNS = ("verdict", "market", "recall", "date", "reasons", "look_up", "pages", "recreated")
_VERDICTS = {"yes": "YES, affected", "no": "NO, not affected", "look_up": "LOOK IT UP"}


def with_known_colour(unit: Unit) -> Unit:
    """The unit with its colour as the readers name it; without one where no lexicon knows it, or it names several."""
    known = colours.called(unit.colour or "")
    return replace(unit, colour=next(iter(known)) if len(known) == 1 else None)


def run_check(unit: Unit, database: Path, output: str) -> int:
    """``recalls check``: an answer for each recall of the model that could be meant."""
    if unit.bought and span(unit.bought) is None:
        raise click.UsageError(f"--bought: {unit.bought!r} is no date: write 2025, 2025-06 or 2025-06-27")
    with store_as_of(database, None, None) as store:
        unit = replace(unit, model=meant_model(store, unit.model) or unit.model)
        answers = check(store.connection, with_known_colour(unit), contains, batches_told)
    if output == "table":
        for answer in answers:
            click.echo("\n".join(plain(line) for line in _told(unit, answer)))
        if not answers:
            click.echo(f"no source here speaks of {unit.model}, which is no all-clear", err=True)
        if any(answer["recreated"] for answer in answers):
            click.echo(RECREATED, err=True)
        return DONE
    flat = [{**one, "reasons": json.dumps(one["reasons"], ensure_ascii=False)} for one in answers]
    write_rows(answers if output == "json" else flat, output, columns=COLUMNS, empty="no source speaks of this model")
    return DONE


def _told(unit: Unit, answer: dict[str, Any]) -> Iterator[str]:
    recall = f"{answer['recall']}, {answer['date'] or 'undated'}" if answer["recall"] else "no recall known"
    mark = "*" if answer["recreated"] else ""
    yield f"{_VERDICTS[answer['verdict']]}: {unit.model} in {answer['market']} ({recall}){mark}"
    for reason in answer["reasons"]:
        says = plain(reason["says"]) or ("some only, none listed" if reason["quote"] else "none listed")
        yield f"  {reason['field'].replace('_', ' ')}: {says} [{reason['finding']}]"
        if reason["quote"]:
            yield f"    “{reason['quote']}” ({reason['document']})"
    for line in answer["look_up"]:
        yield f"  still to look up: {line}"
    for page in answer["pages"]:
        yield f"  the maker's page: {page}"
    yield ""
