"""Answers in XML: parsed without entities, without DTD, without the network."""

from __future__ import annotations

import re
from contextlib import suppress
from html import escape
from html.entities import html5

from lxml import etree
from scrapy.http import Response

from crawler.failures import Unreadable
from crawler.markup import is_page, unescaped
from crawler.source import SourceSpider

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")
_DECLARED_LATE = re.compile(r"\A.*?<\?xml[^>]*\?>", re.DOTALL)
_CDATA = re.compile(r"(<!\[CDATA\[.*?\]\]>)", re.DOTALL)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")
_ENTITY = re.compile(r"&(?!(?:amp|lt|gt|quot|apos);)([A-Za-z][A-Za-z0-9]*);")
_LONE = re.compile(r"&(?!#?\w+;)")
_PREFIX = re.compile(r"<(\w+):\w")
_DECLARED = re.compile(r"xmlns:(\w+)\s*=")
_ROOT = re.compile(r"<[A-Za-z][\w:.-]*")


class XmlReports(SourceSpider):
    """A source that answers in XML."""

    def xml(self, response: Response, root: str) -> etree._Element:
        """The answer's tree, whose root must be of that name. Raises Unreadable: cut off, HTML, other XML, empty."""
        tree = parsed(self.text(response))
        if tree.tag != root:
            raise Unreadable("changed_layout", f"answered <{tree.tag}> where <{root}> was due")
        return tree


def parsed(text: str) -> etree._Element:
    """The tree of an answer in XML. Raises Unreadable: HTML, cut off."""
    text = _DECLARATION.sub("", text, count=1)
    if is_page(text):
        raise Unreadable("changed_layout", "answered HTML where XML was due")
    try:
        return _strictly(text)
    except etree.XMLSyntaxError as error:
        with suppress(etree.XMLSyntaxError):
            return _strictly(_mended(text))
        raise Unreadable("parse", f"not well-formed XML: {error.msg}") from error


def _strictly(text: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    return etree.fromstring(text.encode("utf-8"), parser)


def _mended(text: str) -> str:
    """XML without what careless programs write into it and readers of feeds forgive.

    Entities of HTML, signs "&" that begin none, control characters, prefixes that nobody has declared, and what a
    server says before the document or behind it. What is cut off stays so.
    """
    text = _DECLARED_LATE.sub("", text, count=1)
    if root := _ROOT.search(text):
        end = f"</{root[0][1:]}>"
        text = text[: text.rfind(end) + len(end)] if end in text else text
    pieces = _CDATA.split(_CONTROL.sub("", text))  # every other one is as it stands
    for place in range(0, len(pieces), 2):
        told = _ENTITY.sub(lambda found: escape(html5.get(f"{found[1]};", found[0])), pieces[place])
        pieces[place] = _LONE.sub("&amp;", told)
    text = "".join(pieces)
    unknown = set(_PREFIX.findall(text)) - set(_DECLARED.findall(text)) - {"xml"}
    names = "".join(f' xmlns:{prefix}="undeclared:{prefix}"' for prefix in sorted(unknown))
    return _ROOT.sub(lambda found: found[0] + names, text, count=1)


def value(element: etree._Element, name: str) -> str:
    """The words of the child of that name without entities, ends trimmed; "" where it is absent or empty."""
    return unescaped(element.findtext(name) or "")
