"""What is told of a source, and which code reads it."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from crawler.health import Promise
from db.records import Source

if TYPE_CHECKING:
    from crawler.source import SourceSpider


def description(spider: type[SourceSpider]) -> dict[str, str | None]:
    """What ``recalls sources`` shows of a source."""
    platforms = [base.__module__ for base in spider.__mro__ if base.__module__.startswith("crawler.platforms.")]
    return {
        "source": spider.name,
        "name": spider.title,
        "kind": spider.kind,
        "market": spider.market,
        "language": spider.language,
        "timezone": spider.timezone,
        "platform": platforms[0].rpartition(".")[2] if platforms else None,
        "layout": f"{spider.checked}, {spider.checked_by}",
        "promise": promised(spider.promise),
        "homepage": spider.homepage,
        "licence": spider.licence,
        "off": spider.off_because or None,
    }


def source(spider: type[SourceSpider]) -> Source:
    """A source as the store keeps it."""
    return Source(
        id=spider.name,
        name=spider.title,
        kind=spider.kind,
        language=spider.language,
        market=spider.market,
        timezone=spider.timezone,
        hosts=spider.hosts,
        homepage=spider.homepage,
        licence=spider.licence,
    )


def promised(promise: Promise) -> str:
    """What a source promises of a full run, in words: "500 records, 100 % title, news within 30 days"."""
    shares = (("title", promise.title), ("date", promise.published), ("text", promise.text))
    told = [f"{promise.records:,} records" if promise.records != 1 else "1 record"]
    told += [f"{share:.0%} {name}" for name, share in shares if share]
    if promise.quiet_days is not None:
        told.append(f"news within {promise.quiet_days} days")
    return ", ".join(told)


def reader_version(spider: type[SourceSpider]) -> str:
    """A digest of the code that names a source's parts: its own, its platforms', and what these take from others."""
    names = {base.__module__ for base in spider.__mro__ if base.__module__.partition(".")[0] != "scrapy"}
    waiting = [name for name in names if name in sys.modules]
    while waiting:
        used = {getattr(thing, "__module__", None) or "" for thing in vars(sys.modules[waiting.pop()]).values()}
        new = {name for name in used if name.startswith("crawler.platforms.")} - names
        names |= new
        waiting += new
    return code_digest(frozenset(names | {"crawler.encoding", "crawler.markup"}))


@cache
def code_digest(modules: frozenset[str]) -> str:
    """A short digest over the source files of some modules."""
    paths = [getattr(sys.modules.get(name), "__file__", None) for name in sorted(modules)]
    code = b"".join(Path(path).read_bytes() for path in paths if path)
    return hashlib.sha256(code).hexdigest()[:16]
