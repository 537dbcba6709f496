"""Labelled texts from files, understood and scored."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipelines.notice import normalize
from pipelines.watchlist import Watchlist
from recalls.evaluation import Score
from recalls.extracting import Given, document

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
