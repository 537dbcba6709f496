"""``recalls evaluate``: labelled texts from files, understood and scored (``recalls.evaluation`` says how)."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import click

from pipelines.notice import normalize
from pipelines.watchlist import Watchlist, load_all
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors
from recalls.evaluation import FIELDS, Score
from recalls.extracting import Given, document
from recalls.rendering import write_rows

_NEEDED = ("id", "language", "text", "gold")


class BadLabel(ValueError):
    """A labelled line that cannot be used; the message names file, line and field."""


def evaluate(files: Iterable[Path], watchlist: Watchlist) -> tuple[Score, dict[str, Score]]:
    """The score over all texts, and by language. Raises BadLabel."""
    whole, languages = Score(), dict[str, Score]()
    for label in labels(files):
        given = {name: label[name] for name in ("id", "url", "published", "title", "text") if label.get(name)}
        notice = normalize(document(given, Given()), watchlist)
        for score in (whole, languages.setdefault(label["language"], Score())):
            score.add(label["id"], label["language"], label["gold"], label["text"], notice)
    return whole, languages


def labels(files: Iterable[Path]) -> Iterator[dict[str, Any]]:
    """The labelled lines of JSON Lines files, in order. Raises BadLabel."""
    for file in files:
        for number, line in enumerate(file.read_text(encoding="utf-8").split("\n"), start=1):
            if not line.strip():
                continue
            try:
                label = json.loads(line)
            except ValueError as error:
                raise BadLabel(f"{file}, line {number}: {error}") from error
            for name in _NEEDED:
                if not isinstance(label, dict) or name not in label:
                    raise BadLabel(f"{file}, line {number}: the field {name!r} is missing")
            yield label


def run_evaluate(files: tuple[Path, ...], watchlists: Path | None, show: bool, output: str) -> int:
    """``recalls evaluate``: precision, recall and F1 a field, then the macro F1 a language."""
    with clear_errors():
        try:
            whole, languages = evaluate(files, load_all(watchlists))
        except BadLabel as error:
            raise Failure(str(error), DONE_WITH_FAILURES) from error

    def fields(score: Score) -> dict[str, str]:
        return {name: f"{tally.f1:.3f}" for name, tally in score.fields.items()}

    rows: list[dict[str, Any]] = [
        {"field": name, "precision": f"{t.precision:.3f}", "recall": f"{t.recall:.3f}", "F1": f"{t.f1:.3f}"}
        for name, t in whole.fields.items()
    ]
    rows.append({"field": "macro", "F1": f"{whole.macro:.3f}"})
    by_language: list[dict[str, Any]] = [
        {"tag": tag, "texts": score.documents, "macro": f"{score.macro:.3f}", **fields(score)}
        for tag, score in sorted(languages.items())
    ]
    if output == "json":
        write_rows([*rows, *by_language], output, columns=(), empty="")
    else:
        write_rows(rows, output, columns=["field", "precision", "recall", "F1"], empty="no labels")
        click.echo()
        write_rows(by_language, output, columns=["tag", "texts", "macro", *FIELDS], empty="no labels")
    if show:
        for identifier, missed in whole.missed.items():
            click.echo(f"{identifier}: {', '.join(missed)}", err=True)
    return DONE
