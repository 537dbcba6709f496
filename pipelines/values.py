"""The single values of a mention: hazards, causes, remedies, incidents, details, announcement, issuer, brands."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from db.records import Incidents, Mention, Recovery, Role
from pipelines import announced, blocks, causes, details, hazards, incidents, issuers, remedies
from pipelines.blocks import Line
from pipelines.claims import Ledger
from pipelines.mentions import PROSE
from pipelines.passages import Found, Passage
from pipelines.stretches import Stretch
from pipelines.told import Placed, Reading, telling


def add_values(reading: Reading, drafted: Mention, told: Sequence[Stretch], ledger: Ledger, index: int) -> None:
    counted: dict[str, Found] = {}
    for what, reader, kept in (
        ("hazards", hazards.find, drafted.hazards),
        ("causes", causes.find, drafted.causes),
        ("remedies", remedies.find, drafted.remedies),
    ):
        for stretch in telling(told, what):
            for found in reader(stretch.passage, stretch.start, stretch.end):
                value = str(found.value)
                if value not in kept:
                    kept.append(value)
                    ledger.add(index, what, value, (found.part, found.start, found.end), phrase=True)
    if len(drafted.hazards) > 1 and "other" in drafted.hazards:
        drafted.hazards.remove("other")
        ledger.claims[:] = [
            claim for claim in ledger.claims if (claim.mention, claim.field, claim.value) != (index, "hazards", "other")
        ]
    for stretch in telling(told, "incidents"):
        if happened := incidents.find(stretch.passage, stretch.start, stretch.end):
            for name, words in happened.words.items():
                counted.setdefault(name, words)
        back = incidents.recovery(stretch.passage, stretch.start, stretch.end)
        if back and drafted.recovered is None and isinstance(back.value, Recovery):
            drafted.recovered = back.value
            ledger.add(index, "recovered", back.value, (back.part, back.start, back.end))
    if counted:
        drafted.incidents = incidents.counted(counted)
        for name, words in counted.items():
            ledger.add(index, f"incidents.{name}", words.value, (words.part, words.start, words.end))
    assert drafted.incidents is None or isinstance(drafted.incidents, Incidents)


def add_details(
    reading: Reading,
    drafted: Mention,
    placed: Sequence[Placed],
    told: Sequence[Stretch],
    lists: Mapping[str, Sequence[Line]],
    ledger: Ledger,
    index: int,
) -> None:
    for number, one in enumerate(placed):
        for found in details.colours(reading.passages[one.part], one.named):
            drafted.products[number].colours.append(str(found.value))
            ledger.add(index, "colours", found.value, (found.part, found.start, found.end), product=number)
    _add_listed_colours(reading, drafted, lists, ledger, index)
    for what, reader in (("batches", details.batches), ("gtins", details.gtins), ("sellers", details.sellers)):
        for stretch in telling(told, what):
            for found in reader(stretch.passage, stretch.start, stretch.end):
                for number in _of_detail(stretch.passage, found, placed, lists.get(found.part, ()), what):
                    kept: list[str] = getattr(drafted.products[number], what)
                    if found.value not in kept:
                        kept.append(str(found.value))
                        ledger.add(index, what, found.value, (found.part, found.start, found.end), product=number)


def _add_listed_colours(
    reading: Reading, drafted: Mention, lists: Mapping[str, Sequence[Line]], ledger: Ledger, index: int
) -> None:
    """The colours on the lines of a form's list; those that its words exempt are none."""
    for part, lines in lists.items():
        passage = reading.passages[part]
        if passage.topic != "identification":
            continue
        for hit in passage.table("colours"):
            colour, owners = hit.key.partition(".")[2], blocks.owners(lines, hit.start) or []
            at = blocks.line_at(lines, hit.start)
            exempt = at is not None and passage.words("scope.not_affected", lines[at].start, lines[at].end)
            if len(owners) == 1 and not exempt and colour not in drafted.products[owners[0]].colours:
                drafted.products[owners[0]].colours.append(colour)
                ledger.add(index, "colours", colour, (part, hit.start, hit.end), product=owners[0])


