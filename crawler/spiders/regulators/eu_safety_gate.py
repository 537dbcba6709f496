"""The alerts of the EU's rapid alert system Safety Gate.

Domain: ec.europa.eu/safety-gate-alerts
Caveats: A list of weekly reports, then one XML file a week; its parameter "search" is required.
    CDATA everywhere, with HTML entities in it. "Unknown" fills fields, model strings may start with " / ",
    dangers with "null ", and the labels inside "measures" run into the values before them.
    The service may turn away agents that are no browser; we do not pretend to be one.
    The xsi:type says MotorVehicle for everything. Dates are day/month/year.
    Key: the number of the alertDetail page. Weekly file and notification API both carry it, it is part of the
    alert's address, and it stays when a case is filed under another kind (A12, SR); the case number is the reference.
    A watched alert is completed from the notification API: its first day, when it was changed, and its corrigendum,
    so that a correction is a version. The website's search tells of alerts that no weekly report shows yet: its
    body must be whole (a shorter one is answered 405), and its full text is noisy, so what it finds is looked at
    again. Such an alert is read from the notification API until a weekly report shows it, under the same key, its
    parts called as there.
Interface: /api/download/weeklyReport/{list,detail}/xml, XML; POST /public/api/search, /public/api/notification, JSON
Seen: 2026-11-22, in saved files; the search on 2026-11-25, in public clients of it
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, ClassVar

from lxml import etree
from scrapy import Request
from scrapy.http import Response

from crawler.described import Form
from crawler.failures import Unreadable
from crawler.health import Promise
from crawler.markup import unescaped
from crawler.platforms.open_data import Fields, OpenData
from crawler.platforms.xml import XmlReports, value
from db.records import Document, Part, Topic

GATE = "https://ec.europa.eu/safety-gate-alerts"
LIST = f"{GATE}/api/download/weeklyReport/list/xml/en"
ALERT = f"{GATE}/screen/webReport/alertDetail"
SEARCH = f"{GATE}/public/api/search"
NOTIFICATION = GATE + "/public/api/notification/{}?language=en"
PAGE_SIZE = 100
MOST_PAGES = 20

REPORT_FIELDS: dict[str, Topic | None] = {
    "order": None,
    "caseNumber": "reference",
    "reference": None,
    "category": "category",
    "product": "product",
    "brand": "brand",
    "name": "product",
    "type_numberOfModel": "model",
    "batchNumber": "identification",
    "barcode": "gtin",
    "riskType": "hazard",
    "danger": "hazard",
    "measures": "remedy",
    "URLrecall": None,
    "description": "text",
    "notifyingCountry": "market",
    "countryOfOrigin": "ignored",
    "type": "ignored",
    "level": "ignored",
    "pictures": None,
    "onlineTrader": "seller",
    "companyRecallCode": "identification",
    "productionDates": "identification",
}
#: What the notification API calls that which a weekly report has, so that one alert keeps its parts' names in both.
#: The case number does not: it tells an alert that no report has shown yet.
AS_REPORTED = {
    "country.name": "notifyingCountry",
    "product.productCategory.name": "category",
    "product.versions[].name": "product",
    "product.brands[]": "brand",
    "product.brands[].brand": "brand",
    "product.nameSpecific": "name",
    "product.modelTypes[].modelType": "type_numberOfModel",
    "product.batchNumbers[].batchNumber": "batchNumber",
    "product.barcodes[].barcode": "barcode",
    "product.versions[].description": "description",
    "risk.riskType[].name": "riskType",
    "risk.versions[].riskDescription": "danger",
    "traceability.countryOrigin.name": "countryOfOrigin",
    "traceability.onlineTrader": "onlineTrader",
}
#: Labels within "measures" that follow the value before them without a space.
_MEASURE = re.compile(r"(?<=\S)(?=Type of economic operator|Category of measure|Date of entry into force)")


class SafetyGate(XmlReports, OpenData):
    """See the module's docstring."""

    name = "eu-safety-gate"
    title = "EU Safety Gate"
    kind = "regulator"
    market = "EU"
    language = "en"
    timezone = "Europe/Brussels"
    hosts = ("ec.europa.eu",)
    own_pages = r"/safety-gate"
    homepage = GATE
    licence = "CC BY 4.0"
    promise = Promise(records=500, quiet_days=30)
    max_bytes = 20_000_000
    checked = "2026-11-22"
    checked_by = "saved files"
    forms = (
        Form(r"/weeklyReport/list/xml/", "reports", listing=True),
        Form(r"/weeklyReport/detail/xml/", "report"),
        Form(r"/public/api/notification/\d+", "notification"),
    )
    fields: ClassVar[Fields] = {
        **dict.fromkeys(("id", "notificationType", "creationDate", "modificationDate")),
        "publicationDate": "announced",
        **dict.fromkeys(("isImmediatePublication", "singlePublication", "forInfo", "webReport", "reactingCountries")),
        **dict.fromkeys(("versions", "onlineTraderProductIdentifierReference", "corrigendum", "country")),
        "reference": "reference",
        "country.name": "market",
        **dict.fromkeys(("product", "risk", "measureTaken", "traceability")),
        "product.productCategory.name": "category",
        "product.nameSpecific": "product",
        "product.brands[]": "brand",
        "product.brands[].brand": "brand",
        "product.barcodes[].barcode": "gtin",
        "product.batchNumbers[].batchNumber": "identification",
        "product.modelTypes[].modelType": "model",
        "product.versions[].name": "product",
        "product.versions[].description": "text",
        "risk.riskType[].name": "hazard",
        "risk.versions[].riskDescription": "hazard",
        "risk.versions[].legalProvision": "hazard",
        "measureTaken.measures[].measureCategory.name": "remedy",
        "measureTaken.measures[].entryIntoForceDate": "remedy",
        "traceability.countryOrigin.name": "ignored",
        "traceability.onlineTrader": "seller",
    }

    def listings(self) -> Iterable[Request]:
        return self.visit(LIST, self.reports, listing=True)

    def reports(self, response: Response) -> Iterator[Request]:
        """The list of weekly reports."""
        end = self.settings.get("SINCE") or self.memory.known_before(response.url)
        found = self.xml(response, "weeklyReports").findall("weeklyReport")
        if not found:
            raise Unreadable("changed_layout", "the list holds no weekly report")
        for report in found:
            address = value(report, "URL")
            if not address:
                self.note("parse", f"no address for {value(report, 'reference')}", response.url)
            elif (_iso(value(report, "publicationDate")) or end) < end and self._spared(address):
                self.tally.bounded = True
            else:
                yield from self.visit(address, self.report, listing=True)
        for word in self.queries:
            yield from self._search(word, 0)

    def _search(self, word: str, page: int) -> Iterator[Request]:
        """Ask the website's search, when what the weekly reports show is known; an older archive may lack it."""
        this_year = int(self.memory.now[:4])
        first_year = int(str(self.settings.get("SINCE") or this_year - 1)[:4])
        pages = {"totalElements": 0, "numberElements": PAGE_SIZE, "page": page}
        asked = {
            "criteria": {"year": list(range(first_year, this_year + 1))},
            "searchCriteriaForNotification": False,
            "isLaunched": True,
            "isLaunchSearch": True,
            "pagination": {"sortField": "PUBLICATION_DATE", "sortOrder": "DESC", **pages},
            "fullTextSearch": word,
            "language": "en",
            "displayDefaultResults": False,
            "isForMostRecent": False,
        }
        for request in self.visit(f"{SEARCH}#{word}-{page}", self.searched, word=word, page=page):
            yield request.replace(
                url=SEARCH,
                method="POST",
                body=json.dumps(asked),
                headers={"Content-Type": "application/json"},
                meta={**request.meta, "supposed": True},
                priority=-1,
            )

    def searched(self, response: Response, word: str, page: int) -> Iterator[Request]:
        """One page of the search's answer: alerts that speak of what is watched and are in no weekly report yet."""
        answer = self.json(response)
        if not isinstance(answer, dict) or not isinstance(answer.get("content"), list):
            raise Unreadable("changed_layout", "no alerts in the answer to a search")
        end = self.memory.known_before(LIST)
        for found in answer["content"]:
            key, product = str(found.get("id") or ""), found.get("product") or {}
            names = (*_brands(product), product.get("name"), product.get("nameSpecific"))
            recent = str(found.get("publicationDate") or "9999") >= end
            if key.isdigit() and recent and self.named(" ".join(filter(None, names))) and not self._reported(key):
                address = NOTIFICATION.format(key)
                if self.due(key, address):
                    yield from self.visit(address, self.notification, key=key)
        if answer.get("last") is False and page + 1 < MOST_PAGES:
            yield from self._search(word, page + 1)

    def _reported(self, key: str) -> bool:
        """Whether a weekly report has shown an alert, tonight or before."""
        return key in self.harvest.listed or any(part.name == "caseNumber" for part in self.memory.parts(key))

    def _spared(self, address: str) -> bool:
        """Whether an old report need not be read: it lies before the day asked for, or was read on an earlier night."""
        return bool(self.settings.get("SINCE")) or self.memory.read_on(address) is not None

    def report(self, response: Response) -> Iterator[Document | Request]:
        """One weekly report with its alerts."""
        tree = self.xml(response, "Safety-Gate")
        published = _iso(value(tree, "report_date"))
        for alert in tree.findall("notifications"):
            key = value(alert, "reference").rpartition("/")[2]
            if not key.isdigit():
                self.note("parse", f"no alert number for case {value(alert, 'caseNumber')}", response.url)
            elif self.saw(key):
                document = self._alert(response, alert, key, published)
                watched = self.named("\n".join(part.text for part in document.parts))
                yield from self.complete(document, NOTIFICATION.format(key) if watched else None, self.completed)

    def _alert(self, response: Response, alert: etree._Element, key: str, published: str | None) -> Document:
        pictures = [picture.text or "" for picture in alert.iterfind("pictures/picture")]
        links = {"more": (value(alert, "URLrecall"),), "attachment": tuple(pictures)}
        named = [value(alert, name) for name in ("product", "brand", "name")]
        return self.document(
            response,
            key,
            [_title(named), *self._alert_parts(alert)],
            url=f"{ALERT}/{key}",
            published=published,
            links={relation: found for relation, found in links.items() if any(found)},
        )

    def _alert_parts(self, alert: etree._Element) -> Iterator[Part]:
        for child in alert:
            tag = str(child.tag)
            if tag not in REPORT_FIELDS:
                self.note_unknown(tag, f"case {value(alert, 'caseNumber')}")
            topic = REPORT_FIELDS.get(tag)
            words = _without_filler(unescaped(child.text or ""))
            if topic and words:
                yield Part(tag, _MEASURE.sub("\n", words) if tag == "measures" else words, topic)

    def completed(self, response: Response, document: Document) -> Iterator[Document]:
        """A weekly report's alert with what the notification API knows of its corrections and its first day."""
        record = self._notification(response)
        day = (
            [Part("publicationDate", str(record["publicationDate"]), "announced")]
            if record.get("publicationDate")
            else []
        )
        parts = (*document.parts, *day, *_corrigendum(record))
        yield replace(document, modified=record.get("modificationDate"), parts=parts)

    def _notification(self, response: Response) -> dict[str, Any]:
        record = self.json(response)
        if not isinstance(record, dict) or not isinstance(record.get("id"), int):
            raise Unreadable("changed_layout", "no notification in the answer")
        return record

    def notification(self, response: Response) -> Iterator[Document]:
        """One alert of the notification API: the same key as in the weekly report."""
        record = self._notification(response)
        key = str(record["id"])
        self.saw(key)
        product, risk = record.get("product") or {}, record.get("risk") or {}
        for holder in (product, risk):
            holder["versions"] = _english(holder.get("versions"))
        names = [
            *(version.get("name") for version in product["versions"]),
            *_brands(product),
            product.get("nameSpecific"),
        ]
        parts = [
            _title([str(name or "") for name in names]),
            *_as_reported(self.parts(record, f"notification {key}")),
            *_corrigendum(record),
        ]
        yield self.document(
            response,
            key,
            [part for part in parts if _without_filler(part.text)],
            url=f"{ALERT}/{key}",
            published=record.get("publicationDate"),
            modified=record.get("modificationDate"),
        )


