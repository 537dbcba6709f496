"""Crawls through Scrapy's real engine, in a process of their own: Twisted's reactor starts once a process.

``run(cases)`` gives one outcome a case; all cases of a call run side by side.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from db.records import Capture, Part

HOUSE = Path(__file__).parent.parent.parent
QUERIES = ("Anker", "Soundcore", "AnkerWork", "eufy", "Nebula", "Zolo", "アンカー", "安克", "앤커")


@dataclass(frozen=True, slots=True)
class Case:
    """One crawl of one source."""

    source: str
    replay: tuple[str, ...] = ()
    urls: tuple[str, ...] = ()
    settings: dict[str, Any] = field(default_factory=dict)
    last_read: int | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a crawl brought home: the harvest, and the documents as dictionaries (the first ones only)."""

    read: int
    listed: list[str]
    complete: bool
    kept_promise: bool
    gone: list[str]
    faults: list[dict[str, Any]]
    captures: list[dict[str, Any]]
    documents: list[dict[str, Any]]
    document_count: int

    @property
    def kinds(self) -> list[str]:
        """The kinds of its faults."""
        return [fault["kind"] for fault in self.faults]

    def document(self, key: str) -> dict[str, Any]:
        """The document of that key."""
        return next(document for document in self.documents if document["key"] == key)

    def parts(self, key: str) -> dict[str, str]:
        """The words of a document by the names of its parts."""
        return {part["name"]: part["text"] for part in self.document(key)["parts"]}


@dataclass(frozen=True, slots=True)
class Ran:
    """The outcomes in the order of their cases, what was logged, and the most memory in use (MB)."""

    outcomes: list[Outcome]
    log: str
    megabytes: float


def run(*cases: Case, timeout: float = 600) -> Ran:
    """Run the cases and wait for their end. Raises RuntimeError with what was logged where the process failed."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.crawler.engine"],
        input=json.dumps([asdict(case) for case in cases]),
        capture_output=True,
        text=True,
        timeout=timeout,
        cwd=HOUSE,
        check=False,
    )
    if done.returncode:
        raise RuntimeError(done.stderr)
    told = json.loads(done.stdout)
    return Ran([Outcome(**outcome) for outcome in told["outcomes"]], done.stderr, told["megabytes"])


DOCUMENTS_SHOWN = 200


class Collect:
    """Item pipeline that keeps the first documents and lets the spider judge itself, as pipelines.stages does."""

    def __init__(self, crawler: Any) -> None:
        self.crawler = crawler
        self.documents: list[dict[str, Any]] = []
        self.count = 0

    @classmethod
    def from_crawler(cls, crawler: Any) -> Collect:
        return cls(crawler)

    def process_item(self, item: Any) -> Any:
        self.count += 1
        if self.count <= DOCUMENTS_SHOWN:
            self.documents.append({**asdict(item), "title": item.title})
        return item

    def close_spider(self) -> None:
        spider = self.crawler.spider
        spider.judge(self.crawler.settings.get("LAST_READ"))
        spider.collected = self


def validators(tags: dict[str, str]) -> Callable[[str, str], tuple[str | None, str | None] | None]:
    """What a store would know of entity tags."""
    return lambda url, reader: (tags[url], None) if url in tags else None


def seen(days: dict[str, list[str]]) -> Callable[[str, str], tuple[str, str] | None]:
    """What a store would know of the days on which documents were seen first and last."""
    return lambda source, key, url: (days[key][0], days[key][1]) if key in days else None


def read_before(told: bool) -> Any:
    """As on a new night: what was read before was captured before."""
    return lambda url, digest, by, since: told and not since


def answer_to_all(answer: Any) -> Callable[..., Any]:
    """A store that says the same to whatever it is asked."""
    return lambda *_: answer


def parts(known: dict[str, list[list[str]]]) -> Callable[..., tuple[Part, ...] | None]:
    """What a store would know of documents' parts, whoever read them."""
    return lambda source, key, reader, until: tuple(Part(*part) for part in known[key]) if key in known else None


def captured(dates: dict[str, str]) -> Callable[[str, str | None], Capture | None]:
    """What a store would know of captures: each body of these addresses, as of these dates."""

    def earlier(url: str, digest: str | None) -> Capture | None:
        return (
            Capture(url, dates[url], 200, digest or "", "earlier.warc.gz", 0, "<urn:uuid:0>") if url in dates else None
        )

    return earlier


def main() -> None:
    """Read cases from standard input, write outcomes to standard output."""
    import resource

    from scrapy.crawler import AsyncCrawlerProcess, Crawler

    from crawler.registry import sources
    from crawler.run import settings

    cases = json.load(sys.stdin)
    known = sources(Path(__file__).parent / "local")
    process = AsyncCrawlerProcess(settings({}))
    crawlers = []
    for case in cases:
        changes = {
            "ITEM_PIPELINES": {Collect: 1},
            "QUERIES": QUERIES,
            "REPLAY": case["replay"],
            "LAST_READ": case["last_read"],
            **case["settings"],
        }
        tags, known_dates = changes.get("LOCAL_TAGS", {}), changes.get("LOCAL_KNOWN", {})
        changes["VALIDATORS"] = validators(tags)
        changes["CAPTURED"] = captured(known_dates)
        changes["SEEN"] = seen(changes.get("LOCAL_SEEN", {}))
        changes["READ_ON"] = answer_to_all(changes.get("LOCAL_READ_ON"))
        changes["READ_BEFORE"] = read_before(bool(changes.get("LOCAL_READ_BEFORE")))
        changes["WATCHED"] = answer_to_all(changes.get("LOCAL_WATCHED", []))
        changes["PARTS"] = parts(changes.get("LOCAL_PARTS", {}))
        crawler = Crawler(known[case["source"]], settings(changes))
        crawlers.append(crawler)
        process.crawl(crawler, urls=case["urls"])
    process.start()
    outcomes = []
    for crawler in crawlers:
        spider: Any = crawler.spider
        harvest = spider.harvest
        outcomes.append(
            Outcome(
                read=harvest.read,
                listed=sorted(harvest.listed),
                complete=harvest.complete,
                kept_promise=harvest.kept_promise,
                gone=sorted(harvest.gone),
                faults=[asdict(fault) for fault in harvest.faults],
                captures=[asdict(capture) for capture in harvest.captures],
                documents=spider.collected.documents,
                document_count=spider.collected.count,
            )
        )
    told = {
        "outcomes": [asdict(outcome) for outcome in outcomes],
        "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024,
    }
    print(json.dumps(told))


if __name__ == "__main__":
    main()
