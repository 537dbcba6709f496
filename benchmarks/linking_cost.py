"""Linking: time, memory and growth of one pass over synthetic mentions of many models, markets and days.

CPU seconds, each size in a process of its own. The limit is what no linking can leave out: to order the mentions by
market, model and day. The exponent of growth is the slope of a line through the logarithms (least squares).
"""

from __future__ import annotations

import datetime as dt
import math
import random
from collections.abc import Sequence

from benchmarks.report import Row, apart, taking
from db.linking import PlacedScope
from db.records import NoticeKind
from pipelines.link import link

_MARKETS = ("US", "CA", "JP", "KR", "CN", "DE", "FR", "GB", "AU", "TW", "IT", "ES")


def synthetic(count: int, seed: int = 1) -> list[PlacedScope]:
    """So many scopes: a tenth regulators' notices, the rest the press's on them; models grow with the count.

    A tenth of the notices widen earlier ones; of the reports a tenth name no product, and most give the figure.
    """
    chance = random.Random(seed)
    recalls = max(count // 10, 1)
    first = dt.date(2000, 1, 1)
    made = []
    for number in range(recalls):
        models = tuple(f"A{chance.randrange(recalls):05d}" for _ in range(chance.randrange(1, 4)))
        day = first + dt.timedelta(chance.randrange(9000))
        kind: NoticeKind = "expansion" if chance.random() < 0.1 else "announcement"
        made.append(_notice(chance.choice(_MARKETS), day, models, number, int(10 ** chance.uniform(3, 6.5)), kind))
    scopes = list(made)
    while len(scopes) < count:
        scopes.append(_report(chance, chance.choice(made), len(scopes)))
    chance.shuffle(scopes)
    return scopes


def _notice(
    market: str, day: dt.date, models: tuple[str, ...], number: int, units: int, kind: NoticeKind
) -> PlacedScope:
    return PlacedScope(
        document=f"reg-{market}/{number}",
        mention=0,
        market=market,
        source=f"reg-{market}",
        kind=kind,
        source_kind="regulator",
        source_market=market,
        announced=day.isoformat(),
        published=day.isoformat(),
        reference=f"{market}-{number}",
        brands=("Anker",),
        models=models,
        units=(units,),
    )


def _report(chance: random.Random, notice: PlacedScope, number: int) -> PlacedScope:
    published = dt.date.fromisoformat(str(notice.published)) + dt.timedelta(chance.randrange(30))
    models, (units,) = notice.models, notice.units
    return PlacedScope(
        document=f"press-{number % 97}/{number}",
        mention=0,
        market=notice.market if chance.random() < 0.8 else None,
        source=f"press-{number % 97}",
        kind="announcement" if chance.random() < 0.8 else "followup",
        source_kind="press",
        source_market="DE",
        role="main" if chance.random() < 0.8 else "background",
        published=published.isoformat() if chance.random() < 0.9 else None,
        brands=("Anker",),
        models=models[: chance.randrange(1, len(models) + 1)] if chance.random() < 0.9 else (),
        units=(round(units, -chance.randrange(3)),) if chance.random() < 0.6 else (),
    )


def measure(small: bool) -> list[Row]:
    """A row a size, and the exponent."""
    sizes = (100, 1_000) if small else (1_000, 10_000, 100_000, 1_000_000)
    rows, points = [], []
    for size in sizes:
        seconds, megabytes, recalls, limit = apart(_pass, size)
        points.append((size, seconds))
        against = f"ordering them: {limit:.3g} s"
        given = f"{size:,} mentions, {recalls:,} recalls"
        rows.append(Row("link pass", f"{seconds:.2f} s, {megabytes:,.0f} MB", against, limit / seconds, given))
    growth = exponent(points)
    given = f"{sizes[0]:,} to {sizes[-1]:,} mentions"
    return [*rows, Row("growth of the link pass", f"n^{growth:.2f}", "what was asked for: n^1.1", 1.1 / growth, given)]


def _pass(size: int) -> tuple[float, float, int, float]:
    """CPU seconds and peak megabytes of one pass, its recalls, and the limit's seconds."""
    link(synthetic(100), groups={"Anker": "anker"})
    scopes = synthetic(size)
    with taking() as limit:
        sorted(scopes, key=lambda scope: (scope.market or "", scope.models, scope.announced or scope.published or ""))
    with taking() as taken:
        found = link(scopes, groups={"Anker": "anker"})
    return taken.cpu, taken.megabytes, len(found.recalls), limit.cpu


def exponent(points: Sequence[tuple[float, float]]) -> float:
    """The exponent k of the growth n^k through points of size and cost."""
    logarithms = [(math.log(size), math.log(max(cost, 1e-6))) for size, cost in points]
    mean_x, mean_y = (sum(values) / len(points) for values in zip(*logarithms, strict=True))
    return sum((x - mean_x) * (y - mean_y) for x, y in logarithms) / sum((x - mean_x) ** 2 for x, _ in logarithms)
