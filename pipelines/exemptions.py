"""What an exemption is of: which markets, and which of those beside it are the recall's own.

A clause with "not affected" may first name the recall in whose market others are exempt; "all of Europe except
Germany" exempts one of what it recalls in; "not only Japan is affected" exempts nothing.
"""

from __future__ import annotations

from collections.abc import Sequence

from pipelines.passages import Clause, Passage
from pipelines.phrases import Hit

#: How near its markets stand to a recall's word ("le rappel lancé au Japon").
_NEAR = 24
#: The words between "but not" and a market: "in", "in der".
_PREPOSITION = 2
#: How near a word for an exception stands; how near the next one of a list of them.
_EXCEPTION, _LISTED = 24, 6


def exempts(passage: Passage, start: int, end: int) -> bool:
    """Whether words say of a market that it is no part, be it that they begin right before its clause."""
    return any(said.end > start for said in exempting(passage, max(0, start - _NEAR), end))


def exempting(passage: Passage, start: int, end: int) -> list[Hit]:
    """The words that say that something is no part; "not only Japan is affected" says so of nothing.

    "But not" says so where a market stands right behind it, in a sentence on what is recalled, not on what is sold.
    """
    only = not_only(passage, start, end)
    said = [word for word in passage.words("scope.not_affected", start, end) if word.start not in only]
    return said + [word for word in passage.words("scope.but_not", start, end) if _excludes(passage, word)]


def not_only(passage: Passage, start: int, end: int) -> set[int]:
    """Where "not only" begins, which denies nothing."""
    return {word.start for word in passage.words("scope.not_only", start, end)}


def _excludes(passage: Passage, word: Hit) -> bool:
    """Whether a market stands right behind "but not", a preposition or an article between, and a recall is told."""
    if not passage.says(("recall.words", "recall.affected"), *passage.sentence_at(word.start)):
        return False
    markets = passage.table("markets", word.end, word.end + _NEAR)
    return any(_right_behind(passage.text[word.end : market.start]) for market in markets[:1])


def _right_behind(gap: str) -> bool:
    return len(gap.split()) <= _PREPOSITION and not set(",;.，；。、") & set(gap)


def excepts(passage: Passage, start: int, end: int) -> bool:
    """Whether what stands in ``start:end`` is named as an exception ("all of Europe except Germany")."""
    ahead = passage.words("scope.except", max(0, start - _EXCEPTION), start)
    besides = passage.says(("passages.also",), end, passage.sentence_at(start)[1])
    if ahead and not besides and not set(",;.，；。、") & set(passage.text[ahead[-1].end : start]):
        return True
    return any(word.start - end <= 1 for word in passage.words("scope.except_behind", end, end + _EXCEPTION))


def excepted(passage: Passage, group: Sequence[Hit]) -> set[int]:
    """Where the markets start that are named as exceptions ("all of Europe except Germany and Austria")."""
    found: set[int] = set()
    last: Hit | None = None
    for hit in group:
        named = excepts(passage, hit.start, hit.end)
        if named or (last is not None and last.start in found and hit.start - last.end <= _LISTED):
            found.add(hit.start)
        last = hit
    return found


def recalled(passage: Passage, clause: Clause, group: Sequence[Hit], behind: Hit) -> bool:
    """Whether a group of markets is recalled in, and only those from ``behind`` on are exempt."""
    return (
        _of_the_recall(passage, group, behind)
        or _recalled_before(passage, clause, group, behind)
        or _but_not(passage, group, behind)
    )


def names_the_recall(passage: Passage, clause: Clause, hit: Hit) -> bool:
    """Whether a market within the words of an exemption tells which recall it is of ("不受…台灣回收影響").

    Only where both are one word: "não há no Brasil recall" denies the recall there.
    """
    around = (word for word in passage.words("scope.not_affected", clause.start, clause.end) if word.start < hit.start)
    return any(
        told.start == hit.end and told.end <= word.end
        for word in around
        for told in passage.words("recall", hit.end, word.end)
    )


def _of_the_recall(passage: Passage, group: Sequence[Hit], behind: Hit) -> bool:
    """Whether markets say whose recall leaves out those behind them ("The recall in Japan does not affect us")."""
    first, last = passage.sentence_at(group[0].start)
    if behind.start >= last or any(hit.key == behind.key for hit in group):
        return False
    for word in passage.words("recall.words", first, behind.start):
        low, high = min(word.end, group[-1].end), max(word.start, group[0].start)
        if (
            high - low <= _NEAR
            and not set("，。；,;") & set(passage.text[low:high])
            and not passage.says(("scope.not_affected", "recall.affected"), low, high)
        ):
            return True
    return False


def _recalled_before(passage: Passage, clause: Clause, group: Sequence[Hit], behind: Hit) -> bool:
    """Whether a clause recalls in these markets before others that it exempts ("美国召回 … 国内不受影响")."""
    if behind.start >= clause.end:
        return False
    exempt = passage.words("scope.not_affected", clause.start, clause.end)
    low, high = group[-1].end, behind.start
    told = bool(passage.ending("recall.words", low, high)) or (
        bool(passage.words("recall.affected", clause.start, group[0].start))
        and passage.says(("scope.sold",), low, high)
    )
    return told and all(word.start >= high for word in exempt)


def of_those_behind(passage: Passage, group: Sequence[Hit], behind: Hit) -> bool:
    """Whether an exemption is only of the markets right behind it ("gilt in Japan, nicht aber in Kanada")."""
    first, last = passage.sentence_at(group[0].start)
    if behind.start >= last or exempting(passage, first, group[0].start):
        return False
    gaps = [passage.text[word.end : behind.start] for word in exempting(passage, group[-1].end, behind.start)]
    return any(_right_behind(gap) for gap in gaps)


def _but_not(passage: Passage, group: Sequence[Hit], behind: Hit) -> bool:
    """Whether a recall applies to markets, "but not in" those behind them."""
    told = passage.says(("recall.affected", "recall.words"), passage.sentence_at(group[0].start)[0], group[0].start)
    return bool(told) and of_those_behind(passage, group, behind)
