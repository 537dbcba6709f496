"""From an address to an answer: which page is meant, in which language, from which snapshot of the database."""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from http import HTTPStatus
from importlib import resources
from pathlib import Path
from typing import Any
from urllib.parse import unquote

from db.model_list import find
from db.timeline import BadFilter
from recalls.changes import CSV_COLUMNS as CHANGE_COLUMNS
from recalls.evidence.records import Archives
from recalls.feeds import FORMATS, MEDIA_TYPES, Feed
from recalls.labels import languages
from recalls.matrix import CSV_COLUMNS as MATRIX_COLUMNS
from recalls.rendering import write_csv
from recalls.timeline import CSV_COLUMNS
from recalls.web.addresses import Served, fingerprint
from recalls.web.headers import COPY_POLICY
from recalls.web.kept import Kept
from recalls.web.pages import about, capture, changes, check, matrix, recall, sources, timeline
from recalls.web.question import BadQuestion, read
from recalls.web.shown_tables import DATABASE
from recalls.web.visit import Visit, render
from recalls.web.wording import preferred

_HTML = "text/html; charset=utf-8"
#: Answers that rest on more than the database.
_FROM_ARCHIVE = frozenset({"capture", "copy"})
_ASSETS = {"css": "text/css; charset=utf-8", "js": "text/javascript; charset=utf-8", "svg": "image/svg+xml"}


@dataclass(frozen=True, slots=True)
class Site:
    """What is served: the database file, where captures lie, whether articles are shown whole, its outside address."""

    database: Path
    archives: Archives
    press_copies: bool = False
    home: str | None = None


@dataclass(frozen=True, slots=True)
class Asked:
    """What a browser asks for: which route, what its pattern caught, the address's fields, languages it likes."""

    route: str
    caught: Mapping[str, str]
    given: Mapping[str, str]
    accept_language: str = ""


@dataclass(frozen=True, slots=True)
class Answer:
    """What it gets."""

    body: str | bytes
    media_type: str = _HTML
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


def routes() -> list[tuple[str, str]]:
    """Each route's name and the pattern of its addresses."""
    return [
        ("timeline", r"/$"),
        ("timeline_data", r"/timeline\.(?P<form>json|csv)$"),
        ("recall", r"/recall/(?P<identifier>[^/.]+)$"),
        ("recall_data", r"/recall/(?P<identifier>[^/.]+)\.(?P<form>json|csv)$"),
        ("page", r"/(?P<name>check|matrix|changes|sources|about)$"),
        ("page_data", r"/(?P<name>check|matrix|changes|sources)\.(?P<form>json|csv)$"),
        ("feed", r"/feed\.(?P<form>atom|json|ics)$"),
        ("capture", r"/capture/(?P<file>[^/]+)/(?P<offset>[0-9]{1,15})$"),
        ("copy", r"/copy/(?P<file>[^/]+)/(?P<offset>[0-9]{1,15})$"),
        ("asset", r"/-/recalls/(?P<print>[0-9a-f]+)/(?P<name>[a-z]+\.[a-z]+)$"),
    ]


async def answer(datasette: Any, asked: Asked, base: str) -> Answer:
    """Make an answer in one of Datasette's reading threads, from one snapshot of the database."""
    if asked.route == "asset":
        return _asset(asked.caught["name"])
    site: Site = datasette.recalls_site
    language, addresses = _spoken(asked, base)

    def read_from(connection: Any) -> Answer:
        visit = Visit(
            connection,
            addresses,
            language,
            archives=site.archives,
            press_copies=site.press_copies,
            home=site.home,
        )
        connection.execute("BEGIN")
        try:
            return made(visit, asked)
        finally:
            connection.execute("ROLLBACK")

    kept: Kept[Answer] = datasette.recalls_kept
    question = (asked.route, *sorted(asked.caught.items()), *sorted(asked.given.items()), addresses, language)
    version = kept.version()
    known = kept.get(question, version)
    if known is not None:
        return known
    answered: Answer = await datasette.get_database(DATABASE).execute_fn(read_from)
    if asked.route not in _FROM_ARCHIVE:
        kept.keep(question, version, answered, len(answered.body))
    return answered


async def refusal(datasette: Any, asked: Asked, base: str, status: int, message: str) -> Answer:
    """A page that says that there is no such page (404), or why a question cannot be answered."""
    language, addresses = _spoken(asked, base)

    def told(connection: Any) -> Answer:
        visit = Visit(connection, addresses, language)
        if status == HTTPStatus.NOT_FOUND:
            return _missing(visit)
        return Answer(render(visit, "refused", message=message), status=status, headers=_varying(visit))

    answered: Answer = await datasette.get_database(DATABASE).execute_fn(told)
    return answered


def _spoken(asked: Asked, base: str) -> tuple[str, Served]:
    """The language of an answer, and addresses that keep one that was chosen."""
    chosen = asked.given.get("lang")
    chosen = chosen if chosen in languages() else None
    return chosen or preferred(asked.accept_language), Served(base, chosen)


def made(visit: Visit, asked: Asked) -> Answer:
    """An answer from a connection that shows one moment."""
    return _asset(asked.caught["name"]) if asked.route == "asset" else _MAKERS[asked.route](visit, asked)


