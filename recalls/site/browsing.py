"""The page from which every list of a site of files can be reached."""

from __future__ import annotations

from collections.abc import Iterator

from db import model_list
from recalls.web.pages.timeline import options
from recalls.web.question import Question
from recalls.web.visit import Visit, render

_MOST_MODELS = 400


def page(visit: Visit) -> str:
    """The page as HTML."""
    models = model_list.frequent(visit.connection, _MOST_MODELS + 1)
    return render(
        visit,
        "browse",
        models=[
            {"asked": Question(model=one.model), "called": f"{one.names[0]} ({one.model})" if one.names else one.model}
            for one in models[:_MOST_MODELS]
        ],
        more=len(models) > _MOST_MODELS,
        lists=list(_lists(visit)),
    )


def _lists(visit: Visit) -> Iterator[tuple[str, list[tuple[str, Question, int]]]]:
    """What lists there are of each kind: name, question, how many recalls."""
    yield "date", list(_years(visit))
    for name, values in options(visit).items():
        yield name, [(called, Question(**{name: value}), count) for value, called, count in values]  # type: ignore[arg-type]


def _years(visit: Visit) -> Iterator[tuple[str, Question, int]]:
    """Years and their months, the newest first; a recall dated to a season stands in each of its months."""
    spans = visit.connection.execute(
        "SELECT substr(date_first, 1, 7), substr(date_last, 1, 7) FROM recall_list WHERE date_first IS NOT NULL"
    ).fetchall()
    counted: dict[str, int] = {}
    for first, last in spans:
        for date in {*_months(first, last), *(month[:4] for month in _months(first, last))}:
            counted[date] = counted.get(date, 0) + 1
    for date in sorted(counted, key=lambda date: (date[:4], len(date) == 4, date), reverse=True):
        yield visit.wording.date(date), Question(since=date, until=date), counted[date]


def _months(first: str, last: str) -> Iterator[str]:
    start, end = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (first, last))
    for month in range(start, end + 1):
        yield f"{month // 12:04}-{month % 12 + 1:02}"
