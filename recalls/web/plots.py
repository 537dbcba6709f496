"""Plots as SVG, drawn on the server: no script, colours from the style sheet, each with the table it tells.

Everything in a plot stands in its table too, which readers of screens get instead.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import groupby

from markupsafe import Markup, escape

from db.listing import MonthCount
from recalls.web.wording import Wording

#: More markets than these share the last column; more rows than these, and a row is a quarter or a year.
_MOST_MARKETS, _MOST_ROWS = 11, 42
_LEFT, _TOP, _COLUMN, _ROW = 66, 34, 33, 18
_LARGEST, _SMALLEST = 13.0, 3.2
OTHER = "…"


@dataclass(frozen=True, slots=True)
class Bubble:
    """What a plot shows at one place: a span of months (``2025-10`` to ``2025-12``) and a market."""

    since: str
    until: str
    market: str
    recalls: int
    with_units: int
    units: int


@dataclass(frozen=True, slots=True)
class Plot:
    """A picture and what it says: columns, rows of bubbles, the newest first, how many recalls have no month."""

    svg: Markup
    markets: tuple[str, ...]
    rows: tuple[tuple[Bubble, ...], ...]
    undated: int


def recalls_over_time(counted: Sequence[MonthCount], wording: Wording) -> Plot | None:
    """Recalls by month (downwards, the newest first) and market, units as size; None where no date is known."""
    dated = [one for one in counted if one.month]
    if not dated:
        return None
    undated = sum(one.recalls for one in counted if not one.month)
    markets = _markets(dated)
    months = [_number(month) for month in {str(one.month) for one in dated}]
    size = _size_of_row(min(months), max(months))
    bubbles = tuple(_bubbles(dated, markets, size))
    first, last = min(months) // size, max(months) // size
    svg = _draw(bubbles, markets, range(last, first - 1, -1), size, wording)
    rows = tuple(tuple(row) for _, row in groupby(bubbles, key=lambda one: one.since))
    return Plot(svg, tuple(markets), rows, undated)


def _number(month: str) -> int:
    """Months since the year 0."""
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _month(number: int) -> str:
    return f"{number // 12:04}-{number % 12 + 1:02}"


def _size_of_row(first: int, last: int) -> int:
    """How many months a row holds: 1, 3, 12 or so many years that the rows are few."""
    for size in (1, 3, 12):
        if last // size - first // size < _MOST_ROWS:
            return size
    return 12 * math.ceil((last - first) / 12 / (_MOST_ROWS - 2))


def _markets(counted: Iterable[MonthCount]) -> list[str]:
    """The columns: markets with most recalls, in the order of their names; then one for the others."""
    totals: dict[str, int] = {}
    for one in counted:
        totals[one.market] = totals.get(one.market, 0) + one.recalls
    most = sorted(totals, key=lambda market: (-totals[market], market))[: _MOST_MARKETS + 1]
    if len(totals) <= _MOST_MARKETS + 1:
        return sorted(most, key=_place)
    return [*sorted(most[:_MOST_MARKETS], key=_place), OTHER]


def _place(market: str) -> tuple[bool, str]:
    """Countries, then regions."""
    return len(market) > 2 or market == "EU", market


def _bubbles(counted: Iterable[MonthCount], markets: Sequence[str], size: int) -> Iterable[Bubble]:
    columns = {market: at for at, market in enumerate(markets)}
    rows: dict[str, int] = {}
    sums: dict[tuple[int, str], list[int]] = {}
    for month, market, recalls, with_units, units in counted:
        row = rows.get(str(month))
        if row is None:
            row = rows[str(month)] = _number(str(month)) // size
        held = sums.setdefault((row, market if market in columns else OTHER), [0, 0, 0])
        held[0] += recalls
        held[1] += with_units
        held[2] += units
    for (row, market), held in sorted(sums.items(), key=lambda item: (-item[0][0], columns[item[0][1]])):
        yield Bubble(_month(row * size), _month(row * size + size - 1), market, *held)


def _draw(bubbles: Sequence[Bubble], markets: Sequence[str], rows: range, size: int, wording: Wording) -> Markup:
    width, height = _LEFT + _COLUMN * len(markets) + 6, _TOP + _ROW * len(rows) + 6
    shapes: list[str] = []
    for at, market in enumerate(markets):
        x = _LEFT + _COLUMN * at + _COLUMN / 2
        shapes.append(f'<line class="lane" x1="{x}" x2="{x}" y1="{_TOP - 6}" y2="{height - 4}"/>')
        short = escape(wording.short_market(market))
        shapes.append(f'<text class="market" x="{x}" y="{_TOP - 14}">{short}</text>')
    for at, row in enumerate(rows):
        y = _TOP + _ROW * at + _ROW / 2
        year, month = divmod(row * size, 12)
        fresh = at == 0 or (row * size) // 12 != ((row + 1) * size) // 12
        if fresh:
            shapes.append(f'<line class="year" x1="0" x2="{width}" y1="{y - _ROW / 2}" y2="{y - _ROW / 2}"/>')
            shapes.append(f'<text class="year" x="0" y="{y + 4}">{year}</text>')
        if size < 12:
            shapes.append(
                f'<text class="month" x="{_LEFT - 6}" y="{y + 4}">{escape(_short(month, size, wording))}</text>'
            )
    largest = max((one.units for one in bubbles), default=0)
    for since, held in groupby(bubbles, key=lambda one: one.since):
        y = _TOP + _ROW * (rows.start - _number(since) // size) + _ROW / 2
        shapes.append(f'<g data-since="{since}" data-until="{_month(_number(since) + size - 1)}">')
        for one in held:
            x = _LEFT + _COLUMN * markets.index(one.market) + _COLUMN / 2
            shapes.append(_circle(one, x, y, largest, wording))
        shapes.append("</g>")
    about = escape(wording("plot.about"))
    return Markup(
        f'<svg class="plot" viewBox="0 0 {width} {height}" width="{width}" height="{height}" role="img" '
        f'aria-labelledby="plot-title plot-about">'
        f'<title id="plot-title">{escape(wording("plot.title"))}</title><desc id="plot-about">{about}</desc>'
        f"{''.join(shapes)}</svg>"
    )


def _short(month: int, size: int, wording: Wording) -> str:
    return str(wording.tables["dates"]["short"][month]) if size == 1 else f"Q{month // 3 + 1}"


def _circle(one: Bubble, x: float, y: float, largest: int, wording: Wording) -> str:
    known = one.with_units > 0
    radius = max(_SMALLEST, _LARGEST * math.sqrt(one.units / largest)) if known and largest else _SMALLEST
    told, hollow = escape(tell(one, wording)), "" if known else ' class="unknown"'
    return (
        f'<circle{hollow} cx="{x:g}" cy="{y:g}" r="{radius:.1f}" '
        f'data-market="{escape(one.market)}"><title>{told}</title></circle>'
    )


def tell(one: Bubble, wording: Wording) -> str:
    """A bubble in words: "Japan, October 2025: 1 recall, 522,237 units"."""
    when = (
        wording.date(one.since) if one.since == one.until else f"{wording.date(one.since)} – {wording.date(one.until)}"
    )
    where = wording("plot.other") if one.market == OTHER else wording.market(one.market)
    count = wording("plot.one" if one.recalls == 1 else "plot.many", count=wording.number(one.recalls))
    units = wording("plot.units", units=wording.number(one.units)) if one.with_units else wording("plot.no_units")
    return f"{where}, {when}: {count}, {units}"


def night_strip(states: Sequence[tuple[str, str]], wording: Wording, name: str) -> Markup:
    """A source's nights as a row of small bars, the oldest first; each is a (date, state) and tells itself."""
    width = 7
    bars = "".join(
        f'<rect class="night {escape(state)}" x="{at * width}" y="{0 if state in ("ok", "faults") else 4}" '
        f'width="{width - 2}" height="{16 if state in ("ok", "faults") else 12}">'
        f"<title>{escape(date)}: {escape(wording.named('states', state))}</title></rect>"
        for at, (date, state) in enumerate(states)
    )
    label = escape(wording("sources.strip", source=name, count=len(states)))
    return Markup(
        f'<svg class="nights" viewBox="0 0 {max(1, len(states)) * width} 16" width="{max(1, len(states)) * width}" '
        f'height="16" role="img" aria-label="{label}">{bars}</svg>'
    )
