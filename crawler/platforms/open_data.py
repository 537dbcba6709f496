"""Open data in JSON: answers that are records, and records whose fields have names.

A source gives a table: the path of each field ("Products[].Name") with its
topic, or None for a field that is ignored by name. Lists add their index to the
part's name ("Products[1].Name"), so that each part has a name of its own. Every
field is handled, ignored by name, or reported as unknown (DESIGN.md, rule 6).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, ClassVar

from scrapy.http import Response

from crawler.failures import Unreadable
from crawler.json_text import read_json
from crawler.source import SourceSpider
from db.records import Document, Part, Topic

Fields = Mapping[str, Topic | None]
ReadRecord = Callable[[Response, Any], Document | None]

#: Bad records of one answer that get a line each; beyond that they are counted.
BAD_RECORDS_NAMED = 3


class OpenData(SourceSpider):
    """A source that answers in JSON; ``fields`` is its table, empty where the request names the fields it wants."""

    fields: ClassVar[Fields] = {}

    def json(self, response: Response) -> Any:
        """The answer's JSON. Raises Unreadable: HTML where JSON was due, cut off, empty."""
        text = self.text(response)
        if text.lstrip().startswith("<"):
            raise Unreadable("changed_layout", "answered HTML where JSON was due")
        try:
            return read_json(text)
        except (ValueError, RecursionError) as error:
            raise Unreadable("parse", f"not valid JSON: {error}") from error

    def records(self, response: Response, read: ReadRecord, *, at: str | None = None) -> Iterator[Document]:
        """The documents that ``read`` makes of an answer's records, which are the whole of it or found ``at`` a name.

        ``read`` gives None for a record that is none, and raises ValueError for one
        that is bad: that is one fault, and the rest is kept. Where most are bad it
        is the source that has changed. Raises Unreadable.
        """
        answer = self.json(response)
        found = answer.get(at) if at is not None and isinstance(answer, dict) else answer
        if not isinstance(found, list):
            raise Unreadable("changed_layout", f"no list of records{f' at {at!r}' if at else ''} in the answer")
        bad = 0
        for number, record in enumerate(found, 1):
            try:
                document = read(response, record)
            except (AttributeError, LookupError, TypeError, ValueError) as error:
                bad += 1
                for path, _, _ in _leaves(record, "", ""):
                    self._check(path, f"record {number}")
                if bad <= BAD_RECORDS_NAMED:
                    self.note("parse", f"record {number} of {len(found)} cannot be read: {error}", response.url)
            else:
                if document is not None:
                    yield document
        if bad > BAD_RECORDS_NAMED:
            self.note("parse", f"{bad} of {len(found)} records cannot be read", response.url)
        if bad > len(found) / 2:
            self.tally.broken = True

    def parts(self, record: Mapping[str, Any], where: str, read: Callable[[str], str] = str.strip) -> Iterator[Part]:
        """The named parts of one record, each text run through ``read``; notes unknown fields."""
        for path, name, value in _leaves(record, "", ""):
            self._check(path, where)
            topic = self.fields.get(path)
            if topic is not None and value is not None and not isinstance(value, bool):
                yield Part(name, read(str(value)), topic)

    def _check(self, path: str, where: str) -> None:
        if self.fields and path not in self.fields and not _below_ignored(path, self.fields):
            self.note_unknown(path or "(a record that is no object)", where)


def _leaves(value: Any, path: str, name: str) -> Iterator[tuple[str, str, Any]]:
    """Path in the table, name of the part, and value of everything that is neither object nor list."""
    if isinstance(value, dict):
        for field, inner in value.items():
            dot = "." if path else ""
            yield from _leaves(inner, f"{path}{dot}{field}", f"{name}{dot}{field}")
    elif isinstance(value, list):
        for index, inner in enumerate(value):
            yield from _leaves(inner, f"{path}[]", f"{name}[{index}]")
    else:
        yield path, name, value


def _below_ignored(path: str, fields: Fields) -> bool:
    """Whether the field, or an object or list that it lies in, is ignored by name, or is merely absent (null)."""
    for end in range(len(path)):
        if path[end] in ".[" and path[:end] in fields and fields[path[:end]] is None:
            return True
    return any(known.startswith((f"{path}[]", f"{path}.")) for known in fields)
