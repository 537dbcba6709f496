"""GOV.UK: its search and its content come as JSON; the body of a content item is HTML with headed sections."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from bs4 import BeautifulSoup, Tag

from crawler.markup import tree_text

SITE = "https://www.gov.uk"
SEARCH = SITE + "/api/search.json"
CONTENT = SITE + "/api/content"


class Section(NamedTuple):
    """A heading's words (""before the first one), what stands below it, and the rows of its table."""

    heading: str
    text: str
    rows: tuple[tuple[str, str], ...]


def sections(body: str) -> Iterator[Section]:
    """The sections of a body in order. Tables with a label in each row's first cell become rows."""
    page = BeautifulSoup(body, "lxml")
    top = page.body or page
    heading, texts, rows = "", list[str](), list[tuple[str, str]]()
    for element in top.find_all(recursive=False):
        if element.name in ("h2", "h3", "h4"):
            yield Section(heading, "\n\n".join(texts), tuple(rows))
            heading, texts, rows = element.get_text(" ", strip=True), [], []
        elif element.name == "table":
            rows += _rows(element)
        else:
            texts.append(tree_text(element))
    yield Section(heading, "\n\n".join(texts), tuple(rows))


def _rows(table: Tag) -> Iterator[tuple[str, str]]:
    """Label and value of each row; where there is a column for each product, the values stand line by line."""
    for row in table.find_all("tr"):
        cells = [tree_text(cell) for cell in row.find_all(["th", "td"])]
        if len(cells) > 1 and cells[0]:
            yield cells[0], "\n".join(cell for cell in cells[1:] if cell)
