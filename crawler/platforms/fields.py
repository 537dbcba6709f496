"""Labels and values as pages lay them out: by class, under headings, in Drupal's fields, in rows of a list or table."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from crawler.markup import tree_text
from crawler.platforms.quill import delta_text


class Field(NamedTuple):
    """A label, the words beside it, and the addresses that these words link to."""

    label: str
    text: str
    links: tuple[str, ...]


def labelled(page: BeautifulSoup, label: str, text: str) -> Iterator[Field]:
    """Each element of class ``label`` with the element of class ``text`` beside it.

    The value is the one that a script beside them carries, else the element's
    own words. Raises crawler.platforms.quill.UnreadableScript.
    """
    for cap in page.select(f".{label}"):
        row = cap.parent
        value = cap.find_next_sibling(class_=text)
        if not isinstance(row, Tag) or not isinstance(value, Tag):
            continue
        scripts = "".join(script.get_text() for script in row.find_all("script"))
        carried = delta_text(scripts) if scripts else None
        words = tree_text(value) if carried is None else carried
        yield Field(cap.get_text(strip=True), words, _links(value))


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


def drupal(page: Tag) -> Iterator[Field]:
    """Each field of a page by Drupal: its machine name, and its items' words, else what it holds beside its label."""
    for element in page.select("[class*='field--name-']"):
        name = next(one for one in element.get_attribute_list("class") if str(one).startswith("field--name-"))
        items = element.select(".field__item, .field__items") or [element]
        words = "\n".join(tree_text(item) for item in items if item.find_parent(class_="field__item") is None)
        yield Field(str(name).removeprefix("field--name-").removeprefix("field-"), words, _links(element))


def led(page: Tag, row: str) -> Iterator[Field]:
    """Each row that the selector finds: its first element is the label, what follows it the value."""
    for element in page.select(row):
        first = element.find(True, recursive=False)
        if isinstance(first, Tag):
            yield _field(first, list(first.next_siblings))


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
