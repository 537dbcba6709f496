"""How pages find each other. Pages ask for addresses and never put one together themselves.

A server's addresses carry the question behind a question mark; a folder of files has others
(a file a page). Both keep the reader's language.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import resources
from typing import Protocol
from urllib.parse import quote, urlencode

from recalls.web.question import Question

#: The pages by name; ``recall`` and ``capture`` are one for each recall and capture.
PAGES = ("timeline", "check", "matrix", "changes", "sources", "about")


class Addresses(Protocol):
    """Where everything is, as seen from the page that is being made."""

    @property
    def answers_forms(self) -> bool:
        """Whether a form can be sent: a server answers any question, files only those that were written."""

    @property
    def language(self) -> str | None:
        """The language that the reader chose and forms must send on, or None."""

    def page(self, name: str, question: Question | None = None) -> str:
        """One of PAGES, narrowed."""

    def pages(self, question: Question, pages: int) -> int:
        """How many of a list's pages there are to lead to."""

    def any_question(self) -> str:
        """Where script may ask anything, its fields put behind a question mark."""

    def recall(self, identifier: str) -> str:
        """The page of a recall."""

    def capture(self, file: str, offset: int) -> str | None:
        """The page that tells of a capture and shows its copy; None where there is none."""

    def copy(self, file: str, offset: int) -> str:
        """The inert copy itself."""

    def data(self, name: str, form: str, question: Question | None = None, identifier: str | None = None) -> str | None:
        """A page's rows as ``json`` or ``csv``; None where there are none."""

    def feed(self, form: str, question: Question) -> str | None:
        """A feed (``atom``, ``json``, ``ics``) of a brand, model, market or language; None: there is none."""

    def tables(self) -> str | None:
        """Where all tables can be looked at or fetched; None where there is no such place."""

    def asset(self, name: str) -> str:
        """A file of ours: style, script or picture."""

    def spoken(self, language: str) -> Addresses | None:
        """The same addresses for readers of another language; None where there are no pages in it."""

    @property
    def canonical(self) -> str | None:
        """The page's own address as others reach it, where that must be told."""


@cache
def fingerprint(name: str) -> str:
    """A few letters that change with an asset's bytes, so that browsers may keep it."""
    return sha256((resources.files("recalls.web") / "static" / name).read_bytes()).hexdigest()[:12]


@dataclass(frozen=True, slots=True)
class Served:
    """The addresses of a server. ``base`` is the path under which it stands ("" or "/recalls").

    ``language`` is kept in every address where the reader chose it, and is None where the browser says it.
    """

    base: str = ""
    language: str | None = None
    answers_forms: bool = True

    def page(self, name: str, question: Question | None = None) -> str:
        return self._with(f"{self.base}/{'' if name == 'timeline' else name}", question)

    def pages(self, question: Question, pages: int) -> int:
        return pages

    def any_question(self) -> str:
        return self.page("timeline")

    def recall(self, identifier: str) -> str:
        return self._with(f"{self.base}/recall/{quote(identifier, safe='-._~')}")

    def capture(self, file: str, offset: int) -> str | None:
        return self._with(f"{self.base}/capture/{quote(file, safe='')}/{offset}")

    def copy(self, file: str, offset: int) -> str:
        return self._with(f"{self.base}/copy/{quote(file, safe='')}/{offset}")

    def data(self, name: str, form: str, question: Question | None = None, identifier: str | None = None) -> str | None:
        what = f"recall/{quote(identifier, safe='-._~')}" if identifier else name
        return self._with(f"{self.base}/{what}.{form}", question.but() if question else None, spoken=False)

    def feed(self, form: str, question: Question) -> str | None:
        kept = Question(brand=question.brand, model=question.model, market=question.market, language=question.language)
        return self._with(f"{self.base}/feed.{form}", kept)

    def tables(self) -> str | None:
        return f"{self.base}/data"

    def asset(self, name: str) -> str:
        return f"{self.base}/-/recalls/{fingerprint(name)}/{name}"

    def spoken(self, language: str) -> Addresses | None:
        return replace(self, language=language)

    @property
    def canonical(self) -> str | None:
        return None

    def _with(self, path: str, question: Question | None = None, *, spoken: bool = True) -> str:
        given = question.given() if question else {}
        if spoken and self.language:
            given["lang"] = self.language
        return f"{path}?{urlencode(given)}" if given else path
