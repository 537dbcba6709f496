"""Which pages cannot name a watched brand, told from their bytes, before anything dear.

A page is kept where a word could stand in it, in whatever encoding, as escapes (HTML entities, JSON's ``\\u``), in
letters of full or half width, parted by marks that nobody sees or torn apart by markup. It errs on the side of
keeping: what it lets through is read and judged by its words, so that what is found is what would be found without it.
"""

from __future__ import annotations

import html
import re
import unicodedata
from collections.abc import Iterable, Iterator
from html.entities import html5

from crawler.encoding import Undecodable, decode
from crawler.markup import PARTING
from crawler.platforms.article import wide
from db.unseen import HALF_WIDTH, UNSEEN, full_kana, seen

#: A character reference, by number or by name; what was escaped twice is one, too.
_REFERENCE = re.compile(rb"&(?:amp;)*(?:#(x[0-9a-f]{1,12}|[0-9]{1,12})|([a-z][a-z0-9]*))")
_JSON = re.compile(rb"\\u([0-9a-f]{4})")
_JSON_RUN = re.compile(rb"\\+u([0-9a-f]{4})", re.IGNORECASE)
#: Markup between two letters that does not part them.
_WITHIN = rb"<(?!/?(?:" + "|".join(sorted(PARTING)).encode() + rb")[ />])[^<>]*>"
_TEAR = re.compile(rb"<(?<=[a-z0-9\x80-\xff]<)" + _WITHIN[1:] + b"(?:" + _WITHIN + rb")*(?=[a-z0-9\x80-\xff])")
_TAG = re.compile(rb"<[^<>]*>")
#: So many bytes before and behind a tear are looked at: a name, and the markup between its other letters.
_BEFORE, _BEHIND = 60, 400
#: A page of more tears than this, each of which could be in a name, is no article, and is read instead.
_MOST_TEARS = 20_000
_ALPHABET = bytes(range(ord("a"), ord("z") + 1))
#: Letters, signs and spaces of ASCII, which say nothing of words in other letters.
_PLAIN = bytes(code for code in range(128) if not UNSEEN.match(chr(code)))
_UNSEEN_CODES = frozenset(code for code in (*range(0x2100), 0xFEFF) if UNSEEN.match(chr(code)))
_HALF_WIDTH_CODES = frozenset(code for code in range(0xFF00, 0x10000) if HALF_WIDTH.match(chr(code)))
#: A word may go on by so many letters (says_any): "Ankers", "Ankerem".
_ENDING = re.compile(rb"[a-z]{4}")
#: What ends in a letter before a word and is none: escapes of JSON, a reference without its semicolon.
_ESCAPE = re.compile(rb"(\\[nrtbf]|\\u[0-9a-f]{4}|&[a-z]{2,6})$")


class Rejection:
    """The bytes by which watched words are found, compiled from the words.

    ``words``: as ``crawler.platforms.article.says_any`` takes them; no words let everything through.
    """

    def __init__(self, words: Iterable[str]) -> None:
        named = list(dict.fromkeys(words))
        self._all = not named
        #: What is looked for, and the words that hold it with its place in them: only where it stands are these
        #: compared.
        whole = [word for word in named if word.isascii() and " " not in word]
        plain = sorted({form.lower().encode() for word in whole for form in (word, word.replace("&", "&amp;"))})
        self._plain = {short: _by_place(short, plain) for short in _shortest(plain)}
        #: Words of several parts, between which a space is written in many ways.
        several = [word.lower().encode() for word in named if word.isascii() and " " in word]
        self._several = [tuple(word.split()) for word in several if not any(short in word for short in self._plain)]
        beyond = [word for word in named if not word.isascii()] + [wide(word) for word in named]
        self._beyond = _beyond(form for word in beyond for form in _composed(word))
        forms = [case for word in (*named, *beyond) for form in _composed(word) for case in _cases(form)]
        self._numbers = _UNSEEN_CODES | _HALF_WIDTH_CODES | {ord(letter) for form in forms for letter in form}
        self._codes = frozenset(f"{code:04x}".encode() for code in self._numbers)
        meant = [name.lower().encode() for name, sign in html5.items() if not self._numbers.isdisjoint(map(ord, sign))]
        self._names = frozenset(name.rstrip(b";") for name in meant)
        #: Some names need no semicolon, and any letter may follow.
        self._open_names = tuple(name for name in meant if not name.endswith(b";"))
        starts = {start for word in named for start in _beginnings(word)}
        #: How words begin, up to a tear in them; the last of their letters; those beginnings that end in none of these.
        self._starts = tuple(starts)
        self._beginnings = frozenset(start[len(start.rstrip(_ALPHABET)) :] for start in starts) - {b""}
        self._accented = tuple(start for start in starts if start[-1] not in _ALPHABET)

    def may_name(self, body: bytes, content_type: str | None = None) -> bool:
        """Whether a page's body, without transfer and content coding, could say one of the words.

        ``content_type`` is the header's value, which may name the encoding.
        """
        if self._all:
            return True
        if b"\x1b" in body or b"\0" in body or not _is_utf8(body):
            try:
                body = decode(body, content_type).text.encode("utf-8", "replace")
            except Undecodable:
                return True
        low = body.lower()
        letters = _beyond_ascii(low)
        if self._in(low, letters):
            return True
        bare = low
        if self._is_escaped(low):
            bare = _unescaped(body).lower()
            letters = _beyond_ascii(bare)
        if UNSEEN.search(letters):
            bare = seen(bare.decode("utf-8", "replace")).encode("utf-8", "replace")
            letters = seen(_beyond_ascii(bare))
        return (bare is not low and self._in(bare, letters)) or self._torn(bare)

    def _in(self, low: bytes, letters: str) -> bool:
        """Whether a word stands in a page of small letters; ``letters`` are those beyond ASCII alone, which are few."""
        if any(short in low and _stands(low, short, words) for short, words in self._plain.items()):
            return True
        if any(all(part in low for part in parts) for parts in self._several):
            return True
        return any(
            rest in letters and all(run in low for run in runs) and (not runs or " " in word or _says(low, word))
            for rest, runs, word in self._beyond
        )

    def _is_escaped(self, low: bytes) -> bool:
        """Whether letters of the words, or unseen marks, stand in escapes: most pages escape quotes and spaces."""
        for number, name in set(_REFERENCE.findall(low)):
            if (
                name in self._names
                or name.startswith(self._open_names)
                or (number and _number(number) in self._numbers)
            ):
                return True
        return not self._codes.isdisjoint(_JSON.findall(low))

    def _torn(self, low: bytes) -> bool:
        """Whether a word stands there once the markup between its letters is taken out."""
        left = _MOST_TEARS
        for tear in _TEAR.finditer(low):
            before = low[max(0, tear.start() - _BEFORE) : tear.start()]
            if self._begins(before):
                joined = before + _TAG.sub(b"", low[tear.end() : tear.end() + _BEHIND])
                left -= 1
                if not left or self._in(joined, _beyond_ascii(joined)):
                    return True
        return False

    def _begins(self, before: bytes) -> bool:
        """Whether the last letters before a tear could be the first ones of a word."""
        if b"\\" in before or b"&" in before:
            return before.endswith(self._starts)
        return before[len(before.rstrip(_ALPHABET)) :] in self._beginnings or before.endswith(self._accented)


