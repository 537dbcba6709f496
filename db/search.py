"""Full-text search in every language over titles and bodies, understood or not.

SQLite's tokenizers find no word inside Japanese or Chinese text, as it has no spaces.
So runs of Han, kana and Hangul are stored as overlapping pairs of characters (自主回収:
自主 主回 回収) and asked for as phrases of such pairs. A single character has no pair
and is looked for in the text itself. Snippets are cut from the text, not the pairs.
"""

from __future__ import annotations

import json
import re
import sqlite3
import unicodedata
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from typing import Any

#: Han, kana (without the middle dot, which separates words), Hangul, iteration marks.
UNSPACED = (
    r"\u3005\u3007\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u3400-\u4dbf\u4e00-\u9fff"
    r"\uac00-\ud7a3\uf900-\ufaff\U00020000-\U000323af"
)
_RUN = re.compile(f"[{UNSPACED}]+")
_WORD = re.compile(f"[{UNSPACED}]+|[0-9]+(?:-[0-9]+)+(?![^\\W_])|[^\\W{UNSPACED}_]+")
#: Shorter words are asked for as they stand; longer ones also begin others (Powerbank, Powerbanks).
_SHORTEST_PREFIX = 4
_AROUND = 70
#: So many more than asked for are ranked, as withheld documents among them are left out.
_SPARE = 100
_ALL = "SELECT id, 0 AS score FROM documents"
#: Words that stand in more documents than this tell none from another: the last that were taken in are ranked.
MOST_RANKED = 250_000
#: A word in a title counts four times.
_MATCHED = """SELECT id, score FROM (
                 SELECT rowid AS id, bm25(document_words, 4.0, 1.0) AS score FROM document_words
                 WHERE document_words MATCH ? ORDER BY rowid DESC LIMIT ?)
               ORDER BY score, id LIMIT ?"""


@dataclass(frozen=True, slots=True)
class Hit:
    """A document that was found.

    ``document`` is its address (source/key); ``snippet`` a piece of its text in which
    ``marks`` are the spans, in code points of the snippet, of the words asked for.
    """

    document: str
    source: str
    url: str | None
    title: str | None
    language: str | None
    published: str | None
    is_recall_report: bool | None
    recreated: bool
    snippet: str
    marks: tuple[tuple[int, int], ...]

    def as_json(self) -> dict[str, Any]:
        """The hit as JSON can hold it."""
        return asdict(self)


def index_words(text: str) -> str:
    """The text as the index holds it: NFKC, runs without spaces as pairs of characters."""
    if text.isascii():
        return text
    return _RUN.sub(lambda run: f" {_pairs(run[0])} ", unicodedata.normalize("NFKC", text))


def _pairs(run: str) -> str:
    return " ".join(run[at : at + 2] for at in range(len(run) - 1)) or run


def search(connection: sqlite3.Connection, words: str | Iterable[str], *, limit: int = 20) -> list[Hit]:
    """The documents that hold all words, best first.

    Args:
        words: what a person typed: a text or several. Nothing in it is an operator.
        limit: at most so many. Of more than MOST_RANKED documents that hold the words, the last taken in are ranked.
    """
    asked = words if isinstance(words, str) else " ".join(words)
    pieces = _WORD.findall(unicodedata.normalize("NFKC", asked))
    if not pieces:
        return []
    single = [piece for piece in pieces if len(piece) == 1 and _RUN.fullmatch(piece)]
    matched = [piece for piece in pieces if piece not in single]
    found = _ALL
    values: list[Any] = []
    if matched:
        # Best first before anything is joined. A single character is looked for in what is left, so there is no cut.
        found = _MATCHED
        most = (-1, -1) if single else (MOST_RANKED, _SPARE + 2 * limit)
        values = [" AND ".join(map(_term, matched)), *most]
    letters = "".join(" AND instr(v.parts, ?) > 0" for _ in single)
    rows = connection.execute(
        f"""SELECT d.source || '/' || d.key, d.source, d.url, d.title, d.language, d.published, n.is_recall_report,
                   d.recreated, v.parts
            FROM ({found}) f JOIN documents d ON d.id = f.id JOIN document_versions v ON v.id = d.version_id
            LEFT JOIN notices n ON n.id = d.notice_id
            WHERE d.withheld IS NULL{letters} ORDER BY f.score, d.source, d.key LIMIT ?""",
        [*values, *single, limit],
    )
    marked = [form for piece in pieces for form in (piece, piece.replace("-", ""))]
    return [_hit(row, marked) for row in rows]


