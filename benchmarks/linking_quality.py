"""How well scopes are joined into recalls: B-cubed precision, recall and F1.

    python -m benchmarks.linking_quality labelled.jsonl   # texts with the event that each reports
    python -m benchmarks.linking_quality demo.db scopes.jsonl   # a database against labels of its scopes

A text may lie in several recalls (one a market) where its label names one event, so pairs
are weighed by how many recalls they share and how many they should (extended B-cubed,
Amigó et al. 2009). A text in no recall is alone.
"""

from __future__ import annotations

import json
import sqlite3
import sys
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from db.linking import Linking, PlacedScope
from db.records import Mention, Notice, Scope, Source
from pipelines.link import link
from pipelines.notice import normalize
from pipelines.watchlist import Watchlist, load_all
from recalls.extracting import Given, document


@dataclass(frozen=True, slots=True)
class Score:
    """B-cubed precision and recall over so many items."""

    precision: float
    recall: float
    items: int

    @property
    def f1(self) -> float:
        """Their harmonic mean."""
        total = self.precision + self.recall
        return 2 * self.precision * self.recall / total if total else 0.0


def b_cubed(found: Mapping[Hashable, frozenset[str]], labels: Mapping[Hashable, frozenset[str]]) -> Score:
    """Extended B-cubed over the labelled items; both map an item to the clusters that it lies in."""
    precisions, recalls = [], []
    for one in labels:
        precise, recalled = [], []
        for other in labels:
            together, belong = len(found[one] & found[other]), len(labels[one] & labels[other])
            if together:
                precise.append(min(together, belong) / together)
            if belong:
                recalled.append(min(together, belong) / belong)
        precisions.append(sum(precise) / len(precise))
        recalls.append(sum(recalled) / len(recalled))
    return Score(sum(precisions) / len(precisions), sum(recalls) / len(recalls), len(labels))


def lines(path: Path) -> Iterator[dict[str, Any]]:
    """The records of a JSON Lines file."""
    return map(json.loads, path.read_text(encoding="utf-8").splitlines())


def score_texts(path: Path) -> tuple[Score, dict[Hashable, frozenset[str]]]:
    """Understand and link labelled texts; the score, and the recalls in which each lies."""
    watchlist = load_all()
    events: dict[Hashable, frozenset[str]] = {
        record["id"]: frozenset([event]) for record in lines(path) if (event := record["gold"].get("event"))
    }
    groups = {brand.name: group.name for group in watchlist.groups for brand in group.brands}
    found = clusters(link(scopes_of(path, watchlist), groups=groups))
    return b_cubed({item: found.get(str(item), frozenset([f"alone {item}"])) for item in events}, events), found


def scopes_of(path: Path, watchlist: Watchlist) -> list[PlacedScope]:
    """What the texts of a file say, understood, as linking takes it."""
    scopes: list[PlacedScope] = []
    for record in lines(path):
        read = document({name: value for name, value in record.items() if name != "gold"}, Given())
        scopes += placed(normalize(read, watchlist), record["id"], read.source, record.get("url"))
    return scopes


def placed(notice: Notice, identity: str, source: Source | None, url: str | None) -> Iterator[PlacedScope]:
    """The scopes of a notice as linking takes them; a host that we do not know is the press."""
    if not notice.is_recall_report:
        return
    for at, mention in enumerate(notice.mentions):
        scopes: list[Scope | None] = [*mention.scopes]
        for scope in scopes or [None]:
            yield PlacedScope(
                document=f"{source.id if source else urlsplit(url or '').hostname}/{identity}",
                mention=at,
                market=scope.market if scope else None,
                source=source.id if source else urlsplit(url or "").hostname or "",
                kind=notice.kind,
                source_kind=source.kind if source else "press",
                source_market=source.market if source else None,
                role=mention.role,
                status=scope.status if scope else "recalled",
                url=url,
                announced=(scope.announced if scope else None) or mention.announced,
                published=notice.published,
                issuer=mention.issuer,
                reference=mention.reference,
                brands=tuple(mention.brands),
                models=tuple(product.model for product in mention.products if product.model),
                names=tuple(product.name for product in mention.products if product.name),
                units=figures(mention, scope),
                language=notice.language,
            )


def figures(mention: Mention, scope: Scope | None) -> tuple[int, ...]:
    """The figures that a mention gives for one of its markets, as the store reads them back."""
    own = mention.units if len(mention.recalled_in) <= 1 else None
    return tuple(units.value for units in (scope.units if scope else None, own) if units)


def clusters(linking: Linking) -> dict[Hashable, frozenset[str]]:
    """The recalls, and groups of scopes in no recall, in which each document's main mention lies."""
    found: dict[Hashable, set[str]] = {}
    together = [(recall.id, [one.scope for one in recall.links]) for recall in linking.recalls]
    together += [(f"unplaced {number}", list(group)) for number, group in enumerate(linking.unplaced)]
    for name, scopes in together:
        for scope in scopes:
            address, _, position = scope.rpartition("@")[0].rpartition("#")
            if position == "0":
                found.setdefault(address.rpartition("/")[2], set()).add(name)
    return {item: frozenset(names) for item, names in found.items()}


def score_database(path: Path, labels: Path) -> Score:
    """Score a database's recalls against labels of its scopes (document, market, role).

    A recall is one announcement in one market: where a label names one event for several
    markets, each market's part of it is a recall.
    """
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)
    events: dict[Hashable, set[str]] = {}
    for line in lines(labels):
        if line["status"] == "recalled" and line["recall"]:
            item = (f"{line['source']}/{line['key']}", line["role"], line["market"])
            events.setdefault(item, set()).add(f"{line['recall']} in {line['market']}")
    found: dict[Hashable, set[str]] = {}
    members = connection.execute("SELECT scope, role, market, recall_id FROM recall_mentions").fetchall()
    for scope, role, market, recall in members:
        found.setdefault((scope.rpartition("#")[0], role, market), set()).add(recall)
    connection.close()
    alone = {item: frozenset(found.get(item, {f"alone {item}"})) for item in events}
    return b_cubed(alone, {item: frozenset(recalls) for item, recalls in events.items()})


def _print(score: Score) -> None:
    print(f"B-cubed precision {score.precision:.3f}, recall {score.recall:.3f}, F1 {score.f1:.3f}, {score.items} items")


def main(arguments: Iterable[str]) -> None:
    """Score what the command line names; of texts, also where each lies."""
    first, *labels = map(Path, arguments)
    if labels:
        _print(score_database(first, labels[0]))
        return
    score, found = score_texts(first)
    for record in lines(first):
        if event := record["gold"].get("event"):
            print(record["id"], event, *sorted(found.get(record["id"], {"alone"})), sep="\t")
    _print(score)


if __name__ == "__main__":
    main(sys.argv[1:])