def _by_place(short: bytes, plain: Iterable[bytes]) -> dict[int, list[bytes]]:
    """The words that hold a shorter one, by where it begins in them."""
    places: dict[int, list[bytes]] = {}
    for word in plain:
        if short in word:
            places.setdefault(word.index(short), []).append(word)
    return places


def _stands(low: bytes, short: bytes, words: dict[int, list[bytes]]) -> bool:
    """Whether one of the words stands somewhere without being the middle of another; ``short`` is in all of them."""
    for found in re.finditer(re.escape(short), low):
        for offset, longer in words.items():
            at = found.start() - offset
            if at < 0 or _goes_on_before(low, at):
                continue
            if any(low.startswith(word, at) and not _ENDING.match(low, at + len(word)) for word in longer):
                return True
    return False


def _goes_on_before(low: bytes, at: int) -> bool:
    """Whether a letter stands before a place that is not the last of an escape."""
    if not at or low[at - 1] not in _ALPHABET:
        return False
    before = low[max(0, at - 7) : at]
    return not ((b"\\" in before or b"&" in before) and _ESCAPE.search(before))


def _beyond_ascii(low: bytes) -> str:
    """What is beyond ASCII in a page, and its controls, in small letters, one after the other."""
    return full_kana(low.translate(None, _PLAIN).decode("utf-8", "replace")).lower()


def _says(low: bytes, word: str) -> bool:
    return word in full_kana(low.decode("utf-8", "replace")).lower()


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _cases(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, word.lower(), word.upper(), word.title())))


def _composed(word: str) -> tuple[str, ...]:
    """A word with accents as parts of its letters, and as signs of their own."""
    return tuple(dict.fromkeys(unicodedata.normalize(form, word.lower()) for form in ("NFC", "NFD")))


def _beyond(words: Iterable[str]) -> tuple[tuple[str, tuple[bytes, ...], str], ...]:
    """Words, each as what is beyond ASCII in it, the runs of ASCII between, and as a whole; spaces part runs."""
    found = {}
    for word in words:
        rest = "".join(letter for letter in word if not letter.isascii())
        runs = tuple(run.encode() for run in re.findall("[\x21-\x7f]+", word))
        found[word] = (rest, runs, word)
    return tuple(found.values())


def _beginnings(word: str) -> Iterator[bytes]:
    """What stands before the first tear in a word that has ASCII letters: the others are found without markup."""
    for form in _composed(word):
        if any(letter.isascii() for letter in form):
            yield from (case[:end].encode().lower() for case in _cases(form) for end in range(1, len(case)))


def _unescaped(body: bytes) -> bytes:
    """A body with its references and JSON escapes as letters of UTF-8, also those that were escaped twice."""
    plain = _JSON_RUN.sub(lambda found: chr(int(found[1], 16)).encode("utf-8", "replace"), body)
    return html.unescape(html.unescape(plain.decode("utf-8", "replace"))).encode("utf-8", "replace")


def _number(digits: bytes) -> int:
    return int(digits[1:], 16) if digits.startswith(b"x") else int(digits)


def _shortest(words: Iterable[bytes]) -> tuple[bytes, ...]:
    """Words without those that hold another of them, as the other is found wherever they are."""
    unique = sorted(set(words), key=lambda word: (len(word), word))
    kept: list[bytes] = []
    for word in unique:
        if word and not any(other in word for other in kept):
            kept.append(word)
    return tuple(kept)
