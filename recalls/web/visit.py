"""What a page is made from, and how its template is filled."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Any, Protocol, TypeVar

import jinja2

from recalls.evidence.records import Archives
from recalls.labels import languages
from recalls.outside_links import safe_link
from recalls.web.addresses import PAGES, Addresses
from recalls.web.headers import COPY_PAGE_POLICY, PAGE_POLICY
from recalls.web.question import Question
from recalls.web.wording import Wording, load

#: Nothing from outside is longer than this on a page.
LONGEST = 300


@dataclass(frozen=True, slots=True)
class Visit:
    """One reader's look at one page: a connection to read from, what is asked, in which language, where things are.

    ``archives`` is where captures lie; ``press_copies`` whether whole pages of the press may be shown.
    ``home`` is the address of the site as others reach it, for lines to cite by; None where that is not known.
    """

    connection: sqlite3.Connection
    addresses: Addresses
    language: str = "en"
    question: Question = field(default_factory=Question)
    archives: Archives = field(default_factory=lambda: Archives(()))
    press_copies: bool = False
    home: str | None = None

    @property
    def wording(self) -> Wording:
        """The words of the reader's language."""
        return load(self.language)


def render(visit: Visit, page: str, **told: Any) -> str:
    """A page as HTML. Everything from outside is escaped by the template.

    Args:
        page: the template's name, which is the page's in the navigation too.
        told: what the template shows; ``here`` maps a visit's addresses to the page's own, for other languages.
    """
    own = (page, visit.question) if page in PAGES else ("timeline", None)
    here = told.pop("here", lambda addresses: addresses.page(*own))
    return (
        _templates()
        .get_template(f"{page}.html")
        .render(
            t=visit.wording,
            language=visit.language,
            question=visit.question,
            to=visit.addresses,
            page=page,
            pages=[name for name in PAGES if name != "check"],
            others=[
                (tag, load(tag)("site.language"), here(spoken))
                for tag in languages()
                if (spoken := visit.addresses.spoken(tag)) is not None
            ],
            policies={"page": PAGE_POLICY, "copy": COPY_PAGE_POLICY},
            **told,
        )
    )


class Counted(Protocol):
    """Some rows of a list, and how many the whole list has."""

    @property
    def total(self) -> int:
        """All of them."""
        ...


Rows = TypeVar("Rows", bound=Counted)


def paged(visit: Visit, per_page: int, rows: Callable[[int], Rows]) -> tuple[Visit, Rows, int]:
    """The visit of a page that there is (behind the last, the last), its rows, and how many pages there are.

    Args:
        rows: as many rows as a page has, behind so many others.
    """
    found = rows((visit.question.page - 1) * per_page)
    pages = max(1, -(-found.total // per_page))
    if visit.question.page <= pages:
        return visit, found, pages
    return paged(replace(visit, question=replace(visit.question, page=pages)), per_page, rows)


def part(visit: Visit, name: str, *told: Any) -> str:
    """A piece of a page, by the name of its macro in ``parts.html``."""
    shown = {"t": visit.wording, "language": visit.language, "question": visit.question, "to": visit.addresses}
    return str(getattr(_templates().get_template("parts.html").make_module(shown), name)(*told))


@cache
def _templates() -> jinja2.Environment:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("recalls.web"),
        autoescape=True,
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters["cut"] = cut
    environment.filters["safe_link"] = safe_link
    return environment


_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]")


def cut(text: str | None, most: int = LONGEST) -> str:
    """Text from outside, so short that a page stays one, without what steers a terminal or turns lines around."""
    if not text:
        return ""
    seen = _UNSEEN.sub("", text[: 4 * most])
    return seen if len(seen) <= most and len(text) <= 4 * most else f"{seen[:most]}…"
