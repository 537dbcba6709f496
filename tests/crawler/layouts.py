"""One article in the layouts that outlets build pages in, each with what stands around an article.

Furniture is what real sites have: menus, consent, teasers of other recalls, comments, newsletters. None of its words
may come out, and all of the article's must.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from html import escape
from typing import Any

from tests.crawler.stories import Story

STAMP = "2025-10-24T09:30:00+02:00"


def alone(story: Story) -> str:
    """The article by itself."""
    body = "".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)
    return (
        f'<html lang="{story.language}"><head><meta charset="utf-8"><title>{escape(story.title)}</title>'
        f'<meta property="article:published_time" content="{STAMP}"></head>'
        f"<body><article><h1>{escape(story.title)}</h1>{body}</article></body></html>"
    )


# Pieces


def _paragraphs(story: Story) -> str:
    return "\n".join(f"<p>{escape(paragraph)}</p>" for paragraph in story.paragraphs)


def _menu(story: Story) -> str:
    entries = "".join(f'<li><a href="/{number}">{word}</a></li>' for number, word in enumerate(story.menu * 6))
    return f"<nav><ul>{entries}</ul></nav>"


def _soup_menu(story: Story) -> str:
    """A menu that no element or class tells."""
    return "<div class='c1'>" + " | ".join(f"<a href='/{word}'>{word}</a>" for word in story.menu * 4) + "</div>"


def _teasers(story: Story, count: int = 12) -> str:
    """Cards of other articles with a headline that links and a sentence of prose."""
    card = (
        f'<div class="card"><a href="/other"><h3>{story.teaser}</h3></a><p>{story.teaser_words}</p>'
        f'<time datetime="2024-01-02T08:00:00Z">2.1.2024</time></div>'
    )
    return card * count


def _links(story: Story, count: int = 8) -> str:
    item = f'<li><a href="/other">{story.teaser}</a></li>'
    return f"<h3>{story.labels[0]}</h3><ul>{item * count}</ul>"


def _comments(story: Story, count: int = 20) -> str:
    comment = f'<li class="comment"><b>Max91</b> <time>24.10.2025</time><p>{story.comment}</p></li>'
    return f"<h2>{story.labels[1]}</h2><ol>{comment * count}</ol>"


def _cookie(story: Story) -> str:
    return f'<div class="cmp-banner"><p>{story.cookie}</p><button>OK</button></div>'


def _data(data: Any, kind: str = "application/ld+json", **attributes: str) -> str:
    told = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f'<script type="{kind}"{told}>{json.dumps(data, ensure_ascii=False)}</script>'


def _page(story: Story, head: str, body: str, *, attributes: str = "") -> str:
    language = f' lang="{story.language}"'
    return (
        f"<!DOCTYPE html><html{language}{attributes}><head><meta charset='utf-8'>"
        f"<title>{escape(story.title)} | Example</title>{head}</head><body>{body}</body></html>"
    )


def _news(story: Story, **more: Any) -> dict[str, Any]:
    return {
        "@type": "NewsArticle",
        "headline": story.title,
        "datePublished": STAMP,
        "author": {"@type": "Person", "name": "A. Author", "worksFor": {"@type": "Organization", "name": "Example"}},
        **more,
    }


# Layouts


def graph(story: Story) -> str:
    """JSON-LD in one @graph with site, page, breadcrumb and article; comments and cards within <main>."""
    told = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "Organization", "name": "Example", "foundingDate": "1999-01-01"},
            {"@type": "WebSite", "name": "Example", "inLanguage": "en-US"},
            {"@type": "BreadcrumbList", "itemListElement": [{"@type": "ListItem", "name": "News", "position": 1}]},
            {"@type": "WebPage", "name": story.title, "datePublished": "2025-10-01T00:00:00+00:00"},
            _news(story, isPartOf={"@id": "#webpage"}),
        ],
    }
    body = (
        _cookie(story)
        + _menu(story)
        + f"<main><article><header><h1>{story.title}</h1></header>{_paragraphs(story)}</article>"
        + f'<section class="more-stories">{_teasers(story)}</section>'
        + f'<section id="comments">{_comments(story)}</section></main><footer>{_soup_menu(story)}</footer>'
    )
    return _page(story, _data(told), body)


def array(story: Story) -> str:
    """JSON-LD as an array whose teasers are articles too; main text in divs whose classes say nothing."""
    other = {"@type": "NewsArticle", "headline": story.teaser, "datePublished": "2024-01-02T08:00:00Z"}
    told = [
        {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": other}]},
        _news(story, author=[{"@type": "Person", "name": "A"}, {"@type": "Person", "name": "B"}]),
    ]
    body = (
        _soup_menu(story)
        + f'<div class="x1"><div class="x2"><h1>{story.title}</h1><div class="x3">{_paragraphs(story)}</div></div>'
        + f'<div class="x4">{_links(story)}</div><div class="x5">{_teasers(story, 4)}</div></div>'
        + f'<div class="x6">{_comments(story)}</div>{_cookie(story)}'
    )
    return _page(story, _data(told), body)


def microdata(story: Story) -> str:
    """Microdata, no JSON-LD: headline, date and body are told by itemprop."""
    body = (
        _menu(story)
        + '<div itemscope itemtype="https://schema.org/NewsArticle">'
        + f'<h1 itemprop="headline">{story.title}</h1>'
        + '<span itemprop="author" itemscope itemtype="https://schema.org/Person"><span itemprop="name">A</span></span>'
        + f'<meta itemprop="datePublished" content="{STAMP}">'
        + f'<div itemprop="articleBody">{_paragraphs(story)}</div></div>'
        + f'<div class="sidebar">{_teasers(story)}</div><div class="commentlist">{_comments(story)}</div>'
    )
    return _page(story, "", body)


def amp(story: Story) -> str:
    """An AMP page: boilerplate styles, consent and sidebar elements of its own, a nested author."""
    head = (
        '<script async src="https://cdn.ampproject.org/v0.js"></script>'
        "<style amp-boilerplate>body{animation:none}</style>" + _data(_news(story))
    )
    body = (
        f"<amp-sidebar id='s'><p>{story.cookie}</p>{_soup_menu(story)}</amp-sidebar>"
        f"<amp-consent id='c'><div><p>{story.cookie}</p></div></amp-consent>"
        f"<article><h1>{story.title}</h1><amp-img src='a.jpg'></amp-img>{_paragraphs(story)}"
        f"<amp-list src='/more'><p>{story.teaser_words}</p></amp-list></article>{_links(story)}"
    )
    return _page(story, head, body, attributes=" amp")


def meta(story: Story) -> str:
    """Date in meta elements only; teasers are <article> elements of their own, before and behind."""
    head = (
        f'<meta property="article:published_time" content="{STAMP}"><meta property="og:title" content="{story.title}">'
    )
    teaser = f'<article class="teaser"><h2><a href="/o">{story.teaser}</a></h2><p>{story.teaser_words}</p></article>'
    body = (
        _menu(story)
        + teaser
        + f'<article class="post"><h1>{story.title}</h1>{_paragraphs(story)}</article>'
        + teaser * 6
        + f'<div class="post-comments">{_comments(story)}</div>'
    )
    return _page(story, head, body)


def time_element(story: Story) -> str:
    """Date in time[datetime] only, in a header of <main>, with older times in the sidebar before it."""
    body = (
        f'<div class="sidebar"><li><time datetime="2024-01-02T08:00:00Z">x</time> <a>{story.teaser}</a></li></div>'
        + _menu(story)
        + f'<main><header><h1>{story.title}</h1><time datetime="{STAMP}">heute</time></header>'
        + f'<div class="text">{_paragraphs(story)}</div><div class="teasers">{_teasers(story, 3)}</div></main>'
        + f'<div id="disqus_thread">{_comments(story)}</div>'
    )
    return _page(story, "", body)


def breaks(story: Story) -> str:
    """No paragraphs: one div whose sentences are parted by <br>, in a table of the old days."""
    text = "<br><br>".join(map(escape, story.paragraphs))
    body = (
        f"<table><tr><td width=160>{_soup_menu(story)}</td><td><h1>{story.title}</h1><div>{text}</div>"
        f"<hr>{_links(story)}</td></tr></table><div class='kommentare'>{_comments(story)}</div>"
    )
    return _page(story, f'<meta name="date" content="{STAMP}">', body)


def within(story: Story) -> str:
    """Everything within <article>: share buttons, an inline teaser, a newsletter, related cards and comments."""
    first, *others = story.paragraphs
    body = (
        f'<div id="page"><article><h1>{story.title}</h1><div class="byline">A. Author</div><p>{first}</p>'
        f'<div class="inline-teaser"><a href="/o">{story.teaser}</a></div>'
        + "".join(f"<p>{paragraph}</p>" for paragraph in others)
        + f'<div class="newsletter-signup"><h4>{story.labels[2]}</h4><p>{story.cookie}</p></div>'
        + f'<div class="relatedArticles"><h4>{story.labels[0]}</h4>{_teasers(story, 4)}</div>'
        + f'<div class="commentList">{_comments(story)}</div></article></div>{_menu(story)}'
    )
    return _page(story, _data(_news(story)), body)


def unlabelled(story: Story) -> str:
    """Related cards and comments follow the text in the same box; only their headings tell."""
    body = (
        _soup_menu(story)
        + f"<main><h1>{story.title}</h1>{_paragraphs(story)}<h2>{story.labels[0]}</h2>{_teasers(story, 3)}"
        + f"{_comments(story)}</main>"
    )
    return _page(story, _data(_news(story, articleBody=" ".join(story.paragraphs))), body)


def lazy_state(story: Story) -> str:
    """The body lies in a state that a script assigns; the page shows a skeleton and a menu."""
    state = {
        "user": None,
        "config": {"locale": story.language, "consent": {"text": story.cookie}},
        "article": {"id": 7, "title": story.title, "content": "".join(f"<p>{p}</p>" for p in story.paragraphs)},
    }
    body = (
        _menu(story) + f'<div id="root"><h1>{story.title}</h1><div class="skeleton"></div></div>'
        f"<script>window.__INITIAL_STATE__ = {json.dumps(state, ensure_ascii=False)};</script>"
    )
    return _page(story, f'<meta property="article:published_time" content="{STAMP}">', body)


def lazy_json(story: Story) -> str:
    """The body lies in a script of JSON under a name of the site's own, block by block."""
    blocks = [{"type": "paragraph", "data": {"text": paragraph}} for paragraph in story.paragraphs]
    body = f'<div id="app"><h1>{story.title}</h1></div>' + _data(
        {"page": {"article": {"headline": story.title, "blocks": blocks}}}, "application/json", id="app-data"
    )
    return _page(story, _data(_news(story)), body)


