"""Which pages cannot name a watched brand, told from their bytes, before anything dear.

A page is kept where a word could stand in it in any encoding that news have been published in, or written with
escapes (HTML entities, JSON's ``\\u``, percent signs). It errs on the side of keeping: what it lets through is read and
judged by its words. Lost is only a page that tears the name apart by markup wherever it stands.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator
from html.entities import codepoint2name
from urllib.parse import quote

#: What pages are in that are not UTF-8: the encodings of the scripts that we follow.
_EAST_ASIAN = ("cp932", "euc_jp", "gb18030", "big5hkscs", "euc_kr")
_SINGLE_BYTE = (*(f"cp125{number}" for number in range(9)), "iso8859_2", "iso8859_5", "koi8_r")
_ENTITIES = re.compile(rb"&#(x?[0-9a-f]{2,7})")
_JSON = re.compile(rb"\\u([0-9a-f]{4})")
_JSON_RUN = re.compile(rb"\\+u([0-9a-f]{4})")
_LETTERS = frozenset(range(ord("a"), ord("z") + 1))
_PERCENT = re.compile(rb"%[c-f][0-9a-f]%")
_ASCII = bytes(range(128))
#: A word may go on by so many letters (says_any): "Ankers", "Ankerem".
_ENDING = re.compile(rb"[a-z]{4}")
#: What ends in a letter before a word and is none: escapes of JSON and of addresses.
_ESCAPE = re.compile(rb"(\\[nrtbf]|\\u[0-9a-f]{4}|%[0-9a-f]{2}|\x1b\([bj])$")


class Rejection:
    """The bytes by which watched words are found, compiled from the words.

    ``words``: as ``crawler.platforms.article.says_any`` takes them; no words let everything through.
    """

    def __init__(self, words: Iterable[str]) -> None:
        named = list(dict.fromkeys(words))
        self._all = not named
        #: Words of ASCII letters stand in every encoding as they are. What is looked for, and the words that hold
        #: it with its place in them: only where it stands are these compared.
        plain = sorted({word.lower().encode() for word in named if word.isascii()})
        self._plain = {short: _by_place(short, plain) for short in _shortest(plain)}
        beyond = [word for word in named if not word.isascii()]
        self._utf8 = _high(form for word in beyond for form in _forms(word, ("utf-8",)))
        self._legacy = _high(form for word in beyond for form in _forms(word, (*_EAST_ASIAN, *_SINGLE_BYTE)))
        self._escaped = _shortest(_japanese_mail(beyond))
        self._entities = _shortest(form for word in beyond for form in _named_entities(word))
        self._percent = _shortest(quote(form).lower().encode() for word in beyond for form in _cases(word))
        letters = {ord(letter) for word in named for form in _cases(word) for letter in form}
        self._codes = frozenset(f"{code:04x}".encode() for code in letters)
        self._numbers = letters

    def may_name(self, body: bytes) -> bool:
        """Whether a page's body, without transfer and content coding, could say one of the words."""
        if self._all:
            return True
        if body[:2] in (b"\xff\xfe", b"\xfe\xff"):
            body = body.decode("utf-16", "replace").encode("utf-8", "replace")
        low = body.lower()
        return self._in(low) or (self._is_escaped(low) and self._in(_unescaped(low)))

    def _in(self, low: bytes) -> bool:
        if any(short in low and _stands(low, short, words) for short, words in self._plain.items()):
            return True
        if not low.isascii() and self._beyond_ascii(low):
            return True
        if b"\x1b" in low and any(word in low for word in self._escaped):
            return True
        if any(word in low for word in self._entities):
            return True
        return _PERCENT.search(low) is not None and any(word in low for word in self._percent)

    def _beyond_ascii(self, low: bytes) -> bool:
        """Whether a word with other letters stands there: first among these letters alone, which are few."""
        high = low.translate(None, _ASCII)
        if any(rest in high and word in low for word, rest in self._utf8):
            return True
        return not _is_utf8(low) and any(rest in high and word in low for word, rest in self._legacy)

    def _is_escaped(self, low: bytes) -> bool:
        """Whether letters of the words stand in escapes: most pages escape quotes and spaces alone."""
        if any(_number(found) in self._numbers for found in set(_ENTITIES.findall(low))):
            return True
        return not self._codes.isdisjoint(_JSON.findall(low))


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
    """Whether a letter stands before a place that is not the last of an escape, or half of a character."""
    if not at or low[at - 1] not in _LETTERS:
        return False
    if at > 1 and low[at - 2] >= 0x80:
        return False
    before = low[max(0, at - 6) : at]
    return not ((b"\\" in before or b"%" in before or b"\x1b" in before) and _ESCAPE.search(before))


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True


def _cases(word: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((word, word.lower(), word.upper(), word.title())))


def _forms(word: str, encodings: Iterable[str]) -> Iterator[bytes]:
    """A word in some encodings and cases, its ASCII letters small as those of the pages are made."""
    for encoding in encodings:
        for form in _cases(word):
            try:
                yield form.encode(encoding).lower()
            except UnicodeEncodeError:
                continue


def _japanese_mail(words: Iterable[str]) -> Iterator[bytes]:
    """Words in ISO-2022-JP, without the escapes around them."""
    for word in words:
        for form in _forms(word, ("iso2022_jp",)):
            if inner := re.search(rb"\x1b\$[b@](.+?)\x1b\([bj]", form, re.DOTALL):
                yield inner[1]


def _named_entities(word: str) -> Iterator[bytes]:
    for form in _cases(word):
        written = "".join(f"&{codepoint2name[ord(one)]};" if ord(one) in codepoint2name else one for one in form)
        if "&" in written:
            # What has a name and what has none may stand side by side.
            yield written.encode().lower()


def _unescaped(low: bytes) -> bytes:
    """A body with its numeric entities and JSON escapes as letters of UTF-8."""
    plain = _JSON_RUN.sub(lambda found: _letter(int(found[1], 16)), low)
    return html.unescape(plain.decode("utf-8", "surrogateescape")).lower().encode("utf-8", "surrogateescape")


def _letter(code: int) -> bytes:
    return chr(code).lower().encode("utf-8", "replace")


def _number(digits: bytes) -> int:
    try:
        return int(digits[1:], 16) if digits.startswith(b"x") else int(digits)
    except ValueError:
        return -1


def _shortest(words: Iterable[bytes]) -> tuple[bytes, ...]:
    """Words without those that hold another of them, as the other is found wherever they are."""
    unique = sorted(set(words), key=lambda word: (len(word), word))
    kept: list[bytes] = []
    for word in unique:
        if word and not any(other in word for other in kept):
            kept.append(word)
    return tuple(kept)


def _high(words: Iterable[bytes]) -> tuple[tuple[bytes, bytes], ...]:
    """Words, each with its bytes beyond ASCII alone."""
    return tuple((word, word.translate(None, _ASCII)) for word in _shortest(words))
