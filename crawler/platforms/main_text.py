"""The words of an article on a page of HTML, apart from what stands around it.

Nothing is known of the site: elements, roles and class names that say what they are go first, then what repeats
beside the article (cards of other articles, comments), and of the rest the box in which most prose stands is taken.
Signs of Chinese, Japanese and Korean count twice, as they say as much in half as many.
"""

from __future__ import annotations

import itertools
import re
from collections import defaultdict
from collections.abc import Callable, Iterable
from functools import lru_cache

from lxml import etree

from crawler.markup import at, element_text, fragment_text, words_in
from crawler.platforms.page_data import held, prose

_OF_AMP = ("amp-consent", "amp-lightbox", "amp-list", "amp-sidebar", "amp-user-notification")
_OF_HTML = ("form", "nav", "aside", "footer", "button", "dialog")
_FURNITURE = frozenset(("script", "style", "noscript", "template", "svg", "iframe", *_OF_HTML, *_OF_AMP))
_ROLES = frozenset(("navigation", "complementary", "search", "dialog", "contentinfo"))
#: Class names and ids, in whatever language the page is, of what stands around an article.
_AROUND = re.compile(
    r"(^|[-_ ])(?<!has-)(?<!no-)(?<!with-)(ad|ads|advert\w*|anzeige|also-read|banner|breadcrumbs?|cmp|cookie\w*|"
    r"comments?|comment-?list|kommentare?|commentaires?|comentarios?|commenti|reacties|komentarze|disqus|discussion|"
    r"consent|footer|gdpr|kanren|menu|modal|more-(articles|from|news|on|stories)|most-read|navbar|navigation|"
    r"newsletter|outbrain|paywall|popular|popup|promo|read-?(also|more|next)|recirc\w*|related\w*|recommend\w*|"
    r"ranking|replies|respond|share|sharing|sidebar|social|sns|sponsor\w*|subscribe|taboola|tags?|teasers?|toc|"
    r"trending|(lesen|lire)-\w*|mehr-zum-thema|widget)($|[-_ ])",
    re.IGNORECASE,
)
#: Elements that no class makes a surrounding, and what in an element says that it holds the article itself.
_WHOLE = frozenset(("body", "html", "article", "main"))
_HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_ARTICLE_WITHIN = ".//h1|.//main|.//*[@itemprop='articleBody']"
_BOXES = frozenset(("article", "main", "div", "section", "td", "body"))
_PARENTS = ("body", "div", "section", "ul", "ol", "main", "article")
_BLOCKS = frozenset(("p", "div", "td", "section", "article", "main", "body", "li", "dd", "blockquote"))
_INLINE = frozenset(
    ("a", "abbr", "b", "cite", "code", "em", "font", "i", "mark", "ruby", "small", "span", "strong", "time", "u")
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_SENTENCE_END = re.compile(r"[.!?。！？…:：」]")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
#: Words shown below which a page is taken to hold its words in data that a script lays out.
_LITTLE = 200
#: Words within an article from which on a list of headlines in it is one of other articles.
_MUCH = 300
#: Prose that must be left where something is taken out because it repeats.
_ENOUGH = 120
#: A box within another that holds this share of its worth is the article, if it is named or headed so.
_NEARLY = 0.7
#: Letters of a link that is a headline, not a name; of a block that is prose; of a card at most.
_HEADLINE, _PROSE, _CARD = 22, 20, 800


def main_text(tree: etree._Element, told: str | None, whole: Callable[[], etree._Element]) -> str:
    """The words of the article. ``told`` is what JSON-LD says it is: taken where the page shows less than half of it.

    The tree is taken apart: what is not the article is dropped from it. ``whole`` gives the page once more as it was:
    the few that show next to nothing are read again for what their scripts hold.
    """
    _prune(tree)
    _drop_repeated(tree)
    best = _best_box(tree)
    if best is not None:
        if _weight(words_in(best)) > _MUCH:
            _drop_other_articles(best)
        _drop_empty_headings(best)
    found = element_text(best if best is not None else tree)
    if _weight(found) < _LITTLE:
        page = whole()
        unscripted = ("\n\n".join(map(element_text, element)) for element in page.iter("noscript"))
        longer = max((prose(held(page)), *unscripted), key=_weight)
        found = longer if (best is None and longer) or _weight(longer) > _weight(found) else found
    if told:
        # As markup, or as plain text whose lines are its paragraphs.
        told = fragment_text(told if "<" in told else re.sub(r"\s*\n\s*", "<p>", told.strip()))
        cut_off = found.rstrip().endswith(("…", "...")) and len(found) < len(told)
        return told if cut_off or len(found) < len(told) / 2 else found
    return found


def _weight(words: str) -> int:
    return len(words) + len(_CJK.findall(words))


# What says itself that it is no article


def _prune(tree: etree._Element) -> None:
    """Take out of a page what stands around its article; into what goes nobody looks."""
    _keep_frames(tree)
    etree.strip_elements(tree, *_FURNITURE, with_tail=False)
    waiting = [tree]
    while waiting:
        for child in list(waiting.pop().iterchildren("*")):
            if _stands_around(child):
                _drop(child)
            else:
                waiting.append(child)


def _keep_frames(tree: etree._Element) -> None:
    """Call boxes what are forms around the whole page, as some servers of pages make them, and words what are headings
    that one opens a panel by."""
    whole = len(element_text(tree)) if tree.find(".//form") is not None else 0
    for form in list(tree.iter("form")):
        if at(form, _ARTICLE_WITHIN) or 2 * len(element_text(form)) > whole:
            form.tag = "div"
    for button in list(tree.iter("button")):
        parent = button.getparent()
        if parent is not None and parent.tag in _HEADINGS:
            button.tag = "span"


def _stands_around(element: etree._Element) -> bool:
    """Whether an element is furniture of the page, is hidden, or has the name of what stands around an article."""
    if element.get("role") in _ROLES:
        return True
    if element.get("hidden") is not None or element.get("aria-hidden") == "true":
        before = element.getprevious()  # what a heading opens is not hidden for good
        return element.get("role") != "tabpanel" and (before is None or before.tag not in _HEADINGS)
    if element.tag in _WHOLE:
        return False
    named = _names_surroundings(element.get("class", "")) or _names_surroundings(element.get("id", ""))
    return named and not at(element, _ARTICLE_WITHIN)


@lru_cache(4096)
def _names_surroundings(told: str) -> bool:
    """Whether a class or id is that of what stands around an article; pages say the same ones again and again."""
    return bool(told) and _AROUND.search(_HUMP.sub("-", told)) is not None


def _drop(element: etree._Element) -> None:
    """Take an element out of its tree, and leave what follows it."""
    parent, tail = element.getparent(), element.tail
    if parent is None:
        return
    if tail:
        before = element.getprevious()
        if before is None:
            parent.text = (parent.text or "") + tail
        else:
            before.tail = (before.tail or "") + tail
    parent.remove(element)


# What repeats


def _drop_repeated(tree: etree._Element) -> None:
    """Take out cards of other articles and comments: boxes alike, before an article's heading or behind its prose.

    What stands amid prose stays: a maker shows its products in cards too.
    """
    # Only around headings and times can there be any: most boxes of a page need not be looked at.
    signs = [*tree.iter("time"), *(element for element in tree.iter("a", *_HEADINGS) if _leads(element))]
    parents = dict.fromkeys(above for sign in signs for above in sign.iterancestors(*_PARENTS))
    groups = [group for parent in parents for group in _alike(parent)]
    if not groups:
        return
    repeated = {element for group in groups for one in group for element in one.iter()}
    own = [
        (block, weight) for block in tree.iter(*_BLOCKS) if block not in repeated and (weight := prose_weight(block))
    ]
    order = {element: number for number, element in enumerate(tree.iter())}
    for group in groups:
        first, last = order[group[0]], order[group[-1]]
        heading, scope = _heading_beside(group[0])
        before = sum(weight for block, weight in own if order[block] < first)
        behind = sum(
            weight for block, weight in own if order[block] > last and (scope is None or _within(block, scope))
        )
        leads = heading is not None and last < order[heading] and behind >= _ENOUGH
        if leads or (before >= _ENOUGH and behind < max(_ENOUGH, before / 5)):
            for element in group:
                _drop(element)


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
    if _weight(words_in(element)) > _CARD or element.find(".//h1") is not None:
        return False
    leads = any(map(_leads, element.iter("a", *_HEADINGS)))
    return leads and (_prose_in(element) > 0 or element.find(".//time") is not None)


def _leads(element: etree._Element) -> bool:
    """Whether a heading is linked, or a link is a headline that has a block for itself."""
    if element.tag != "a":
        return element.find(".//a") is not None or next(element.iterancestors("a"), None) is not None
    parent = element.getparent()
    alone = parent is not None and not (parent.text or "").strip() and not (element.tail or "").strip()
    return alone and _weight(words_in(element)) >= _HEADLINE


def _is_comment(element: etree._Element) -> bool:
    """Some words, and when they were said."""
    return element.find(".//time") is not None and element.find(".//h1") is None and _prose_in(element) > 0


# Where the prose is


def _best_box(tree: etree._Element) -> etree._Element | None:
    """The box with most prose: paragraphs that are sentences, not links; those of inner boxes count less.

    A line of a form or a cell of a table may hold most of a page's sentences, and is no article by itself.
    """
    worth: dict[etree._Element, float] = defaultdict(float)
    for block in tree.iter(*_BLOCKS):
        weight = prose_weight(block)
        share = 1.0
        for box in (block, *block.iterancestors()) if weight else ():
            if box.tag in _BOXES or box.get("itemprop") == "articleBody":
                worth[box] += weight * share
            share *= 0.9
    best = max(worth, key=lambda box: worth[box], default=None)
    if best is None:
        return None
    told = [box for box in worth if box.get("itemprop") == "articleBody" and worth[box] >= worth[best] / 2]
    if told:
        return max(told, key=lambda box: worth[box])
    best = next((box for box in (best, *best.iterancestors(*_BOXES)) if not _is_row(box)), best)
    # A wrapper may win by what stands beside the article in it.
    inner = [box for box in best.iterdescendants(*_BOXES) if worth[box] >= _NEARLY * worth[best]]
    named = [box for box in inner if box.tag in ("article", "main")]
    headed = [box for box in inner if box.find(".//h1") is not None]
    return (named or headed or [best])[-1]


def _is_row(box: etree._Element) -> bool:
    """Whether a box is one line of a form, or a cell of a table of data."""
    table = next(box.iterancestors("table"), None) if box.tag == "td" else None
    if table is not None:
        # Several rows of such a table have cells side by side; a table that is a page's frame has one.
        rows = itertools.chain(table.iterchildren("tr"), *(part.iterchildren("tr") for part in table.iterchildren()))
        return sum(len(row) > 1 for row in rows) > 1
    return box.tag in ("div", "section") and len(words_in(box)) <= _MUCH and "\n" not in element_text(box)


def _prose_in(element: etree._Element) -> float:
    return sum(map(prose_weight, element.iter(*_BLOCKS)))


def prose_weight(block: etree._Element) -> float:
    """How much prose stands right in a block, not in blocks within it; 0 where it is no sentence or mostly links."""
    pieces = [block.text or ""]
    linked = 0
    for child in block:
        if child.tag in _INLINE:
            words = words_in(child)
            pieces.append(words)
            linked += len(words) if child.tag == "a" else sum(len(words_in(link)) for link in child.iter("a"))
        pieces.append(child.tail or "")
    words = "".join(pieces).strip()
    weight = _weight(words)
    return weight if weight > _PROSE and _SENTENCE_END.search(words) and linked < len(words) / 2 else 0


# What an article says of others


def _drop_other_articles(article: etree._Element) -> None:
    """Take out of an article what leads to others: lists of headlines, and lines that are a label and a headline."""
    for element in list(article.iter("ul", "ol", "p")):
        links = list(element.iter("a"))
        headlines = [words for link in links if _weight(words := words_in(link).strip()) >= _HEADLINE]
        rest = len(words_in(element).strip()) - sum(len(words_in(link).strip()) for link in links)
        of_others = bool(headlines) and len(headlines) == len(links)
        if element.tag == "p":
            label = re.match(
                r"[^.!?。]{2,25}[:：]\s*$", (words_in(element).split(headlines[0])[0]) if headlines else ""
            )
            of_others = of_others and len(links) == 1 and label is not None and rest <= _HEADLINE
        else:
            of_others = of_others and len(links) > 1 and rest <= len(links) * 3
        if of_others and element.getparent() is not None:
            heading = element.getprevious()
            _drop(element)
            if heading is not None and heading.tag in _HEADINGS:
                _drop(heading)


def _drop_empty_headings(article: etree._Element) -> None:
    """Take out the headings at an article's end, under which nothing is left."""
    for heading in reversed(list(article.iter(*_HEADINGS))):
        if not words_in(article).rstrip().endswith(words_in(heading).strip()):
            return
        _drop(heading)
