"""What a link pass costs: synthetic mentions of many models, markets and days.

python -m benchmarks.linking_cost 10000 100000
"""

from __future__ import annotations

import datetime as dt
import random
import resource
import sys
import time

from db.linking import PlacedScope
from pipelines.link import link

_MARKETS = ("US", "CA", "JP", "KR", "CN", "DE", "FR", "GB", "AU", "TW", "IT", "ES")


def synthetic(count: int, seed: int = 1) -> list[PlacedScope]:
    """So many scopes: a tenth regulators' notices, the rest the press's on them; models grow with the count."""
    chance = random.Random(seed)
    recalls = max(count // 10, 1)
    first = dt.date(2000, 1, 1)
    made = []
    for number in range(recalls):
        models = tuple(f"A{chance.randrange(recalls):05d}" for _ in range(chance.randrange(1, 4)))
        made.append((chance.choice(_MARKETS), (first + dt.timedelta(chance.randrange(9000))), models, number))
    scopes = [_notice(market, day, models, number) for market, day, models, number in made]
    while len(scopes) < count:
        scopes.append(_report(chance, *chance.choice(made)[:3], len(scopes)))
    chance.shuffle(scopes)
    return scopes


def _notice(market: str, day: dt.date, models: tuple[str, ...], number: int) -> PlacedScope:
    return PlacedScope(
        document=f"reg-{market}/{number}",
        mention=0,
        market=market,
        source=f"reg-{market}",
        kind="announcement",
        source_kind="regulator",
        source_market=market,
        announced=day.isoformat(),
        published=day.isoformat(),
        reference=f"{market}-{number}",
        brands=("Anker",),
        models=models,
        units=(1000 + number,),
    )


def _report(chance: random.Random, market: str, day: dt.date, models: tuple[str, ...], number: int) -> PlacedScope:
    published = day + dt.timedelta(chance.randrange(30))
    return PlacedScope(
        document=f"press-{number % 97}/{number}",
        mention=0,
        market=market if chance.random() < 0.8 else None,
        source=f"press-{number % 97}",
        kind="announcement" if chance.random() < 0.8 else "followup",
        source_kind="press",
        source_market="DE",
        role="main" if chance.random() < 0.8 else "background",
        published=published.isoformat() if chance.random() < 0.9 else None,
        brands=("Anker",),
        models=models[: chance.randrange(1, len(models) + 1)] if chance.random() < 0.9 else (),
    )


def main(counts: list[int]) -> None:
    """Print seconds and peak memory for each count, and the cost against the count before."""
    before = None
    for count in counts:
        scopes = synthetic(count)
        start = time.process_time()
        found = link(scopes, groups={"Anker": "anker"})
        seconds = time.process_time() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
        times = f", {seconds / before:.1f} times the one before" if before else ""
        print(f"{count:,} mentions: {seconds:.2f} s, {len(found.recalls):,} recalls, peak {peak:,.0f} MB{times}")
        before = seconds


if __name__ == "__main__":
    main([int(argument) for argument in sys.argv[1:]] or [1_000, 10_000, 100_000])
