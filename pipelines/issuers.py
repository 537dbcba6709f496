"""Who announces a recall, under which number, and whose cells are at fault."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from functools import cache

from pipelines import gazetteer
from pipelines.offices import Office
from pipelines.passages import Found, Passage
from pipelines.products import Named
from pipelines.stretches import Stretch

_LINES = re.compile(r"\S[^\n]*")
#: What follows a company's name: a label, a telephone number, an address, its seat ("…, of China").
_CONTACT = re.compile(r"\S{1,6}[:：]|[(（+☎]?\s?\d[\d\s()-]{6,}|https?://|\S+@|, [a-zà-ÿ]|[　\s](?:電話|TEL|Tel)")
_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
_ADVICE = ("。", "！", "!", "?", "？")
#: The longest name of a company, in code points; longer is a sentence.
_LONGEST = 80
_NUMBER = re.compile(r"[\s:：#№.noNO°]{0,6}([A-Z]{0,5}[-/]?\d[\dA-Z]*(?:[-/.]\d[\dA-Z]*)*)")


def issuer(stretch: Stretch, speakers: Sequence[Office], named: Sequence[Named]) -> Found | None:
    """Who announces: the first authority, company or brand in a sentence of a stretch that tells of a recall.

    A brand within a product's name ("the Soundcore 3") announces nothing.
    """
    passage, start, end = stretch.passage, stretch.start, stretch.end
    specific = [one for one in named if not one.generic and one.start < end and one.end > start]
    starts, ends = [one.start for one in specific], [one.end for one in specific]
    called = [(office.start, -office.end, office.name) for office in speakers if start <= office.start < end]
    called += [(first, -last, name) for name, first, last in passage.companies if start <= first < end]
    called += [
        (place.start, -place.end, brand.name)
        for place, brand in passage.brands
        if start <= place.start < end and not _within_a_name(place.start, starts, ends)
    ]
    for begin, minus_stop, name in sorted(called):
        first, last = passage.sentence_at(begin)
        if passage.says(("recall.words", "recall.weak"), max(first, start), min(last, end)):
            return Found(name, passage.part, begin, -minus_stop)
    return None


def _within_a_name(position: int, starts: Sequence[int], ends: Sequence[int]) -> bool:
    at = bisect_right(starts, position) - 1
    return at >= 0 and position < ends[at]


def company(passage: Passage) -> Found | None:
    """The company's name that opens a form's field: its first line up to a label, a telephone number or its seat.

    Advice ("購入店にご相談ください。") is no name.
    """
    line = next((line for line in _LINES.finditer(passage.text)), None)
    if line is None or line.group().rstrip().endswith(_ADVICE):
        return None
    cuts = [match.start() for match in _CONTACT.finditer(passage.text, *line.span())]
    name = passage.text[line.start() : min(cuts, default=line.end())].rstrip(" \t\u3000,、，;；-/(（")
    if not 2 <= len(name) <= _LONGEST:
        return None
    return Found(name, passage.part, line.start(), line.start() + len(name))


def known_as(passage: Passage, company: Found, speakers: Sequence[Office]) -> str:
    """What a form's company is called everywhere ("アンカー・ジャパン株式会社" is Anker Japan), else its words."""
    known = [(start, -end, name) for name, start, end in passage.companies]
    known += [(office.start, -office.end, office.name) for office in speakers if not office.public]
    here = [one for one in known if company.start <= one[0] and -one[1] <= company.end]
    return min(here)[2] if here else str(company.value)


@cache
def authority(name: str) -> str:
    """The short name of the authority that a source's name holds ("BSMI (標準檢驗局)"), else it without brackets."""
    for short, known in gazetteer.load("authorities").items():
        if any(word in name for word in (short, *known["words"])):
            return short
    return _BRACKETS.sub("", name).strip() or name


def supplier(passage: Passage, start: int, end: int) -> Found | None:
    """The supplier that ``start:end`` of a passage names, or None."""
    for name, begin, stop in passage.suppliers:
        if start <= begin < end:
            return Found(name, passage.part, begin, stop)
    return None


def reference(passage: Passage, start: int, end: int) -> Found | None:
    """The recall's own number behind a word for it ("recall number 25-466"), or None."""
    for hit in passage.words("reference.words", start, end):
        if match := _NUMBER.match(passage.text, hit.end):
            value = match.group(1)
            if len(value) >= 4 and sum(letter.isdigit() for letter in value) >= 3:
                return Found(value, passage.part, match.start(1), match.end(1))
    return None
