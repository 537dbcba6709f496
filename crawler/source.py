"""The base of all spiders: a source is visited and read, and what went wrong is noted."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from functools import cached_property
from typing import Any

from scrapy import Request, Spider, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler import failures, health
from crawler.addresses import without_secrets
from crawler.described import Described
from crawler.encoding import Undecodable, decode
from crawler.failures import Unreadable
from crawler.health import Tally
from crawler.markup import breaks_off
from crawler.remembered import Memory, note_read, says_nothing_new, with_known
from crawler.words import plain, scripts
from db.clock import now
from db.harvest import Fault, Harvest
from db.records import Capture, Document, Part
from db.unseen import seen

Reader = Callable[..., Iterable[Document | Request]]


class SourceSpider(Described):
    """One source. Subclasses describe it in class attributes and say where its documents are.

    Argument: ``urls``, addresses to read instead of the whole listing.
    """

    def __init__(self, name: str | None = None, urls: Iterable[str] = (), **arguments: Any) -> None:
        super().__init__(name, **arguments)
        self.urls = [url for url in urls if self.takes(url)]
        self.single_addresses = bool(urls)
        self.source = self.described()
        self.harvest = Harvest(source=self.source, started=now())
        self.tally = Tally()
        self._visited: set[str] = set()
        self._sniffed: set[str] = set()

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> SourceSpider:
        spider = super().from_crawler(crawler, *args, **kwargs)
        crawler.signals.connect(spider._stumbled, signals.spider_error)
        return spider

    # Where to go

    def listings(self) -> Iterable[Request]:
        """The requests with which a full run starts."""
        raise NotImplementedError

    async def start(self) -> AsyncIterator[Any]:
        self.tally.stats = self.crawler.stats
        for request in self._single() if self.single_addresses else self.listings():
            yield request

    def _single(self) -> Iterator[Request]:
        for url in self.urls:
            form = next((form for form in self.forms if re.search(form.pattern, url)), None)
            if form is None:
                self.note("http", "not an address of a form that this source reads", url)
            else:
                yield from self.visit(url, getattr(self, form.reader), listing=form.listing)

    @property
    def queries(self) -> tuple[str, ...]:
        """What to type into the source's search: empty where everything is to be listed."""
        if self.settings.getbool("ALL_BRANDS"):
            return ()
        words = self.settings.getlist("QUERIES")
        return tuple(word for word in words if scripts(word) <= self.query_scripts)

    def visit(
        self,
        url: str,
        reader: Reader,
        *,
        listing: bool = False,
        key: str | None = None,
        instead: Document | None = None,
        otherwise: Document | None = None,
        headers: Mapping[str, str] | None = None,
        **facts: Any,
    ) -> Iterator[Request]:
        """One request, to be read by ``reader(response, **facts)``; none where the address was visited before.

        A ``listing`` shows documents; without it nothing can be said of the source. ``key`` names the document that
        lives at the address; ``instead`` is what to make do with where a replayed archive lacks it; ``otherwise`` what
        to make do with whatever comes of it: then the answer is a part of that document, and always wanted whole.
        """
        if url in self._visited:
            return
        self._visited.add(url)
        self.tally.listings += listing
        always = otherwise is not None or self.single_addresses
        due = listing and self.memory.any_due()
        etag, modified = (None, None) if always or due else self.memory.validators(url)
        conditions = {"If-None-Match": etag, "If-Modified-Since": modified}
        yield Request(
            url,
            callback=self.answered,
            errback=self.unanswered,
            headers={**(headers or {}), **{name: value for name, value in conditions.items() if value}},
            meta={"handle_httpstatus_list": [304] if etag or modified else []},
            cb_kwargs={
                "reader": reader,
                "listing": listing,
                "key": key,
                "instead": instead,
                "otherwise": otherwise,
                "always": always,
                "due": due,
                "facts": facts,
            },
            dont_filter=True,
        )

    def complete(
        self, document: Document, url: str | None, reader: Reader, **facts: Any
    ) -> Iterator[Document | Request]:
        """The document with what ``reader(response, document=…, **facts)`` adds to it from a further address.

        As it is where that address is not this source's. With what is known where the address is not due and the
        document says nothing new, or where it cannot be read, which is then noted; an archive that is replayed may
        lack it in silence, as it was made before anybody asked for it.
        """
        if not url or url in self._visited or not self.takes(url):
            yield document
            return
        known = self.memory.parts(document.key, same_reader=True)
        if known and says_nothing_new(document, known) and not self.due(document.key, url):
            yield with_known(document, known)
        else:
            yield from self.visit(url, reader, otherwise=document, document=document, **facts)

    def named(self, words: str) -> bool:
        """Whether words name what is searched for, in whatever script and width."""
        said = plain(words)
        return any(word in said for word in self._watched)

    @cached_property
    def memory(self) -> Memory:
        """What earlier crawls of this source left."""
        return Memory(self.settings, self.name, self.reader_version())

    @cached_property
    def _watched(self) -> tuple[str, ...]:
        return tuple(plain(word) for word in self.settings.getlist("QUERIES"))

    def wanted(self, words: str) -> bool:
        """Whether a record that says this is to be read in full: all are where everything is to be listed."""
        return self.settings.getbool("ALL_BRANDS") or not self.settings.getlist("QUERIES") or self.named(words)

    def due(self, key: str, url: str) -> bool:
        """Whether a document's page is to be asked tonight: what is new, named by its address, or due again."""
        due = self.single_addresses or self.memory.due(key, url)
        self.tally.not_due += not due
        return due

    # What came back

    def answered(
        self,
        response: Response,
        reader: Reader,
        listing: bool,
        facts: Mapping[str, Any],
        otherwise: Document | None,
        always: bool,
        due: bool,
        **_: Any,
    ) -> Iterator[Document | Request]:
        """Read an answer that was not read before; where it does not hold what it should, say so in one line."""
        if response.status == 304 or (not always and self.memory.read_before(response, anew=due)):
            self.tally.rested((response.headers.get("Last-Modified") or b"").decode("latin-1"), listing=listing)
            note_read(self.harvest, response, listing=listing)
            return
        try:
            for found in reader(response, **facts):
                if isinstance(found, Document):
                    self.tally.add(found)
                yield found
            self.tally.read_listings += listing
            note_read(self.harvest, response, listing=listing)
        except Unreadable as error:
            self.note(error.kind, str(error), response.url)
            self.tally.failed_listings += listing
            if otherwise is not None:
                yield self._as_known(otherwise)
        except Exception:  # what is known stays, and the reader's failure is told: see _stumbled
            if otherwise is not None:
                yield self._as_known(otherwise)
            raise

    def unanswered(self, failure: Failure) -> list[Document]:
        """Note why there was no answer, and that a document is gone where its own address says so."""
        assert failure.value is not None
        request: Request = failure.request  # type: ignore[attr-defined]
        response = getattr(failure.value, "response", None)
        archived = response is None or failures.NOT_ARCHIVED not in response.headers
        instead: Document | None = request.cb_kwargs["instead"]
        otherwise: Document | None = request.cb_kwargs["otherwise"]
        if not archived and (instead is not None or request.meta.get("supposed")):
            return [instead] if instead else []
        if otherwise is not None:
            if archived:
                self.note(*failures.of_exception(failure.value), request.url)
            return [self._as_known(otherwise)]
        kind, message = failures.of_exception(failure.value)
        self.note(kind, message, request.url)
        # One that was not asked for any more, as the crawl is to stop, is unfinished and has not failed.
        self.tally.failed_listings += request.cb_kwargs["listing"] and kind != "cancelled"
        key = request.cb_kwargs["key"]
        if key and archived and response is not None and response.status in (404, 410):
            self.harvest.gone.add(key)
        return []

    def _as_known(self, document: Document) -> Document:
        """A document whose further page fails: what that page said when it was last read has not been taken back."""
        self.tally.add(document)
        until = document.capture.date if document.capture else None
        return with_known(document, self.memory.parts(document.key, until=until))

    def _stumbled(self, failure: Failure, response: Response, spider: Spider) -> None:
        """A reader raised what it should not have."""
        self.note("parse", f"the reader failed: {type(failure.value).__name__}: {failure.value}", response.url)
        request = response.request
        self.tally.failed_listings += bool(request and request.cb_kwargs.get("listing"))

    # What to keep of it

    def saw(self, key: str, stamp: str | None = None) -> bool:
        """Count a record of a listing, published as its ``stamp`` says; False where its key has been seen before."""
        self.tally.heard(stamp)
        new = key not in self.harvest.listed
        self.harvest.listed.add(key)
        self.harvest.read += new
        return new

    def document(
        self, response: Response, key: str, parts: Iterable[Part], *, url: str | None, **stamps: Any
    ) -> Document:
        """A document of this source; parts without words are left out.

        ``url`` is where a reader finds it, None where the source does not say;
        ``stamps`` are further fields: published, modified, links, language.
        """
        capture: Capture | None = response.meta.get("capture")
        if capture is None and self.settings.get("ARCHIVE_DIR"):
            raise Unreadable("cancelled", "not read, as it could not be archived")
        return Document(
            key=key,
            url=url or None,
            parts=tuple(Part(part.name, seen(part.text), part.topic) for part in parts if part.text.strip()),
            source=self.source,
            language=stamps.pop("language", None) or self.language,
            capture=capture,
            recreated=capture is not None and capture.recreated,
            **stamps,
        )

    def text(self, response: Response) -> str:
        """The answer's text, strictly decoded. Raises Unreadable, also where it is a bot wall's."""
        failures.refuse_no_answer(response.body)
        content_type = response.headers.get("Content-Type")
        try:
            decoded = decode(response.body, content_type.decode("latin-1") if content_type else None)
        except Undecodable as error:
            raise Unreadable("parse", str(error)) from error
        if decoded.sniffed and not self.unlabelled and response.url not in self._sniffed:
            self._sniffed.add(response.url)
            broken = decoded.encoding == "utf-8"
            wrong = "some characters are broken" if broken else "the encoding is not the one that is named"
            self.note("parse", f"{wrong}: read as {decoded.encoding}", response.url)
        if breaks_off(decoded.text):
            raise Unreadable("parse", "the page breaks off before its end")
        return decoded.text

    def note(self, kind: str, message: str, url: str | None = None) -> None:
        """One line about something that went wrong."""
        shown = without_secrets(url) if url else None
        self.harvest.faults.append(Fault(source=self.name, kind=kind, message=message, url=shown))
        self.logger.info("%s: %s%s", kind, message, f" ({shown})" if shown else "")

    def note_unknown(self, field: str, where: str) -> None:
        """Say once that a field is neither handled nor ignored by name."""
        if field not in self.tally.unknown_fields:
            self.tally.unknown_fields.add(field)
            self.note("changed_layout", f'the field "{field}" is unknown (first seen in {where})')

    def judge(self, last_read: int | None = None) -> None:
        """Close the books of this run: see crawler.health.judge. ``last_read``: records of the last good full run."""
        tally = self.tally
        tally.replayed = bool(self.settings.getlist("REPLAY"))
        tally.bounded = tally.bounded or self.settings.getbool("IN_PART")
        self.harvest.finished = now()
        self.harvest.traffic = tally.traffic()
        self.harvest.read_by = self.memory.read_by
        health.judge(self.harvest, self.promise, tally, full=not self.single_addresses, last_read=last_read)
        everything = not self.single_addresses and (self.lists_everything or not self.queries)
        self.harvest.complete = self.harvest.kept_promise and everything and bool(tally.listings) and not tally.missed
