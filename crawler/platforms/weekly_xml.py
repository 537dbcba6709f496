"""Lists and reports in XML: parsed without entities, without DTD, without the network."""

from __future__ import annotations

import re

from lxml import etree
from scrapy.http import Response

from crawler.failures import Unreadable, is_bot_wall
from crawler.markup import unescaped
from crawler.source import SourceSpider

_DECLARATION = re.compile(r"^\s*<\?xml[^>]*\?>")


class XmlReports(SourceSpider):
    """A source that answers in XML."""

    def xml(self, response: Response, root: str) -> etree._Element:
        """The answer's tree, whose root must be of that name. Raises Unreadable: cut off, HTML, other XML, empty."""
        tree = parsed(self.text(response), response.body)
        if tree.tag != root:
            raise Unreadable("changed_layout", f"answered <{tree.tag}> where <{root}> was due")
        return tree


def parsed(text: str, body: bytes) -> etree._Element:
    """The tree of an answer in XML. Raises Unreadable: a bot wall, HTML, cut off."""
    text = _DECLARATION.sub("", text, count=1)
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, encoding="utf-8")
    try:
        return etree.fromstring(text.encode("utf-8"), parser)
    except etree.XMLSyntaxError as error:
        if is_bot_wall(body):
            raise Unreadable("bot_wall", "a bot wall answered where XML was due") from error
        if re.match(r"\s*<(!doctype\s+)?html\b", text, re.IGNORECASE):
            raise Unreadable("changed_layout", "answered HTML where XML was due") from error
        raise Unreadable("parse", f"not well-formed XML: {error.msg}") from error


def value(element: etree._Element, name: str) -> str:
    """The words of the child of that name without entities, ends trimmed; "" where it is absent or empty."""
    return unescaped(element.findtext(name) or "")