def spans(story: Story) -> str:
    """No paragraphs, no article: boxes of spans below a wrapper whose class speaks of a sidebar."""
    text = "".join(f'<div class="par"><span><span>{escape(p)}</span></span></div>' for p in story.paragraphs)
    body = (
        f'{_soup_menu(story)}<div class="page has-sidebar sidebar-right"><div><h1>{story.title}</h1>'
        f'<span class="entry-date">2025-10-24</span></div><div>{text}</div>'
        f'<div class="sidebar">{_teasers(story)}</div></div>{_cookie(story)}'
    )
    return _page(story, f'<meta name="parsely-pub-date" content="{STAMP}">', body)


def wrapped(story: Story) -> str:
    """JSON-LD in a CDATA section, with a comma too many, as part of a page's main entity; a teaser comes first."""
    other = {"@type": "NewsArticle", "headline": story.teaser, "datePublished": "2024-01-02", "url": "/other"}
    own = {"@type": "WebPage", "name": "Example", "mainEntity": _news(story)}
    told = json.dumps([other, own], ensure_ascii=False).removesuffix("]") + ",]"
    head = f'<script type="application/ld+json">\n//<![CDATA[\n{told}\n//]]>\n</script>'
    return _page(story, head, f"<section><h1>{story.title}</h1>{_paragraphs(story)}</section>{_teasers(story, 3)}")


