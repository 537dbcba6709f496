"""From dates that stand side by side to ranges, and from bare words to dates.

Two dates are one range where a word or a dash of the lexicon joins them. "and"
joins only behind "between". A month, a year or a season alone counts as a date
only as the end of a range or behind a word that calls for one ("in", "since").
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from pipelines.dates.calendar import Said
from pipelines.dates.grammar import Grammar
from pipelines.dates.scan import Atom, word_before

Shape = Literal["date", "range", "since", "until"]

_LONGEST_JOIN = 40


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that say one date, one range, or one end of a range."""

    start: int
    end: int
    shape: Shape
    first: Said | None
    last: Said | None
    forward: bool = False


def phrases(folded: str, atoms: tuple[Atom, ...], language: Grammar) -> list[Phrase]:
    """The dates and ranges that the atoms of a text make, in order."""
    found: list[Phrase] = []
    index, floor = 0, 0
    while index < len(atoms):
        atom = atoms[index]
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        if following and _is_weekday_of(folded, atom, following, language.words["articles"]):
            index += 1
            if _carries(following.said):
                continue
            following = atoms[index + 1] if index + 1 < len(atoms) else None
        phrase = _range(folded, atom, following, language, floor) if following else None
        if phrase:
            index += 1
        else:
            phrase = _single(folded, atom, language, floor)
        if phrase:
            found.append(phrase)
            floor = phrase.end
        index += 1
    return found


def _is_weekday_of(folded: str, atom: Atom, following: Atom, articles: tuple[str, ...]) -> bool:
    """Whether one of two neighbours only names the weekday of the other: "Thursday, June 12", "12日(木曜)"."""
    gap = folded[atom.end : following.start]
    if len(gap) > 8 or any(said.which or said.shift_week is not None for said in (atom.said, following.said)):
        return False
    if atom.said.weekday is not None and following.said.weekday is None:
        words = gap.strip(" ,.()\n\t")
        return _carries(following.said) and (words == "" or words in articles)
    return following.said.weekday is not None and _carries(atom.said) and gap.strip(" (") == ""


def _carries(said: Said) -> bool:
    return said.day is not None or said.shift_day is not None


def _range(folded: str, left: Atom, right: Atom, language: Grammar, floor: int) -> Phrase | None:
    if left.until or right.until or right.start - left.end > _LONGEST_JOIN:
        return None
    words = language.words
    between = _prefix(folded, left.start, floor, words["between"], words["articles"])
    gap = folded[left.end : right.start]
    closed = _suffix(folded, right.end, words["between_after"])
    joins = language.joins if between is None and closed is None else language.joins_between
    end = closed or right.end
    # Arabic writes its "and" and the second date as one word: "بين يونيو 2016 وديسمبر 2022".
    joined = between is not None and gap.isspace() and folded.startswith(tuple(words["and"]), right.start)
    if not joined and not joins.fullmatch(gap):
        closing = _suffix(folded, right.end, words["until_after"])
        if closing is None or not language.joins_after_since.fullmatch(gap):
            return None
        end = closing
    if right.strength == "weak" and right.said.day is not None:
        return None
    first, last = _shared(left.said, right.said)
    if first is None or last is None or not _alike(first, last):
        return None
    start = between
    if start is None:
        start = _prefix(folded, left.start, floor, words["from"] + words["since"], words["articles"])
    closing = _suffix(folded, end, words["until_after"])
    return Phrase(left.start if start is None else start, closing or end, "range", first, last)


def _alike(first: Said, last: Said) -> bool:
    """Whether two dates can be the ends of one range: never a lone year and a lone day."""
    fixed = [said.year is not None or said.month is not None or not _bare_day(said) for said in (first, last)]
    return all(fixed) or (_bare_day(first) and _bare_day(last))


def _bare_day(said: Said) -> bool:
    return said.day is not None and said.month is None and said.shift_month is None and said.same is None