def terms(words: str) -> str:
    """What a person typed as an FTS5 pattern on ``document_words``: all words, none an operator; "" without words.

    A single character of a script without spaces is looked for where another follows it.
    """
    pieces = _WORD.findall(unicodedata.normalize("NFKC", words))
    single = (len(piece) == 1 and bool(_RUN.fullmatch(piece)) for piece in pieces)
    return " AND ".join(f'"{piece}"*' if lone else _term(piece) for piece, lone in zip(pieces, single, strict=True))


def _term(piece: str) -> str:
    """A quoted FTS5 string; pieces are word characters only, so no quote can end it early.

    A number may stand with hyphens or without: the CPSC prints 25-338 and lists 25338.
    """
    if "-" in piece:
        return f'("{piece.replace("-", "")}" OR ({" AND ".join(map(_term, piece.split("-")))}))'
    if _RUN.fullmatch(piece):
        return f'"{_pairs(piece)}"'
    return f'"{piece}"*' if len(piece) >= _SHORTEST_PREFIX else f'"{piece}"'


def _hit(row: tuple[Any, ...], pieces: list[str]) -> Hit:
    *described, report, recreated, parts = row
    texts = [part["text"] for part in json.loads(parts) if part["topic"] not in ("title", "ignored")]
    snippet, marks = snippet_of(texts, pieces)
    return Hit(*[*described, None if report is None else bool(report), bool(recreated), snippet, marks])


def snippet_of(texts: Iterable[str], pieces: Iterable[str]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A piece of the first text that holds one of the words, and where they stand in it.

    Without a match (the words are in the title only), the beginning of the first text.
    """
    wanted = [_fold(piece)[0] for piece in pieces]
    first = ""
    for text in texts:
        first = first or text
        folded, origin = _fold(text)
        places = sorted((at, at + len(word)) for word in wanted if (at := folded.find(word)) >= 0)
        if not places:
            continue
        start, end = max(0, origin[places[0][0]] - _AROUND), min(len(text), origin[places[0][0]] + 2 * _AROUND)
        return text[start:end], _marks(text[start:end], wanted)
    return first[: 3 * _AROUND], ()


def _marks(snippet: str, wanted: list[str]) -> tuple[tuple[int, int], ...]:
    folded, origin = _fold(snippet)
    spans: list[tuple[int, int]] = []
    found = (match.span() for word in wanted for match in re.finditer(re.escape(word), folded))
    for first, last in sorted(found):
        start, end = origin[first], origin[last - 1] + 1
        if spans and start < spans[-1][1]:
            spans[-1] = (spans[-1][0], max(end, spans[-1][1]))
        else:
            spans.append((start, end))
    return tuple(spans)


def _fold(text: str) -> tuple[str, list[int]]:
    """The text without case, width and accents, and for each of its characters where it came from."""
    folded: list[str] = []
    origin: list[int] = []
    for at, character in enumerate(text):
        if character.isascii():
            folded.append(character.lower())
            origin.append(at)
            continue
        plain = "".join(c for c in unicodedata.normalize("NFKD", character).casefold() if not _is_accent(c))
        folded.extend(unicodedata.normalize("NFC", plain))
        origin.extend([at] * (len(folded) - len(origin)))
    return "".join(folded), origin


def _is_accent(character: str) -> bool:
    """A combining mark of another script than kana, whose sound marks make other letters."""
    return unicodedata.combining(character) != 0 and character not in "\u3099\u309a"
