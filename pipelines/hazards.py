"""What may happen to people: fire, burn, explosion, overheat, shock, other.

Hazards and accidents count alike ("kann überhitzen", "19 reports of fires"); what a text
denies ("no fires", "発火は確認されていない") does not, nor what befell other goods.
"""

from __future__ import annotations

from collections.abc import Iterator

from pipelines.passages import Found, Passage
from pipelines.phrases import Hit

_NEAR, _NEAR_UNSPACED = 22, 8
#: How near a negation stands behind; a whole phrase of a verb and its negation ("gibt es … nicht") may stand farther.
_NEAR_BEHIND, _VERB, _BRACKET = 18, 32, 80
#: A word of both lists ("brandwonden" is found by "brand*") means the first.
_INJURY = ("hazards.burn", "hazards.fire")
#: What a negation does not reach across.
_STOPS = frozenset(",;:，；：、。(（")


def find(passage: Passage, start: int, end: int) -> list[Found]:
    """The hazards that ``start:end`` of a passage names, each where it is first named."""
    kept: dict[str, Found] = {}
    hits = passage.table("hazards", start, end)
    for hit in hits:
        value = hit.key.partition(".")[2]
        if value in kept or _within_longer(hit, hits) or denied(passage, hit) or _of_goods_not_sold(passage, hit):
            continue
        kept[value] = Found(value, passage.part, hit.start, hit.end)
    return list(_without_other(kept))


def _without_other(kept: dict[str, Found]) -> Iterator[Found]:
    """A short circuit or smoke is told only where nothing worse is."""
    named = [found for value, found in kept.items() if value != "other"]
    yield from named or kept.values()


def _within_longer(hit: Hit, hits: list[Hit]) -> bool:
    """Whether a word is part of another hazard's word ("burn" in "burn injury"), or itself one that names an injury."""
    return any(
        other.key != hit.key
        and other.start <= hit.start
        and hit.end <= other.end
        and (other.end - other.start > hit.end - hit.start or (other.key, hit.key) == _INJURY)
        for other in hits
    )


def denied(passage: Passage, hit: Hit) -> bool:
    """Whether a word is denied: by a negation right before or right behind it."""
    first, last = passage.sentence_at(hit.start)
    near = _NEAR if passage.text[hit.start] < "\u2e80" else _NEAR_UNSPACED
    before = passage.words("passages.negated", max(first, hit.start - near), hit.start)
    if any(not _STOPS & set(passage.text[word.end : hit.start]) for word in before):
        return True
    for word in passage.words("passages.negated_behind", hit.end, min(last, hit.end + _BRACKET)):
        phrase = " " in passage.text[word.start : word.end]
        near = word.start - hit.end <= _VERB if phrase else word.end - hit.end <= _NEAR_BEHIND
        if passage.words("passages.negated", hit.end, word.start):
            # "… surchauffe et aucun accident n'a été signalé": what stands between is denied.
            continue
        if near and not _STOPS & set(passage.text[hit.end : word.start]):
            return True
    return False


def _of_goods_not_sold(passage: Passage, hit: Hit) -> bool:
    """Whether the sentence is on goods that are "not (officially) sold" there."""
    start, end = passage.sentence_at(hit.start)
    return any(
        passage.words("passages.negated", max(start, sold.start - _NEAR), sold.start)
        or passage.words("passages.negated_behind", sold.end, min(end, sold.end + 8))
        for sold in passage.words("scope.sold", start, end)
    )
