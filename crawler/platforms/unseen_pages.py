"""Sites whose layout nobody has shown: read by what any site has, from an address that is known to be theirs.

Links with words are rows, and those that name what is watched are read as articles. Pages whose address ends in a
word for recalls or alerts, or numbers a page, are further lists. No selector is guessed; whether the site still reads
is told by the promise, and by pages that do not speak of what their link names.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bs4 import BeautifulSoup, Tag
from scrapy.http import Response

from crawler.health import Promise
from crawler.platforms.listed_pages import ListedPages

MOST_LISTS = 20
LEAST_WORDS = 6
_FILES = re.compile(r"\.(docx?|xlsx?|zip|jpe?g|png|gif|mp4|css|js|xml)$", re.IGNORECASE)


class UnseenPages(ListedPages):
    """A site that starts at ``lists``; an address below it is its document's key."""

    notice = r"^https?://[^/]+/([^#]*[^#/])/?$"
    later = r"/(product-?)?(recalls?|alerts?)(/index\.\w+)?/?$|[?&]page=\d+$"
    promise = Promise(published=0.0)
    checked_by = "not evidenced: read by structure only"

    def rows(self, tree: BeautifulSoup, base: str) -> Iterator[tuple[str, str, str]]:
        """Links whose words are more than a button's."""
        for key, url, words in super().rows(tree, base):
            if len(words) >= LEAST_WORDS and not _FILES.search(url):
                yield key, url, words

    def anchors(self, tree: BeautifulSoup) -> Iterable[Tag]:
        """Links beside the site's navigation; a card may have a header of its own."""
        return [anchor for anchor in super().anchors(tree) if anchor.find_parent(_is_navigation) is None]

    def further(self, response: Response, tree: BeautifulSoup, page: int) -> Iterable[str]:
        found = super().further(response, tree, page)
        return [url for url in found if self.takes(url)][: max(0, MOST_LISTS - self.tally.listings)]


def _is_navigation(element: Tag) -> bool:
    own = element.name == "header" and element.find_parent(["article", "main", "li"]) is None
    return own or element.name in ("nav", "footer")
