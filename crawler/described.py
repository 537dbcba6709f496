"""What a source says of itself: in the attributes of its class, to the store, to people; and which code reads it."""

from __future__ import annotations

import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import ClassVar, NamedTuple

from scrapy import Spider
from scrapy.settings import BaseSettings

from crawler.addresses import host_of, within
from crawler.health import Promise
from db.records import Source, SourceKind


class Form(NamedTuple):
    """A kind of address that a source reads: how it looks, who reads it, whether it lists."""

    pattern: str
    reader: str
    listing: bool = False


class Described(Spider):
    """A source as it is described in class attributes.

    ``checked`` is the day on which the layout was last confirmed, ``checked_by`` how (live, a saved page,
    documentation). ``own_pages`` is a pattern for the addresses that are this source's where its hosts serve others
    too. ``query_scripts`` names the scripts, as Unicode does, of the words that one may type into its search;
    ``lists_everything``: it shows all that it has whatever is searched for. ``unlabelled``: it is known to name no
    encoding, so that sniffing it is no fault. ``off_because`` says why it is left out unless somebody asks for it by
    name. ``max_bytes`` bounds each of its answers, before and after decompression.
    """

    title: ClassVar[str]
    kind: ClassVar[SourceKind]
    market: ClassVar[str | None]
    language: ClassVar[str]
    timezone: ClassVar[str]
    hosts: ClassVar[tuple[str, ...]]
    homepage: ClassVar[str] = ""
    licence: ClassVar[str] = ""
    promise: Promise = Promise()
    max_bytes: ClassVar[int] = 5_000_000
    checked: ClassVar[str]
    checked_by: ClassVar[str]
    forms: ClassVar[tuple[Form, ...]] = ()
    own_pages: ClassVar[str] = ""
    off_because: ClassVar[str] = ""
    unlabelled: ClassVar[bool] = False
    lists_everything: ClassVar[bool] = True
    query_scripts: ClassVar[frozenset[str]] = frozenset({"LATIN"})

    @classmethod
    def described(cls) -> Source:
        """This source as the store keeps it."""
        return Source(
            id=cls.name,
            name=cls.title,
            kind=cls.kind,
            language=cls.language,
            market=cls.market,
            timezone=cls.timezone,
            hosts=cls.hosts,
            homepage=cls.homepage,
            licence=cls.licence,
        )

    @classmethod
    def reader_version(cls) -> str:
        """A digest of the code that names this source's parts: a change of it is no change of the source.

        Its own modules, its platforms', and what these take from others.
        """
        names = {base.__module__ for base in cls.__mro__ if base.__module__.partition(".")[0] != "scrapy"}
        waiting = [name for name in names if name in sys.modules]
        while waiting:
            used = {getattr(thing, "__module__", None) or "" for thing in vars(sys.modules[waiting.pop()]).values()}
            new = {name for name in used if name.startswith("crawler.platforms.")} - names
            names |= new
            waiting += new
        return code_digest(frozenset(names | {"crawler.encoding", "crawler.markup"}))

    @classmethod
    def takes(cls, url: str) -> bool:
        """Whether an address lies on one of this source's hosts."""
        return within(host_of(url), cls.hosts)

    @classmethod
    def update_settings(cls, settings: BaseSettings) -> None:
        """Bound every answer of this source by its ``max_bytes``, before and after decompression."""
        super().update_settings(settings)
        settings.set("DOWNLOAD_MAXSIZE", cls.max_bytes, priority="spider")


def description(spider: type[Described]) -> dict[str, str | None]:
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


def promised(promise: Promise) -> str:
    """What a source promises of a full run, in words: "500 records, 100 % title, news within 30 days"."""
    shares = (("title", promise.title), ("date", promise.published), ("text", promise.text))
    told = [f"{promise.records:,} records" if promise.records != 1 else "1 record"]
    told += [f"{share:.0%} {name}" for name, share in shares if share]
    if promise.quiet_days is not None:
        told.append(f"news within {promise.quiet_days} days")
    return ", ".join(told)


@cache
def code_digest(modules: frozenset[str]) -> str:
    """A short digest over the source files of some modules."""
    paths = [getattr(sys.modules.get(name), "__file__", None) for name in sorted(modules)]
    code = b"".join(Path(path).read_bytes() for path in paths if path)
    return hashlib.sha256(code).hexdigest()[:16]