def _shared(first: Said, last: Said) -> tuple[Said | None, Said | None]:
    """Both ends with the year or month that only one of them says."""
    if _bare_day(last) and first.month is not None:
        last = replace(last, month=first.month, year=first.year, shift_year=first.shift_year)
    elif _bare_day(last) and first.shift_month is not None:
        last = replace(last, shift_month=first.shift_month)
    elif _bare_day(first) and last.month is not None:
        first = replace(first, month=last.month)
    dated = first.month is not None and last.month is not None and last.which is None
    if dated and first.same is None and last.same is None:
        if first.year is None and first.shift_year is None:
            first = _earlier(first, last)
        elif last.year is None and last.shift_year is None:
            last = _later(last, first)
    if last.same == "year" and first.year is not None:
        last = replace(last, same=None, year=first.year)
    possible = first.possible and last.possible
    return (first, last) if possible else (None, None)


def _order(said: Said) -> tuple[int, int]:
    return said.month or 0, said.day or 0


def _earlier(first: Said, last: Said) -> Said:
    """The first end takes the year of the last, or the year before where it would lie behind it."""
    shift = -1 if _order(first) > _order(last) else 0
    if last.year is not None:
        return replace(first, year=last.year + shift)
    return replace(first, shift_year=last.shift_year + shift) if last.shift_year is not None else first


def _later(last: Said, first: Said) -> Said:
    shift = 1 if _order(last) < _order(first) else 0
    if first.year is not None:
        return replace(last, year=first.year + shift)
    return replace(last, shift_year=first.shift_year + shift) if first.shift_year is not None else last


def _single(folded: str, atom: Atom, language: Grammar, floor: int) -> Phrase | None:
    words = language.words
    if atom.until:
        start = _prefix(folded, atom.start, floor, words["from"] + words["between"], words["articles"])
        return Phrase(atom.start if start is None else start, atom.end, "range", atom.said, atom.until)
    forward = word_before(folded, atom.start, words["forward"], words["articles"]) is not None
    since = _prefix(folded, atom.start, floor, words["since"], words["articles"])
    until = _prefix(folded, atom.start, floor, words["until"], words["articles"])
    between = words["articles"] if language.glued else ()
    since_end = _suffix(folded, atom.end, words["since_after"], between)
    until_end = _suffix(folded, atom.end, words["until_after"], between)
    licensed = atom.strength == "full" or since is not None or until is not None
    if not licensed:
        in_words = words["in"]
        licensed = "" in in_words or word_before(folded, atom.start, in_words, words["articles"]) is not None
        licensed = licensed and (atom.strength == "plain" or atom.said.year is not None)
    if not licensed or (atom.strength == "weak" and atom.said.year is None):
        return None
    if until_end or until is not None:
        start = atom.start if until is None else until
        return Phrase(start, until_end or atom.end, "until", None, atom.said, forward)
    if since_end or since is not None:
        start = atom.start if since is None else since
        return Phrase(start, since_end or atom.end, "since", atom.said, None, forward)
    return Phrase(atom.start, atom.end, "date", atom.said, atom.said, forward)


def _prefix(folded: str, end: int, floor: int, words: tuple[str, ...], articles: tuple[str, ...]) -> int | None:
    start = word_before(folded, end, words, articles)
    return start if start is not None and start >= floor else None


def _suffix(folded: str, start: int, words: tuple[str, ...], articles: tuple[str, ...] = ()) -> int | None:
    """Where a word ends that follows at ``start``, or None; one of ``articles`` may stand between ("先月末まで")."""
    if not words:
        return None
    for article in articles:
        if folded.startswith(article, start) and (found := _suffix(folded, start + len(article), words)):
            return found
    at = start + 1 if folded[start : start + 1] == " " else start
    for word in sorted(words, key=len, reverse=True):
        if folded.startswith(word, at):
            end = at + len(word)
            if word[-1] > "\u2e80" or not folded[end : end + 1].isalpha():
                return end
    return None