def _asked_question(maker: Callable[[Visit, Asked], Answer]) -> Callable[[Visit, Asked], Answer]:
    """Read the question first; one that means nothing gets a page that says so."""

    def made(visit: Visit, asked: Asked) -> Answer:
        try:
            question = read(asked.given)
            meant = find(visit.connection, question.model) if question.model else []
            if len(meant) == 1:
                question = replace(question, model=meant[0].model)
            return maker(replace(visit, question=question), asked)
        except (BadQuestion, BadFilter) as error:
            return Answer(render(visit, "refused", message=str(error)), status=400, headers=_varying(visit))

    return made


def _timeline(visit: Visit, asked: Asked) -> Answer:
    return Answer(timeline.page(visit), headers=_varying(visit))


def _timeline_data(visit: Visit, asked: Asked) -> Answer:
    found = timeline.found_rows(visit)
    return _data(asked, found.rows, CSV_COLUMNS, {"total": found.total, "page": visit.question.page})


def _recall(visit: Visit, asked: Asked) -> Answer:
    identifier = unquote(asked.caught["identifier"])
    now = recall.current(visit, identifier)
    if now is None:
        return _missing(visit)
    if now != identifier:
        return Answer("", status=301, headers={"location": visit.addresses.recall(now)})
    return Answer(recall.page(visit, now) or "", headers=_varying(visit))


def _recall_data(visit: Visit, asked: Asked) -> Answer:
    found = recall.rows(visit, unquote(asked.caught["identifier"]))
    if found is None:
        return _missing(visit)
    if asked.caught["form"] == "json":
        return Answer(json.dumps(found, ensure_ascii=False, indent=1), "application/json; charset=utf-8")
    return _data(asked, list(recall.claims(found)), recall.CLAIM_COLUMNS, {})


_PAGES: Mapping[str, Callable[[Visit], str]] = {
    "check": check.page,
    "matrix": matrix.page,
    "changes": changes.page,
    "sources": sources.page,
    "about": about.page,
}
_ROWS: Mapping[str, tuple[Callable[[Visit], Sequence[Mapping[str, Any]]], Sequence[str]]] = {
    "check": (check.rows, ("verdict", "market", "recall", "date", "look_up", "pages", "recreated")),
    "matrix": (matrix.rows, MATRIX_COLUMNS),
    "changes": (changes.rows, CHANGE_COLUMNS),
    "sources": (sources.rows, sources.CSV_COLUMNS),
}


def _page(visit: Visit, asked: Asked) -> Answer:
    return Answer(_PAGES[asked.caught["name"]](visit), headers=_varying(visit))


def _page_data(visit: Visit, asked: Asked) -> Answer:
    maker, columns = _ROWS[asked.caught["name"]]
    return _data(asked, maker(visit), columns, {})


def _feed(visit: Visit, asked: Asked) -> Answer:
    form, question = asked.caught["form"], visit.question
    own = Served(visit.home, asked.given.get("lang")).feed(form, question) if visit.home else None
    told = Feed(question.filters, visit.language, question.language, visit.home, own)
    return Answer(FORMATS[form](visit.connection, told), MEDIA_TYPES[form], headers=_varying(visit))


def _capture(visit: Visit, asked: Asked) -> Answer:
    made = capture.page(visit, unquote(asked.caught["file"]), int(asked.caught["offset"]))
    return _missing(visit) if made is None else Answer(made, headers=_varying(visit))


def _copy(visit: Visit, asked: Asked) -> Answer:
    made = capture.copy(visit, unquote(asked.caught["file"]), int(asked.caught["offset"]))
    if made is None:
        return _missing(visit)
    return Answer(made, headers={**_varying(visit), "content-security-policy": COPY_POLICY})


def _missing(visit: Visit) -> Answer:
    return Answer(render(visit, "missing"), status=404, headers=_varying(visit))


def _varying(visit: Visit) -> dict[str, str]:
    return {"vary": "accept-language", "content-language": visit.language, "cache-control": "no-cache"}


def _data(asked: Asked, rows: Sequence[Mapping[str, Any]], columns: Sequence[str], told: Mapping[str, Any]) -> Answer:
    """Rows as JSON, or as CSV whose cells no spreadsheet runs."""
    if asked.caught["form"] == "json":
        body = json.dumps({**told, "rows": [dict(row) for row in rows]}, ensure_ascii=False, indent=1)
        return Answer(body, "application/json; charset=utf-8")
    written = io.StringIO()
    write_csv(written, rows, columns)
    return Answer(written.getvalue(), "text/csv; charset=utf-8", headers={"content-disposition": "attachment"})


def _asset(name: str) -> Answer:
    file = resources.files("recalls.web") / "static" / name
    media_type = _ASSETS.get(name.rpartition(".")[2])
    if media_type is None or not file.is_file():
        return Answer("not found", "text/plain; charset=utf-8", 404)
    # An archived copy stands in a sandbox whose origin is nobody's, so that its style comes from elsewhere.
    kept = {
        "cache-control": "public, max-age=31536000, immutable",
        "etag": f'"{fingerprint(name)}"',
        "cross-origin-resource-policy": "cross-origin",
    }
    return Answer(file.read_bytes(), media_type, headers=kept)


_MAKERS: Mapping[str, Callable[[Visit, Asked], Answer]] = {
    name: _asked_question(maker)
    for name, maker in {
        "timeline": _timeline,
        "timeline_data": _timeline_data,
        "recall": _recall,
        "recall_data": _recall_data,
        "page": _page,
        "page_data": _page_data,
        "feed": _feed,
        "capture": _capture,
        "copy": _copy,
    }.items()
}
