"""From bytes to text, strictly: a wrong label is noticed, and nothing becomes mojibake in silence.

Order: byte order mark, UTF-8 where it fits exactly, the label of the header, the
label in the page, UTF-8 but for a few broken characters, then sniffing. Each
decoding but that one is strict; labels mean what the WHATWG Encoding Standard
says they mean (ISO-8859-1 is windows-1252). Servers say ISO-8859-1 of all their
pages: the label in the page is heeded where the text would not be a Western one.
"""

from __future__ import annotations

import codecs
import re
import unicodedata
from typing import NamedTuple

from w3lib.encoding import html_body_declared_encoding, http_content_type_encoding, resolve_encoding

_MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_XML_DECLARED = re.compile(rb"""^\s*<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z0-9._-]+)""")

#: Encodings of more than one byte a character, each with the blocks of characters that a text in it is made of.
_EAST_ASIAN = {
    "cp932": "HIRAGANA,KATAKANA,CJK,IDEOGRAPHIC,FULLWIDTH",
    "euc_jp": "HIRAGANA,KATAKANA,CJK,IDEOGRAPHIC,FULLWIDTH",
    "euc_kr": "HANGUL SYLLABLE",
    "gb18030": "CJK,IDEOGRAPHIC,FULLWIDTH",
    "big5hkscs": "CJK,IDEOGRAPHIC,FULLWIDTH",
}
_RUN = re.compile("[^\x00-\x7f]{2,}")
#: Letters with accents in a row: words in another script whose bytes were taken for Western ones.
_ROW = re.compile("[\u00c0-\u00ff]{3,}")
#: UTF-8 read as windows-1252 shows as these pairs.
_MOJIBAKE = re.compile("[\u00c2-\u00f4][\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]")


class Decoded(NamedTuple):
    """A text and the name of the encoding that it came in."""

    text: str
    encoding: str
    sniffed: bool = False


class Undecodable(ValueError):
    """No encoding fits these bytes."""


def decode(body: bytes, content_type: str | None = None) -> Decoded:
    """The text of a body and the name of the encoding that fits it.

    ``content_type`` is the header's value. Raises Undecodable where neither the
    labels nor any encoding that we sniff for fit.
    """
    for mark, name in _MARKS:
        if body.startswith(mark):
            return Decoded(_strictly(body[len(mark) :], name), name)
    # UTF-8 of more than ASCII hardly ever fits by chance, so it wins over a wrong label;
    # ISO-2022-JP is pure ASCII with escapes, so there the label comes first.
    if b"\x1b" not in body and (text := _fitting(body, "utf-8")) is not None:
        return Decoded(text, "utf-8")
    labels = _labels(body, content_type)
    if "iso2022_jp" in labels or b"\x1b$" in body:
        labels = ["iso2022_jp", *labels]
    for name in [*labels[:1], "utf-8", *labels[1:]] if labels[:1] == ["iso2022_jp"] else ["utf-8", *labels]:
        text = _fitting(body, name)
        if text is not None and (name != "cp1252" or name == labels[-1] or _reads_as_western(text)):
            return Decoded(text, name)
    if (text := _nearly_utf8(body, labelled="utf-8" in labels)) is not None:
        return Decoded(text, "utf-8", sniffed=True)
    return _sniffed(body)


def _labels(body: bytes, content_type: str | None) -> list[str]:
    declared = _XML_DECLARED.match(body)
    found = (
        http_content_type_encoding(content_type) if content_type else None,
        resolve_encoding(declared.group(1).decode("ascii")) if declared else None,
        html_body_declared_encoding(body[:4096]),
    )
    return list(dict.fromkeys(name for name in found if name))


def _fitting(body: bytes, name: str) -> str | None:
    try:
        text = _strictly(body, name)
    except Undecodable:
        return None
    return None if name == "cp1252" and _MOJIBAKE.search(text) else text


def _strictly(body: bytes, name: str) -> str:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError) as error:
        raise Undecodable(f"not {name}") from error


def _nearly_utf8(body: bytes, *, labelled: bool) -> str | None:
    """A text of which only a few characters are broken, as where it was cut off; they become U+FFFD.

    Hardly any sequence of UTF-8 fits by chance: a few suffice where a label says so, else many to each that is broken.
    """
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    whole = len(text) - broken - len(text.encode("ascii", "ignore"))
    return text if whole >= broken * (2 if labelled else 20) else None


def _sniffed(body: bytes) -> Decoded:
    """The best of the encodings that fit exactly and give a text one would write."""
    best: tuple[float, str, str] | None = None
    for name, blocks in _EAST_ASIAN.items():
        text = _fitting(body, name)
        share = _share(text, tuple(blocks.split(","))) if text else 0.0
        if text and share > 0.8 and (best is None or share > best[0]):
            best = (share, text, name)
    western = _fitting(body, "cp1252")
    if best is None and western is not None and _reads_as_western(western):
        return Decoded(western, "cp1252", sniffed=True)
    if best is None:
        raise Undecodable("no known encoding fits the bytes of this answer")
    return Decoded(best[1], best[2], sniffed=True)


def _share(text: str, blocks: tuple[str, ...]) -> float:
    """How much of what is not ASCII belongs to these blocks.

    Kana and Hangul weigh more: bytes of other languages hardly ever make a text of them. Signs that stand alone among
    Latin letters are letters with accents that were taken together with their neighbours.
    """
    beyond = [character for character in text if character > "\x7f"]
    if not beyond or sum(map(len, _RUN.findall(text))) < len(beyond) / 2:
        return 0.0
    sample = beyond[:4000]
    known = sum(1 for character in sample if unicodedata.name(character, "").startswith(blocks))
    halfwidth = sum(1 for character in sample if "\uff61" <= character <= "\uff9f")
    telling = sum(1 for character in sample if "\u3040" <= character <= "\u30ff" or "\uac00" <= character <= "\ud7a3")
    return (known - halfwidth) / len(sample) + (0.2 if telling > len(sample) * 0.1 else 0.0)


def _reads_as_western(text: str) -> bool:
    """Letters with accents stand among plain letters; bytes of something else do not."""
    letters = [character for character in text if character.isalpha()]
    beyond = [character for character in text if character > "\x7f"]
    odd = sum(1 for character in beyond if not (character.isalpha() or character in " «»“”„‘’‚–—…•€£§°²³©®™·¿¡"))
    rows = sum(map(len, _ROW.findall(text)))
    return len(beyond) <= 0.3 * max(len(letters), 1) and odd <= 0.1 * len(beyond) and rows <= 0.5 * len(beyond)
