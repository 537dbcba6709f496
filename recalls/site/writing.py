"""A site written into a folder: every page that another leads to, its data and feeds, and what makes it findable."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any

from db import model_list
from db.dictionary import EXPORTS
from db.exporting.folder import export
from db.listing import counts
from db.recall_ids import resolve
from recalls.evidence.records import Archives
from recalls.feeds import FORMATS, Feed
from recalls.site import browsing
from recalls.site.finding import write_entries, write_index
from recalls.site.places import FED, Filed, Given, Place, Plan, slug
from recalls.web.answering import Asked, made
from recalls.web.pages.timeline import PER_PAGE, options
from recalls.web.question import Question
from recalls.web.visit import Visit, render

#: So many pages a list has at most; the lists of years are whole.
PAGED = 12
#: So many values of each kind have feeds, those with most recalls.
_FEEDS = 24
#: So many captures have a page at most.
_CAPTURES = 5_000
#: What the protocol of sitemaps allows in one file.
_SITEMAP = 50_000


@dataclass(frozen=True, slots=True)
class Wished:
    """How a site is to be.

    ``languages`` are those of its pages, the first one at the top; ``latest`` how many recalls have a page of their
    own; ``home`` is the site's address as others reach it, None where that is not known; ``archives`` where captures
    lie that are to be shown, None for no captures.
    """

    languages: tuple[str, ...]
    latest: int
    home: str | None = None
    archives: Archives | None = None


@dataclass(frozen=True, slots=True)
class Written:
    """What a site has: files, recalls with a page, and older ones that stand in the lists of their years only."""

    files: int
    recalls: int
    older: int


def write(connection: sqlite3.Connection, folder: Path, wished: Wished) -> Written:
    """Write a site into an empty folder; the same database and wishes give the same bytes.

    The connection must show one moment throughout.
    """
    writer = Writer(connection, folder, wished, _plan(connection, wished))
    writer.write()
    files = sum(1 for path in folder.rglob("*") if path.is_file())
    return Written(files, len(writer.plan.own), len(writer.plan.years))


def _plan(connection: sqlite3.Connection, wished: Wished) -> Plan:
    own: list[str] = []
    years: dict[str, tuple[str, int]] = {}
    counted: dict[int, int] = {}
    for identity, first, last in connection.execute(
        "SELECT recall_id, date_first, date_last FROM recall_list ORDER BY position"
    ):
        spanned = range(int(first[:4]), int(last[:4]) + 1) if first and last else range(0)
        for year in spanned:
            counted[year] = counted.get(year, 0) + 1
        if len(own) < wished.latest or not spanned:
            own.append(identity)
        else:
            years[identity] = (f"{spanned[0]:04}", (counted[spanned[0]] - 1) // PER_PAGE + 1)
    return Plan(
        languages=wished.languages,
        own=frozenset(own),
        years=years,
        fed=frozenset(_fed(connection)),
        paged=PAGED,
        captures=_CAPTURES if wished.archives is not None else 0,
    )


def _fed(connection: sqlite3.Connection) -> Iterator[Given]:
    yield ()
    known = counts(connection)
    for name in FED:
        if name != "model":
            yield from (((name, value),) for value in list(known[name])[:_FEEDS])
    yield from ((("model", one.model),) for one in model_list.frequent(connection, _FEEDS))


@dataclass(slots=True)
class Writer:
    """The files of one site on their way."""

    connection: sqlite3.Connection
    folder: Path
    wished: Wished
    plan: Plan
    tables: Sequence[Mapping[str, Any]] = ()

    def write(self) -> None:
        """All files."""
        exported = export(self.connection, self.folder / "data", news=False)
        self.tables = [
            {"name": one.table, "path": one.path.name, "rows": one.rows, "holds": EXPORTS[one.table].description}
            for one in exported
        ]
        for language in self.plan.languages:
            to = Filed(self.plan, "", language)
            to.page("timeline")
            for identity in sorted(self.plan.own):
                to.recall(identity)
            searched = self._visit(to.path("search/index.html"), language)
            write_entries(searched, self.folder / "search" / language)
        write_index(self.connection, self.folder / "search")
        for place in self.plan.places():
            self._save(place.path, self._made(place))
        self._moved()
        if self.wished.home:
            self._save("404.html", self._page(Place("missing", "404.html", self.plan.languages[0]), absolute=True))
            self._sitemap(self.wished.home)

    def _visit(self, path: str, language: str, given: Given = (), *, absolute: bool = False) -> Visit:
        to = Filed(self.plan, path, language, self.wished.home, absolute)
        archives = self.wished.archives or Archives(())
        question = Question(**dict(given))  # type: ignore[arg-type]
        return Visit(self.connection, to, language, question, archives=archives, home=self.wished.home)

    def _made(self, place: Place) -> str | bytes:
        """One wanted file, as a server would answer; some pages only a site of files has."""
        visit = self._visit(place.path, place.language)
        if place.route == "browse":
            return browsing.page(visit)
        if place.route == "search":
            index = visit.addresses.to("search/")  # type: ignore[attr-defined]
            return self._page(place, index=index, options=options(visit))
        if place.route == "tables":
            return self._page(place, tables=self.tables, top=visit.addresses.to("data/"))  # type: ignore[attr-defined]
        if place.route == "feed":
            return self._feed(place)
        return made(visit, Asked(place.route, dict(place.caught), dict(place.given))).body

    def _page(self, place: Place, *, absolute: bool = False, **told: Any) -> str:
        return render(
            self._visit(place.path, place.language, absolute=absolute), place.route, here=_there(place), **told
        )

    def _feed(self, place: Place) -> bytes:
        asked, home = Question(**dict(place.given)), self.wished.home  # type: ignore[arg-type]
        address = f"{home.rstrip('/')}/{place.path}" if home else None
        told = Feed(asked.filters, place.language, asked.language, home, address)
        return FORMATS[dict(place.caught)["form"]](self.connection, told)

    def _moved(self) -> None:
        """Where ids from before led and lead now; where none does, a page that says so."""
        gone = "SELECT id FROM recall_redirects UNION SELECT id FROM recalls WHERE retired IS NOT NULL ORDER BY 1"
        for (identity,) in self.connection.execute(gone).fetchall():
            now = resolve(self.connection, identity)
            if now == identity:
                continue
            for language in self.wished.languages:
                path = Filed(self.plan, "", language).path(f"recall/{slug(identity)}/index.html")
                if path not in self.plan.wanted:
                    place = Place("moved" if now else "missing", path, language)
                    self._save(path, self._page(place, now=now))

    def _sitemap(self, home: str) -> None:
        """The pages for machines that look for them; captures are none of them."""
        paths = sorted(path.removesuffix("index.html") for path in self.plan.wanted if path.endswith("index.html"))
        told = [f"{home.rstrip('/')}/{path}" for path in paths if not path.startswith("capture/")][:_SITEMAP]
        lines = "".join(f"<url><loc>{escape(address)}</loc></url>\n" for address in told)
        head = '<?xml version="1.0" encoding="utf-8"?>\n<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">\n'
        self._save("sitemap.xml", f"{head}{lines}</urlset>\n")

    def _save(self, path: str, body: str | bytes) -> None:
        file = self.folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(body.encode("utf-8") if isinstance(body, str) else body)


def _there(place: Place) -> Callable[[Filed], str]:
    """The page's own address, for readers of other languages."""
    path = place.path.removeprefix(f"{place.language}/")
    return lambda to: to.to(to.path(path))
