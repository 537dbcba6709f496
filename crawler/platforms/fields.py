"""Labels and values as pages lay them out: under headings, in boxes, or in the rows of a table."""

from __future__ import annotations

from collections.abc import Iterator

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from crawler.markup import tree_text
from crawler.platforms.label_table import Field


def headed(page: Tag, heading: str) -> Iterator[Field]:
    """Each element that the selector finds, with what stands beside it up to the next such one."""
    headings = page.select(heading)
    borders = {id(element) for element in headings}
    for element in headings:
        beside: list[PageElement] = []
        for sibling in element.next_siblings:
            if id(sibling) in borders or (isinstance(sibling, Tag) and sibling.select_one(heading)):
                break
            beside.append(sibling)
        yield _field(element, beside)


def boxed(page: Tag, box: str, label: str) -> Iterator[Field]:
    """Each box that the selector finds: its label within, and the rest of its words."""
    for element in page.select(box):
        name = element.select_one(label)
        if name is not None:
            words = BeautifulSoup(str(element), "lxml")
            inner = words.select_one(label)
            assert inner is not None
            inner.extract()
            yield Field(_label(name), tree_text(words), _links(element))


def tabled(page: Tag, table: str = "table") -> Iterator[Field]:
    """Each row of two cells (th or td), and each dt with its dd: label and value."""
    for found in page.select(f"{table} tr"):
        cells = found.find_all(["th", "td"], recursive=False)
        if len(cells) == 2:
            yield Field(_label(cells[0]), tree_text(cells[1]), _links(cells[1]))
    for term in page.select("dl dt"):
        value = term.find_next_sibling("dd")
        if isinstance(value, Tag):
            yield Field(_label(term), tree_text(value), _links(value))


def _field(label: Tag, beside: list[PageElement]) -> Field:
    box = BeautifulSoup("<div></div>", "lxml")
    assert box.div is not None
    markup = "".join(str(piece) for piece in beside if isinstance(piece, Tag | NavigableString))
    box.div.append(BeautifulSoup(markup, "lxml"))
    return Field(_label(label), tree_text(box), _links(box))


def _label(element: Tag) -> str:
    return element.get_text(" ", strip=True).rstrip(":： ")


def _links(element: Tag) -> tuple[str, ...]:
    return tuple(str(anchor["href"]) for anchor in element.find_all("a", href=True))
