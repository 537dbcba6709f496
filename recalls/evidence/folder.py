"""The folder of one recall: captures as WACZ, quotes as CSV and as a page, digests, and a README that says all."""

from __future__ import annotations

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from pathlib import Path
from typing import Any

import jinja2

from db.citation import citation
from db.recall_ids import resolve
from db.rows import Row
from db.show import show
from db.store import Store
from recalls.evidence.captures import Found, collect
from recalls.evidence.quotes import COLUMNS, quotes, write_csv
from recalls.evidence.records import Archives
from recalls.evidence.wacz import Collection, Page, write
from recalls.outside_links import safe_link
from recalls.rendering import plain
from recalls.sheet import figure

_CAPTURE_COLUMNS = (
    *("document", "version", "url", "date", "status", "digest", "file", "offset", "record_id", "revisit", "checked"),
    "recreated",
)
_SHOWN = (
    *("date", "date_basis", "market", "issuer", "reference", "brands", "products", "models", "units"),
    *("units_qualifier", "hazards", "causes", "remedies", "source_ids"),
)
_MARK = "[re-created: no evidence] "


@dataclass(frozen=True, slots=True)
class Written:
    """What was written, and what is wrong, in sentences; nothing wrong is an empty list."""

    recall: str
    files: tuple[Path, ...]
    problems: tuple[str, ...]


def write_evidence(store: Store, identifier: str, folder: Path, archives: Archives) -> Written | None:
    """Write the folder; None where there is no such recall.

    Files of the same names are replaced when all new ones are complete; others are left alone.

    Raises:
        OSError: the folder cannot be written.
    """
    connection = store.connection
    recall = resolve(connection, identifier)
    if recall is None:
        return None
    shown = (show(connection, recall) or {})["recall"]
    cited = citation(connection, recall)
    found = collect(connection, recall, archives)
    words = quotes(connection, recall)
    found.problems += [
        f"{row['document']}: the quote of {row['field']} is not where it says"
        for row in words
        if "NOT" in row["checked"]
    ]
    recreated = shown["recreated"] or any(row["recreated"] for row in (*found.captures, *words))
    folder.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=folder, prefix=".evidence-"))
    try:
        made = store.clock()
        if found.records:
            _write_wacz(making / f"{recall}.wacz", shown, found, recreated=recreated, made=made)
        write_csv(making / "quotes.csv", COLUMNS, words)
        write_csv(making / "captures.csv", _CAPTURE_COLUMNS, found.captures)
        page = _page(shown, cited.line if cited else recall, words, found, recreated=recreated)
        (making / "quotes.html").write_text(page, encoding="utf-8")
        told = _readme(shown, cited.line if cited else recall, words, found, recreated=recreated, made=made)
        (making / "README.md").write_text("\n".join(told) + "\n", encoding="utf-8")
        (making / "SHA256SUMS").write_text(_sums(making), encoding="utf-8")
        names = sorted(path.name for path in making.iterdir())
        for name in names:
            (making / name).replace(folder / name)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return Written(recall, tuple(folder / name for name in names), tuple(found.problems))


def _write_wacz(path: Path, recall: Row, found: Found, *, recreated: bool, made: str) -> None:
    mark = _MARK if recreated else ""
    pages = {
        (row["url"], row["date"]): Page(row["url"], row["date"], mark + plain(row["title"] or row["url"]))
        for row in found.captures
        if any(raw.offset == row["offset"] for raw in found.records.get(Path(row["file"]).name, ()))
    }
    about = Collection(
        title=f"{mark}Captures behind {recall['id']}",
        description=f"{mark}The pages on which the recall {recall['id']} rests, as they came over the wire.",
        software=f"recall-timeline {version('recall-timeline')}",
        created=made,
        recreated=recreated,
    )
    write(path, found.records, list(pages.values()), about)


def _page(recall: Row, cite: str, words: list[Row], found: Found, *, recreated: bool) -> str:
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("recalls", "templates"), autoescape=True, undefined=jinja2.StrictUndefined
    )
    told = [
        {
            **row,
            "told": figure(row["value"]),
            "linked": safe_link(row["url"]) is not None,
        }
        for row in words
    ]
    ordered = sorted(told, key=lambda row: row["document"])
    return environment.get_template("evidence.html").render(
        recall=recall,
        cite=cite,
        shown=[(name, plain(recall[name])) for name in _SHOWN if recall[name] not in (None, [])],
        documents=[(name, list(rows)) for name, rows in groupby(ordered, key=lambda row: row["document"])],
        captures=found.captures,
        problems=found.problems,
        recreated=recreated,
    )


def _readme(
    recall: Mapping[str, Any], cite: str, words: list[Row], found: Found, *, recreated: bool, made: str
) -> Iterator[str]:
    whole = sum("fits" in row["checked"] for row in found.captures)
    placed = sum(row["checked"] == "found at its place" for row in words)
    quoted = sum(bool(row["quote"]) for row in words)
    yield f"# Evidence on {recall['id']}"
    yield ""
    if recreated:
        yield "**This rests on re-created pages: it shows how the program works and is evidence of nothing.**"
        yield ""
    yield f"To cite it: {plain(cite)}"
    yield ""
    yield f"Written on {made} (UTC) by recall-timeline {version('recall-timeline')}."
    yield ""
    yield "| file | what it holds |"
    yield "|---|---|"
    if found.records:
        yield f"| `{recall['id']}.wacz` | the captures: WARC records copied byte by byte, with their requests |"
    yield "| `captures.csv` | each capture: address, time, file and byte in the archive, digest, what was checked |"
    yield "| `quotes.html`, `quotes.csv` | each value with the words that say it, where they stand, and who says so |"
    yield "| `SHA256SUMS` | the SHA-256 of every other file here |"
    yield ""
    yield "## What was checked"
    yield ""
    yield f"- {whole} of {len(found.captures)} captures: the record's digests were computed anew from its bytes and"
    yield "  fit; its id and digest are those that the database noted when it was captured."
    yield f"- {placed} of {quoted} quotes stand where they say in the words that were read from the capture."
    yield ""
    if found.problems:
        yield "## What is wrong or missing"
        yield ""
        yield from (f"- {plain(problem)}" for problem in found.problems)
        yield ""
    yield "## How to check it again"
    yield ""
    yield "```"
    yield "sha256sum -c SHA256SUMS"
    if found.records:
        yield f"unzip -q {recall['id']}.wacz -d wacz"
        yield "sha256sum wacz/datapackage.json   # as wacz/datapackage-digest.json has it"
        yield "pip install warcio wacz"
        yield "warcio check -v wacz/archive/*.warc.gz"
        yield f"wacz validate -f {recall['id']}.wacz"
    yield "```"
    yield ""
    yield "To see the pages, open the WACZ file in https://replayweb.page (it stays on your machine) or in the program"
    yield "of that name. A capture holds what one request was answered: style sheets, scripts and images were not"
    yield "asked for, so that pages look plain."
    yield ""
    yield "The digests show that nothing was changed since the capture was noted. They do not show when that was: for"
    yield "a date that does not rest on our word, have `SHA256SUMS` timestamped (RFC 3161) or deposit it."
    yield ""
    yield "The captures hold whole pages by others. They are here as evidence; do not publish them."


def _sums(folder: Path) -> str:
    """Lines as sha256sum writes and checks them."""
    paths = sorted(path for path in folder.iterdir() if path.is_file())
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in paths)