def listed_teasers(story: Story) -> str:
    """Teasers are items of a list, or boxes without a heading: a link that is a headline, and a sentence."""
    items = f'<li><a href="/other">{story.teaser}</a><p>{story.teaser_words}</p></li>' * 5
    boxes = f'<div class="i"><p><a href="/other">{story.teaser}</a></p><p>{story.teaser_words}</p></div>' * 5
    article = f"<h1>{story.title}</h1>{_paragraphs(story)}"
    return _page(story, _data(_news(story)), f"<main>{article}<div>{boxes}</div><ul>{items}</ul></main>")


def paywall(story: Story) -> str:
    """The page shows how the article begins; JSON-LD tells it whole."""
    body = f"<article><h1>{story.title}</h1><p>{escape(story.paragraphs[0][:70])}…</p></article>"
    return _page(story, _data(_news(story, articleBody="\n\n".join(story.paragraphs))), body)


def noscript(story: Story) -> str:
    """What readers without scripts are shown is all that the page holds."""
    head = f'<meta property="article:published_time" content="{STAMP}">'
    return _page(story, head, f"{_menu(story)}<div id='app'></div><noscript>{_paragraphs(story)}</noscript>")


LAYOUTS: tuple[Callable[[Story], str], ...] = (
    graph,
    array,
    microdata,
    amp,
    meta,
    time_element,
    breaks,
    within,
    unlabelled,
    lazy_state,
    lazy_json,
    spans,
    wrapped,
    listed_teasers,
    paywall,
    noscript,
)