def _title(names: list[str]) -> Part:
    """What the site heads an alert with: product, brand and name, as far as they are told."""
    return Part("title", " – ".join(name for name in map(_without_filler, names) if name), "title")


def _without_filler(words: str) -> str:
    words = words.strip().removeprefix("null ").removeprefix("/").strip()
    return "" if words.lower() == "unknown" else words


def _iso(day: str) -> str | None:
    """dd/mm/yyyy, as these files write days, in the order that needs no explaining; None for anything else."""
    match = re.fullmatch(r"(\d{2})/(\d{2})/(\d{4})", day)
    return f"{match[3]}-{match[2]}-{match[1]}" if match else None


def _as_reported(parts: Iterable[Part]) -> Iterator[Part]:
    """Parts by the names that a weekly report gives them; one that comes again has a number."""
    named = Counter[str]()
    for part in parts:
        name = AS_REPORTED.get(re.sub(r"\[\d+\]", "[]", part.name), part.name)
        named[name] += 1
        yield (
            part
            if name == part.name
            else Part(f"{name} ({n})" if (n := named[name]) > 1 else name, part.text, part.topic)
        )


def _corrigendum(record: dict[str, Any]) -> Iterator[Part]:
    """A correction, of all languages or of English, in the words in which it came: its form has not been seen."""
    versions = (version.get("corrigendum") for version in _english(record.get("versions")))
    if corrigendum := record.get("corrigendum") or next(filter(None, versions), None):
        told = (
            corrigendum if isinstance(corrigendum, str) else json.dumps(corrigendum, ensure_ascii=False, sort_keys=True)
        )
        yield Part("corrigendum", told, "ignored")


def _english(versions: Any) -> list[dict[str, Any]]:
    found = [version for version in versions or () if isinstance(version, dict)]
    return [version for version in found if (version.get("language") or {}).get("key") == "EN"] or found[:1]


def _brands(product: dict[str, Any]) -> list[str]:
    return [brand if isinstance(brand, str) else str(brand.get("brand", "")) for brand in product.get("brands") or ()]