def _of_detail(passage: Passage, found: Found, placed: Sequence[Placed], lines: Sequence[Line], what: str) -> list[int]:
    """The products that a detail is of: its line's or block's, else the one named before it; sellers sell all."""
    if what == "sellers":
        return list(range(len(placed)))
    if (owners := blocks.owners(lines, found.start)) is not None:
        return owners if len(owners) == 1 else []
    at = blocks.line_at(lines, found.start) if what == "gtins" else None
    line = lines[at] if at is not None else None
    if line and line.products and details.gtins(passage, line.start, line.end)[0].start < line.named[0][0]:
        return [number for place, number in line.named if place > found.start][:1]
    before = [number for number, one in enumerate(placed) if one.part == found.part and one.named.end <= found.start]
    return before[-1:] or (list(range(len(placed))) if len(placed) == 1 else [])


def add_announcement(
    reading: Reading, drafted: Mention, role: Role, told: Sequence[Stretch], ledger: Ledger, index: int
) -> None:
    """When, by whom, under which number, whose cells; and the brands."""
    found = _announced(role, told)
    if found:
        drafted.announced = str(found.value)
        ledger.add(index, "announced", found.value, (found.part, found.start, found.end))
    for stretch in told:
        passage, start, end = stretch.passage, stretch.start, stretch.end
        if passage.topic == "reference" and drafted.reference is None and passage.text.strip():
            drafted.reference = passage.text.strip()
            begin = passage.text.index(drafted.reference)
            ledger.add(index, "reference", drafted.reference, (passage.part, begin, begin + len(drafted.reference)))
        elif (
            drafted.reference is None and passage.topic in PROSE and (number := issuers.reference(passage, start, end))
        ):
            drafted.reference = str(number.value)
            ledger.add(index, "reference", number.value, (number.part, number.start, number.end))
        if drafted.supplier is None and (name := issuers.supplier(passage, start, end)):
            drafted.supplier = str(name.value)
            ledger.add(index, "supplier", name.value, (name.part, name.start, name.end), "watchlist")
    _add_issuer(reading, drafted, told, ledger, index)
    _add_brands(reading, drafted, told, ledger, index)


def _announced(role: Role, told: Sequence[Stretch]) -> Found | None:
    for stretch in told:
        if stretch.passage.topic == "announced":
            for date in stretch.passage.dates:
                if date.first:
                    return Found(date.first, stretch.passage.part, date.start, date.end)
    prose = [stretch for stretch in told if stretch.passage.topic in PROSE]
    if role == "background":
        for stretch in prose:
            for date in stretch.passage.dates:
                if stretch.start <= date.start < stretch.end and date.first and date.shape in ("date", "since"):
                    return Found(date.first, stretch.passage.part, date.start, date.end)
        return None
    followed_up = [stretch for stretch in prose if stretch.event]
    if followed_up:
        # What a follow-up tells of its own day is no announcement: that of the recall that it looks back on is.
        return _announced("background", followed_up)
    dated = [found for stretch in prose if (found := announced.find(stretch.passage, stretch.start, stretch.end))]
    return max(dated, key=lambda found: len(str(found.value)), default=None)


def _add_issuer(reading: Reading, drafted: Mention, told: Sequence[Stretch], ledger: Ledger, index: int) -> None:
    source = reading.document.source
    for stretch in told:
        passage = stretch.passage
        if passage.topic == "issuer" and (company := issuers.company(passage)):
            drafted.issuer = issuers.known_as(passage, company, reading.speakers[passage.part])
            ledger.add(index, "issuer", drafted.issuer, (company.part, company.start, company.end))
            return
    if drafted.role == "main" and source and source.kind == "regulator":
        drafted.issuer = issuers.authority(source.name)
        ledger.add(index, "issuer", drafted.issuer, None)
        return
    for stretch in told:
        part = stretch.passage.part
        found = issuers.issuer(stretch, reading.speakers[part], reading.named[part])
        if found:
            drafted.issuer = str(found.value)
            ledger.add(index, "issuer", found.value, (found.part, found.start, found.end))
            return


def _add_brands(reading: Reading, drafted: Mention, told: Sequence[Stretch], ledger: Ledger, index: int) -> None:
    for number, product in enumerate(drafted.products):
        if product.brand and product.brand not in drafted.brands:
            drafted.brands.append(product.brand)
            claim = next(
                (c for c in ledger.claims if (c.mention, c.field, c.product) == (index, "brand", number)), None
            )
            if claim:
                ledger.add(index, "brands", product.brand, (claim.part, claim.start, claim.end), "watchlist")
    for stretch in telling(told, "products"):
        for place, brand in stretch.passage.brands:
            if brand.name not in drafted.brands and stretch.holds(stretch.passage.part, place.start):
                drafted.brands.append(brand.name)
                ledger.add(index, "brands", brand.name, (stretch.passage.part, place.start, place.end))
