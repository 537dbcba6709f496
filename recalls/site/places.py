"""Which files a site has, and where each lies.

A page is written because another links to it: whoever asks for an address says that it is
wanted. Questions that have no page of their own (words, several filters at once) lead to the
page that answers them by script. Every page is ``index.html`` in a folder of its own, so that
its address ends with a slash on any web host.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from hashlib import sha256
from urllib.parse import quote

from db.edtf import span
from db.listing import FACETS
from recalls.web.addresses import fingerprint
from recalls.web.question import Question

Given = tuple[tuple[str, str], ...]

#: What pages of each kind may be narrowed to, one thing at a time.
NARROWED = {"timeline": (*FACETS, "model"), "matrix": ("brand", "market"), "check": ("model",)}
#: What a feed may be narrowed to.
FED = ("brand", "model", "market", "language")
_READABLE = re.compile("[a-z0-9][a-z0-9.-]{0,59}")


@dataclass(frozen=True, slots=True)
class Place:
    """One file: the route that makes it (see ``recalls.web.answering``), what the route takes, and where it lies."""

    route: str
    path: str
    language: str
    caught: Given = ()
    given: Given = ()


@dataclass(slots=True)
class Plan:
    """The files that are wanted so far, in the order in which they were asked for.

    ``languages`` are those of the pages; the first one's lie at the top. ``own`` are the recalls that have a page;
    ``years`` tells of each other one the year of its list and the page there. ``paged`` is how many pages a list has
    at most, but for the lists of years, which are whole; ``fed`` which questions have feeds; ``captures`` how many
    captures may have a page.
    """

    languages: tuple[str, ...]
    own: frozenset[str]
    years: Mapping[str, tuple[str, int]]
    fed: frozenset[Given]
    paged: int
    captures: int
    wanted: dict[str, Place] = field(default_factory=dict)

    def want(self, place: Place) -> str:
        """The path of a file, which is to be written."""
        self.wanted.setdefault(place.path, place)
        return place.path

    def places(self) -> Iterator[Place]:
        """Every file that is wanted, those too that come to be wanted meanwhile."""
        done = 0
        while done < len(self.wanted):
            fresh = list(self.wanted.values())[done:]
            done += len(fresh)
            yield from fresh


@dataclass(frozen=True, slots=True)
class Filed:
    """The addresses of a site of files (``recalls.web.addresses.Addresses``), as seen from the file at ``here``.

    ``speaks`` is the language of the pages that it leads to. ``home`` is the address of the site as others reach
    it; addresses begin with it where ``absolute``, as on a page that is shown for any address.
    """

    plan: Plan
    here: str
    speaks: str
    home: str | None = None
    absolute: bool = False
    answers_forms: bool = False
    language: str | None = None

    def page(self, name: str, question: Question | None = None) -> str:
        question = question or Question()
        if name == "check" or (name == "matrix" and question.model):
            # One page tells of a model in all markets.
            name, question = "check", Question(model=question.model)
        folder = self._folder(name, question)
        if folder is None:
            return f"{self.any_question()}?{question.but().query()}"
        route = name if name in ("timeline", "search", "browse") else "page"
        caught = (("name", name),) if route == "page" else ()
        return self._want(route, f"{folder}index.html", caught, tuple(question.given().items()))

    @property
    def canonical(self) -> str | None:
        """The page's own address, where the site's is known."""
        return replace(self, absolute=True).to(self.here) if self.home else None

    def any_question(self) -> str:
        return self.page("search")

    def recall(self, identifier: str) -> str:
        if identifier not in self.plan.own and identifier in self.plan.years:
            year, page = self.plan.years[identifier]
            return f"{self.page('timeline', Question(since=year, until=year, page=page))}#{quote(identifier)}"
        folder = self.path(f"recall/{slug(identifier)}/")
        return self._want("recall", f"{folder}index.html", (("identifier", quote(identifier, safe="")),))

    def capture(self, file: str, offset: int) -> str | None:
        path = self.path(f"capture/{slug(file)}/{offset}/index.html")
        if path not in self.plan.wanted:
            if not self.plan.captures:
                return None
            self.plan.captures -= 1
        caught = (("file", quote(file, safe="")), ("offset", str(offset)))
        return self._want("capture", path, caught)

    def copy(self, file: str, offset: int) -> str:
        caught = (("file", quote(file, safe="")), ("offset", str(offset)))
        return self._want("copy", f"capture/{slug(file)}/{offset}/copy.html", caught, language=self.plan.languages[0])

    def data(self, name: str, form: str, question: Question | None = None, identifier: str | None = None) -> str | None:
        if identifier:
            caught = (("identifier", quote(identifier, safe="")), ("form", form))
            path = f"recall/{slug(identifier)}/recall.{form}"
            return self._want("recall_data", path, caught, language=self.plan.languages[0])
        asked = (question or Question()).but()
        folder = _narrowed(name, asked)
        if folder is None or name == "check":  # each recall's own file tells it
            return None
        route, known = ("timeline_data", ()) if name == "timeline" else ("page_data", (("name", name),))
        given = tuple(asked.given().items())
        path = f"{folder}{name}.{form}"
        return self._want(route, path, (*known, ("form", form)), given, language=self.plan.languages[0])

    def feed(self, form: str, question: Question) -> str | None:
        kept = tuple((name, value) for name, value in question.given().items() if name in FED)
        if kept not in self.plan.fed:
            return None
        folder = _narrowed("timeline", Question(**dict(kept)))  # type: ignore[arg-type]
        return self._want("feed", self.path(f"{folder}feed.{form}"), (("form", form),), kept)

    def tables(self) -> str | None:
        return self._want("tables", self.path("data/index.html"))

    def asset(self, name: str) -> str:
        stem, _, kind = name.rpartition(".")
        return self._want("asset", f"assets/{stem}-{fingerprint(name)}.{kind}", (("name", name),))

    def spoken(self, language: str) -> Filed | None:
        return replace(self, speaks=language) if language in self.plan.languages else None

    def pages(self, question: Question, pages: int) -> int:
        year = question.since if question.since == question.until else None
        alone = question.but() == Question(since=year, until=year)
        return pages if year and len(year) == 4 and alone else min(pages, self.plan.paged)

    def _folder(self, name: str, question: Question) -> str | None:
        folder = _narrowed(name, question)
        if folder is None:
            return None
        return self.path(folder if question.page == 1 else f"{folder}page/{question.page}/")

    def path(self, path: str) -> str:
        """Where a file lies that is one for each language."""
        return path if self.speaks == self.plan.languages[0] else f"{self.speaks}/{path}"

    def _want(
        self, route: str, path: str, caught: Given = (), given: Given = (), *, language: str | None = None
    ) -> str:
        return self.to(self.plan.want(Place(route, path, language or self.speaks, caught, given)))

    def to(self, path: str) -> str:
        """The address of a file as seen from here; that of a page ends with a slash."""
        shown = path.removesuffix("index.html")
        if self.absolute and self.home:
            return f"{self.home.rstrip('/')}/{shown}"
        found = posixpath.relpath(shown or ".", posixpath.dirname(self.here) or ".")
        return f"{found}/" if not shown or shown.endswith("/") else found


def _narrowed(name: str, question: Question) -> str | None:
    """The folder of a page that is narrowed to one thing at most, from the top of its language; else None."""
    given = question.but().given()
    top = "" if name == "timeline" else f"{name}/"
    if not given:
        return top
    if name == "timeline" and given.keys() == {"since", "until"} and given["since"] == given["until"]:
        date = given["since"]
        return f"date/{slug(date)}/" if span(date) else None
    ((field_, value), *others) = given.items()
    if others or field_ not in NARROWED.get(name, ()):
        return None
    return f"{top}{slug(value)}/" if name == "check" else f"{top}{field_}/{slug(value)}/"


def slug(value: str) -> str:
    """A value as the name of a folder, the same for values that differ in case alone; another for each other value."""
    plain = value.casefold()
    if _READABLE.fullmatch(plain) and not plain.endswith("."):
        return plain
    readable = re.sub("[^a-z0-9]+", "-", plain)[:40].strip("-")
    return f"{readable or 'x'}-{sha256(plain.encode('utf-8', 'surrogatepass')).hexdigest()[:10]}"
