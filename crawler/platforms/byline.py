"""The day of publication that a page shows at an article's head, where neither JSON-LD nor meta elements tell it.

A ``time`` element or, without one, an element whose class says that it is a date. Only what stands between the
article's headline and its second paragraph counts: dates further down are those of comments and other articles.
Where nothing is marked as a date, a line between headline and first sentence that is hardly more than a day is one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from crawler.markup import words_in
from crawler.platforms.prose import prose_weight

_DATED = re.compile(
    r"(^|[-_ ])(date|datum|datetime|fecha|posted|posted-on|pubdate|pubtime|published|time|timestamp)($|[-_ ])"
)
#: In a class, or before a day or behind it, what makes it the day of a change.
_CHANGED = re.compile(
    r"update|modifi|edited|aktuali[sz]|a[ck]?tuali[sz]|aggiorn|mise? à jour|bijgewerkt|gewijzigd|更新|수정|업데이트",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?<!\d)(19|20)\d\d(?!\d)|(令和|平成)\s*[\d元]")
_A_YEAR = r"(?:19|20)\d\d(?!\d)"
#: A day with its year, as it is printed anywhere; names of months are any word.
_DAY = re.compile(
    rf"(?<!\d)(?:{_A_YEAR}\s*[-./年년]\s*\d\d?\s*[-./月월]\s*\d\d?(?:\s*[日일])?"
    r"|(?:令和|平成)\s*(?:\d\d?|元)\s*年\s*\d\d?\s*月\s*\d\d?\s*日"
    rf"|\d\d?\s?[-./]\s?\d\d?\s?[-./]\s?{_A_YEAR}"
    rf"|\d\d?(?:\.|st|nd|rd|th|er|º)?(?:\s+de)?\s+[^\W\d_]{{3,12}}\.?,?(?:\s+de)?\s+{_A_YEAR})"
    rf"|\b[^\W\d_]{{3,10}}\.?\s+\d\d?(?:st|nd|rd|th)?,?\s+{_A_YEAR}"
)
_TIME = re.compile(r"\d\d?\s?[:時h]\s?\d\d(?::\d\d)?")
#: What may stand before a day in its line: nothing, or a few words apart from it, as an author's name.
_BEFORE = re.compile(r"\W*|[^\d:：]{2,40}[,|·•–—/]\s*")
_BEHIND = 30
_LABELS = frozenset(("b", "em", "i", "label", "small", "span", "strong"))
_LINES = frozenset(("p", "div", "span", "li", "td", "small", "em", "strong"))
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_LONGEST = 60
#: Blocks with prose, a lead and a first paragraph, before which a date is the article's own.
_PARAGRAPHS = 2


def shown_date(tree: etree._Element) -> str | None:
    """The stamp as it stands in a page from which what stands around the article was dropped; else None."""
    heading = next(tree.iter("h1"), None)
    times = list(_head(tree, heading))
    told = (element.get("datetime") for element in times if element.tag == "time" and element.get("datetime"))
    said = (_line(element) for element in times)
    return (
        next(told, None)
        or next((words for words in said if len(words) <= _LONGEST and _YEAR.search(words)), None)
        or (_alone(tree, heading) if heading is not None else None)
    )


def _line(element: etree._Element) -> str:
    return " ".join(words_in(element).split())


def _alone(tree: etree._Element, heading: etree._Element) -> str | None:
    """The day that has a line of its own between the headline and the first sentence."""
    everything = iter(tree.iter())
    for element in everything:
        if element is heading:
            break
    for element in everything:
        leaf = element.tag in _LINES and len(element) == 0
        if leaf and not _tells_a_change(element) and (day := _day_of(_line(element))):
            return day
        if isinstance(element.tag, str) and prose_weight(element):
            return None
    return None


def _day_of(line: str) -> str | None:
    """The only day of a line that says hardly more, and not when something was changed."""
    if len(line) > _LONGEST or _CHANGED.search(line):
        return None
    days = list(_DAY.finditer(_TIME.sub("", line)))
    if len(days) != 1 or len(_YEAR.findall(line)) != 1:
        return None
    before, behind = days[0].string[: days[0].start()], days[0].string[days[0].end() :]
    return days[0][0] if _BEFORE.fullmatch(before) and len(behind) <= _BEHIND else None


def _head(tree: etree._Element, heading: etree._Element | None) -> Iterator[etree._Element]:
    """The dated elements of the smallest box with the headline that has any, as far as they are at its head."""
    boxes = heading.iterancestors() if heading is not None else [tree]
    for box in boxes:
        found = [element for element in _early(box) if _is_dated(element)]
        if found:
            yield from found
            return


def _early(box: etree._Element) -> Iterator[etree._Element]:
    paragraphs = 0
    for element in box.iter():
        if isinstance(element.tag, str):
            paragraphs += prose_weight(element) > 0
            if paragraphs > _PARAGRAPHS:
                return
            yield element


def _is_dated(element: etree._Element) -> bool:
    if _tells_a_change(element):
        return False
    name = _name(element)
    return element.tag == "time" or (element.tag in ("span", "div", "p", "li") and _DATED.search(name) is not None)


def _tells_a_change(element: etree._Element) -> bool:
    return _CHANGED.search(f"{_name(element)} {_said_before(element)}") is not None


def _name(element: etree._Element) -> str:
    return _HUMP.sub("-", f"{element.get('class') or ''} {element.get('itemprop') or ''}").lower()


def _said_before(element: etree._Element) -> str:
    """The words right before an element in the line that it stands in."""
    before, parent = element.getprevious(), element.getparent()
    if before is not None:
        return before.tail or (words_in(before) if before.tag in _LABELS else "")
    return (parent.text or "") if parent is not None else ""
