"""What a page shows of other articles: cards and comments beside its own, lists of headlines within."""

from __future__ import annotations

import re
from collections.abc import Iterable

from lxml import etree

from crawler.markup import at, words_in
from crawler.platforms.prose import BLOCKS, prose_in, prose_weight, weigh
from crawler.platforms.surroundings import HEADINGS, drop

_PARENTS = ("body", "div", "section", "ul", "ol", "main", "article")
#: Prose that must be left where something is taken out because it repeats.
ENOUGH = 120
#: What the readers' words below an article are called, with their number.
_COMMENTS = re.compile(
    r"(?:\d+\s*)?(?:comments?|kommentare?|kommentarer|commentaires?|comentarios?|comentários?|commenti|reacties|"
    r"komentarze|komentáře|kommentit|hozzászólások|yorumlar|комментари[ийев]+|коментарі|komentar|bình luận|"
    r"コメント(?:一覧)?|评论|評論|留言|댓글)\s*(?:[(（]?\d+[)）]?)?:?",
    re.IGNORECASE,
)
#: Letters of a link that is a headline, not a name; of a card at most.
_HEADLINE, _CARD = 22, 800


def drop_repeated(tree: etree._Element) -> None:
    """Take out cards of other articles and comments: boxes alike, before an article's heading or behind its prose.

    What stands amid prose stays: a maker shows its products in cards too.
    """
    # Only around headings and times can there be any: most boxes of a page need not be looked at.
    signs = [*tree.iter("time"), *(element for element in tree.iter("a", *HEADINGS) if _leads(element))]
    parents = dict.fromkeys(above for sign in signs for above in sign.iterancestors(*_PARENTS))
    groups = [group for parent in parents for group in _alike(parent)]
    if not groups:
        return
    repeated = {element for group in groups for one in group for element in one.iter()}
    own = [(block, weight) for block in tree.iter(*BLOCKS) if block not in repeated and (weight := prose_weight(block))]
    order = {element: number for number, element in enumerate(tree.iter())}
    for group in groups:
        first, last = order[group[0]], order[group[-1]]
        heading, scope = _heading_beside(group[0])
        before = sum(weight for block, weight in own if order[block] < first)
        behind = sum(
            weight for block, weight in own if order[block] > last and (scope is None or _within(block, scope))
        )
        leads = heading is not None and last < order[heading] and behind >= ENOUGH
        if leads or (before >= ENOUGH and behind < max(ENOUGH, before / 5)):
            for element in group:
                drop(element)


def _heading_beside(element: etree._Element) -> tuple[etree._Element | None, etree._Element | None]:
    """The page's heading that is nearest above a box in the tree, and the element that holds both."""
    for above in element.iterancestors():
        if headings := at(above, ".//h1"):
            return headings[0], above
    return None, None


def _within(block: etree._Element, scope: etree._Element) -> bool:
    return any(above is scope for above in block.iterancestors())


def _alike(parent: etree._Element) -> Iterable[list[etree._Element]]:
    """Groups of an element's children that are built alike and are cards, or comments, nearly all of them."""
    runs: list[list[etree._Element]] = []
    current: dict[tuple[str, str], list[etree._Element]] = {}
    for child in parent:
        if child.tag in ("div", "section", "li", "article", "a"):
            name = child.get("class") or " ".join(str(inner.tag) for inner in child)
            if (str(child.tag), name) not in current:
                runs.append(current.setdefault((str(child.tag), name), []))
            current[str(child.tag), name].append(child)
        if child.tag == "h1" or child.find(".//h1") is not None:
            current = {}  # what stands before the article and behind it is told apart
    for run in runs if len(parent) > 1 else ():
        for least, is_one in ((2, _is_card), (3, _is_comment)):
            if len(run) >= least and sum(map(is_one, run)) >= 0.8 * len(run):
                yield run
                break


def _is_card(element: etree._Element) -> bool:
    """A headline that leads elsewhere, with a sentence or a time below it."""
    if weigh(words_in(element)) > _CARD or element.find(".//h1") is not None:
        return False
    leads = any(map(_leads, element.iter("a", *HEADINGS)))
    return leads and (prose_in(element) > 0 or element.find(".//time") is not None)


def _leads(element: etree._Element) -> bool:
    """Whether a heading is linked, or a link is a headline that has a block for itself."""
    if element.tag != "a":
        return element.find(".//a") is not None or next(element.iterancestors("a"), None) is not None
    parent = element.getparent()
    alone = parent is not None and not (parent.text or "").strip() and not (element.tail or "").strip()
    return alone and weigh(words_in(element)) >= _HEADLINE


def _is_comment(element: etree._Element) -> bool:
    """Some words, and when they were said."""
    return element.find(".//time") is not None and element.find(".//h1") is None and prose_in(element) > 0


def drop_other_articles(article: etree._Element) -> None:
    """Take out of an article what leads to others: lists of headlines, and lines that are a label and a headline."""
    for element in list(article.iter("ul", "ol", "p", "blockquote")):
        links = list(element.iter("a"))
        headlines = [words for link in links if weigh(words := words_in(link).strip()) >= _HEADLINE]
        rest = len(words_in(element).strip()) - sum(len(words_in(link).strip()) for link in links)
        of_others = bool(headlines) and len(headlines) == len(links)
        if element.tag == "p":
            label = re.match(
                r"[^.!?。]{2,25}[:：]\s*$", (words_in(element).split(headlines[0])[0]) if headlines else ""
            )
            of_others = of_others and len(links) == 1 and label is not None and rest <= _HEADLINE
        else:  # a quotation that is one link is a preview of another page
            least = 1 if element.tag == "blockquote" else 2
            of_others = of_others and len(links) >= least and rest <= len(links) * 3
        if of_others and element.getparent() is not None:
            heading = element.getprevious()
            drop(element)
            if heading is not None and heading.tag in HEADINGS:
                drop(heading)


def drop_comments(article: etree._Element) -> None:
    """Take out of an article what its readers say, from the heading on that calls it so."""
    for heading in list(article.iter(*HEADINGS)):
        if _COMMENTS.fullmatch(words_in(heading).strip()):
            for element in (*heading.itersiblings(), heading):
                drop(element)
