"""Draft the mentions of a report: what its stretches say, gathered, with a claim for every value."""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence

from db.records import Basis, Mention, Product, Role, Scope
from pipelines import blocks, markets, recalled, units, values, windows
from pipelines.blocks import Line
from pipelines.claims import Ledger
from pipelines.counts import Count, total
from pipelines.markets import FoundMarket
from pipelines.passages import Passage
from pipelines.products import Named
from pipelines.regions import contains
from pipelines.stretches import Stretch
from pipelines.told import Placed, Reading, telling
from pipelines.windows import Window

#: What parts models that one value is given for.
_BETWEEN = re.compile(r"\s?[/／、・&+]\s?")
#: Where a product is named, and its number in the mention.
_Naming = tuple[int, int, int]
#: How far apart the markets of one list stand.
_LISTED = 12


def mention(
    reading: Reading,
    role: Role,
    told: Sequence[Stretch],
    ledger: Ledger,
    index: int,
    history: Sequence[Stretch] = (),
) -> Mention:
    """The mention that these stretches tell, its claims added to the ledger under ``index``.

    News that names no product is of those that its ``history`` names, where it names no other kind of goods.
    """
    drafted = Mention(role)
    placed = list(recalled.products_of(reading, told)) or recalled.lent(reading, told, history)
    if not placed and role == "background":
        placed = list(recalled.kinds(reading, told))
    found_markets = _markets(reading, role, told)
    counts = _counts(reading, told, found_markets)
    lists = {part: blocks.lines(reading, part, placed) for part in {stretch.passage.part for stretch in told}}
    _add_products(reading, drafted, placed, ledger, index)
    _add_scopes(reading, drafted, found_markets, counts, ledger, index)
    _add_units(reading, drafted, placed, counts, lists, ledger, index)
    _add_windows(reading, drafted, placed, told, lists, ledger, index)
    values.add_values(reading, drafted, told, ledger, index)
    if role == "main":
        values.add_details(reading, drafted, placed, told, lists, ledger, index)
    values.add_announcement(reading, drafted, role, told, ledger, index)
    return drafted


def _markets(reading: Reading, role: Role, told: Sequence[Stretch]) -> list[tuple[str, FoundMarket]]:
    source = reading.document.source
    found: list[tuple[str, FoundMarket]] = []
    for stretch in telling(told, "markets"):
        part = stretch.passage.part
        for one in markets.find(
            stretch.passage, stretch.start, stretch.end, reading.named[part], reading.speakers[part], reading.home
        ):
            found.append((part, one))
    # An alert of the EU's office names the countries; it is no recall in all of them.
    named = {one.market for _, one in found if not one.spoken and one.status == "recalled"}
    found = [
        (part, one)
        for part, one in found
        if not (one.spoken and any(one.market != market and contains(one.market, market) for market in named))
    ]
    firm = [pair for pair in found if not pair[1].weak]
    recalled = [pair for pair in firm if pair[1].status == "recalled"]
    if not recalled and (role == "background" or not (source and source.kind == "regulator")):
        weak = [pair for pair in found if pair[1].weak]
        if len({one.market for _, one in weak}) == 1 or _one_list(weak):
            firm += weak
    return firm


def _one_list(weak: Sequence[tuple[str, FoundMarket]]) -> bool:
    """Whether markets stand in one list ("sold in the U.S. and Canada")."""
    return bool(weak) and all(
        part == other and later.start - one.end <= _LISTED for (part, one), (other, later) in itertools.pairwise(weak)
    )


def _counts(
    reading: Reading, told: Sequence[Stretch], found: Sequence[tuple[str, FoundMarket]]
) -> list[tuple[str, Count]]:
    counts = []
    for stretch in telling(told, "units"):
        part = stretch.passage.part
        around = [one for where, one in found if where == part]
        if stretch.passage.topic == "units":
            around = markets.find(stretch.passage, 0, len(stretch.passage.text), (), (), None)
        for count in units.find(stretch.passage, stretch.start, stretch.end, reading.named[part], around):
            counts.append((part, count))
    return counts


def _add_products(reading: Reading, drafted: Mention, placed: Sequence[Placed], ledger: Ledger, index: int) -> None:
    for number, one in enumerate(placed):
        part, named = one.part, one.named
        product = Product(named.brand, None if named.generic else named.name, named.model, named.category)
        drafted.products.append(product)
        if product.name:
            at = named.name_at or named.model_at or (named.start, named.end)
            where = _printed_in(reading, part, named)
            ledger.add(index, "name", product.name, (where, *at), "text" if named.name_at else "watchlist", number)
        if product.model and named.model_at:
            where = _printed_in(reading, part, named, by_model=True)
            ledger.add(index, "model", product.model, (where, *named.model_at), named.model_basis, number)
        if product.category:
            basis: Basis = "text" if named.generic else "watchlist"
            ledger.add(index, "category", product.category, (part, named.start, named.end), basis, number)
        if product.brand:
            ledger.add(index, "brand", product.brand, (part, named.start, named.end), "watchlist", number)


def _printed_in(reading: Reading, part: str, named: Named, by_model: bool = False) -> str:
    """The part that prints a product's name or model, where one part names it and another its model."""
    for other in (part, *reading.passages):
        for one in reading.named[other]:
            if by_model or not named.name_at:
                if (one.model, one.model_at) == (named.model, named.model_at):
                    return other
            elif (one.name, one.name_at) == (named.name, named.name_at):
                return other
    return part


def _add_scopes(
    reading: Reading,
    drafted: Mention,
    found: Sequence[tuple[str, FoundMarket]],
    counts: Sequence[tuple[str, Count]],
    ledger: Ledger,
    index: int,
) -> None:
    source = reading.document.source
    if drafted.role == "main" and source and source.kind == "regulator" and source.market:
        drafted.scopes.append(Scope(source.market, "recalled"))
        ledger.add(index, "recalled_in", source.market, None)
    for part, one in sorted(found, key=lambda pair: pair[1].status != "recalled"):
        if any(scope.market == one.market for scope in drafted.scopes):
            continue
        name = "recalled_in" if one.status == "recalled" else "not_affected_in"
        claim = ledger.add(index, name, one.market, (part, *one.words), phrase=one.status == "not_affected")
        drafted.scopes.append(Scope(one.market, one.status, None, None, claim.said_by, claim.hedged))
    for part, count in counts:
        scope = next((scope for scope in drafted.scopes if scope.market == count.market), None)
        if scope is None and count.market and drafted.role == "main":
            scope = Scope(count.market, "recalled")
            drafted.scopes.append(scope)
            ledger.add(index, "recalled_in", count.market, (part, count.start, count.end))
        if scope and scope.units is None and scope.status == "recalled":
            scope.units = count.units
            ledger.add(index, "units", count.units, (part, count.start, count.end), market=scope.market)


def _add_units(
    reading: Reading,
    drafted: Mention,
    placed: Sequence[Placed],
    counts: Sequence[tuple[str, Count]],
    lists: Mapping[str, Sequence[Line]],
    ledger: Ledger,
    index: int,
) -> None:
    """Units by product where several products have figures of their own, else the whole recall's."""
    counts = _add_listed(reading, drafted, counts, lists, ledger, index)
    rest = []
    for part, count in counts:
        owners = (
            blocks.numbers(reading, reading.named[part][count.product], placed) if count.product is not None else []
        )
        if len(placed) == 1 or len(owners) != 1:
            rest.append((part, count))
        elif drafted.products[owners[0]].units is None:
            drafted.products[owners[0]].units = count.units
            ledger.add(index, "units", count.units, (part, count.start, count.end), product=owners[0])
    # What is counted in the only market is the whole.
    only = drafted.recalled_in[0] if len(drafted.recalled_in) == 1 else None
    whole = [
        (part, Count(c.units, c.start, c.end, None, None if c.market == only else c.market, c.told)) for part, c in rest
    ]
    chosen = total([count for _, count in whole])
    if chosen is None and whole:
        first = drafted.recalled_in[:1]
        chosen = next((c for _, c in whole if [c.market] == first), whole[0][1])
    if chosen:
        part = next(part for part, count in whole if count == chosen)
        drafted.units = chosen.units
        ledger.add(index, "units", chosen.units, (part, chosen.start, chosen.end))
        recalled = [scope for scope in drafted.scopes if scope.status == "recalled"]
        if recalled and recalled[0].units is None and all(scope.units for scope in recalled[1:]):
            recalled[0].units = chosen.units
            ledger.add(index, "units", chosen.units, (part, chosen.start, chosen.end), market=recalled[0].market)
        if len(drafted.products) == 1 and drafted.products[0].units is None and drafted.role == "main":
            drafted.products[0].units = chosen.units
            ledger.add(index, "units", chosen.units, (part, chosen.start, chosen.end), product=0)


def _add_listed(
    reading: Reading,
    drafted: Mention,
    counts: Sequence[tuple[str, Count]],
    lists: Mapping[str, Sequence[Line]],
    ledger: Ledger,
    index: int,
) -> list[tuple[str, Count]]:
    """Give a list's products the numbers of their lines; what is left is of the whole, or told elsewhere."""
    left = []
    everyone = {part: {number for line in lines for number in line.products} for part, lines in lists.items()}
    for part, count in counts:
        owners = blocks.owners(lists.get(part, ()), count.start)
        whole = blocks.ahead(reading.passages[part], lists.get(part, ()), count.start) and count.told > 1
        summed = count.totalled and count.units.value > max(
            (other.units.value for where, other in counts if where == part and other != count), default=0
        )
        if owners is None or whole or summed or everyone[part] <= set(owners):
            left.append((part, count))
        elif len(owners) == 1 and drafted.products[owners[0]].units is None:
            drafted.products[owners[0]].units = count.units
            ledger.add(index, "units", count.units, (part, count.start, count.end), product=owners[0])
    return left


def _add_windows(
    reading: Reading,
    drafted: Mention,
    placed: Sequence[Placed],
    told: Sequence[Stretch],
    lists: Mapping[str, Sequence[Line]],
    ledger: Ledger,
    index: int,
) -> None:
    found = [
        (stretch.passage, window)
        for stretch in telling(told, "windows")
        for window in windows.find(stretch.passage, stretch.start, stretch.end)
    ]
    for passage, window in found:
        if window.first is None and (owners := _all_begun(drafted, window.kind, [one for _, one in found])):
            for number in owners:
                setattr(drafted.products[number], f"{window.kind}_to", window.last)
                ledger.add(
                    index, f"{window.kind}_to", window.last, (passage.part, window.start, window.end), product=number
                )
            continue
        several = sum(1 for _, other in found if other.kind == window.kind) > 1
        owners = _of_bracket(passage, window, placed) or _in_turn(passage, window, [one for _, one in found], placed)
        if not owners and several:
            owners = blocks.owners(lists[passage.part], window.start) or []
        for number in owners or _of_window(passage, window, _namings(reading, passage, placed), several, len(placed)):
            product = drafted.products[number]
            for end, value in (("from", window.first), ("to", window.last)):
                name = f"{window.kind}_{end}"
                if value and getattr(product, name) is None:
                    setattr(product, name, value)
                    ledger.add(index, name, value, (passage.part, window.start, window.end), product=number)


def _in_turn(passage: Passage, window: Window, found: Sequence[Window], placed: Sequence[Placed]) -> list[int]:
    """The products whose turn a window is, in a sentence that gives each its own behind all that it names.

    "The first was sold from October 2024 to July 2026, the second from January 2025 to July 2026"; models that only
    a sign parts (A3302011／A3302031) have one turn together where not each has its own.
    """
    first, last = passage.sentence_at(window.start)
    here = [one for one in found if one.kind == window.kind and one.first and first <= one.start < last]
    if window not in here or len(here) < 2 or passage.bracket_at(window.start):
        return []
    if any(one.part == passage.part and here[0].start < one.named.start < last for one in placed):
        return []
    turns = [[number] for number in range(len(placed))]
    if len(here) != len(turns):
        turns = _together(passage, placed)
    return turns[here.index(window)] if len(here) == len(turns) else []


def _together(passage: Passage, placed: Sequence[Placed]) -> list[list[int]]:
    """The products of a passage in order, those together that only a sign parts."""
    turns: list[list[int]] = []
    for number, one in enumerate(placed):
        before = placed[number - 1].named if number else None
        joined = before and one.part == passage.part and _BETWEEN.fullmatch(passage.text, before.end, one.named.start)
        if joined:
            turns[-1].append(number)
        else:
            turns.append([number])
    return turns


def _all_begun(drafted: Mention, kind: str, found: Sequence[Window]) -> list[int]:
    """The products that the only end told is of: several, each with a beginning of its own and no end."""
    ends = [one for one in found if one.kind == kind and one.last]
    begun = [
        number
        for number, product in enumerate(drafted.products)
        if getattr(product, f"{kind}_from") and not getattr(product, f"{kind}_to")
    ]
    return begun if len(ends) == 1 and len(begun) > 1 else []


def _of_bracket(passage: Passage, window: Window, placed: Sequence[Placed]) -> list[int]:
    """The products that a window shares its brackets with, or the one before these in a list where each has its own."""
    bracket = passage.bracket_at(window.start)
    if bracket is None:
        return []
    first, last = passage.sentence_at(window.start)
    here = sorted(
        (one.named.start, one.named.end, number)
        for number, one in enumerate(placed)
        if one.part == passage.part and first <= one.named.start < last
    )
    inside = [number for start, _, number in here if bracket[0] < start < bracket[1]]
    if inside or len(here) < 2:
        return inside
    before = [(end, number) for _, end, number in here if end <= bracket[0]]
    if not before or passage.text[before[-1][0] : bracket[0]].strip():
        return []
    alone = len(before) == 1 or passage.closes_bracket(before[-2][0], before[-1][0])
    return [before[-1][1]] if alone else []


def _namings(reading: Reading, passage: Passage, placed: Sequence[Placed]) -> list[_Naming]:
    """Wherever a passage names the products, not only for the first time."""
    named = [one for one in reading.named[passage.part] if not one.generic]
    return sorted((one.start, one.end, number) for one in named for number in blocks.numbers(reading, one, placed))


def _listed_with(passage: Passage, before: Sequence[_Naming]) -> list[int]:
    """The last of some products with those that only a sign parts from it ("A3302011／A3302031, sold from …")."""
    shared = [before[-1]]
    for naming in reversed(before[:-1]):
        if not _BETWEEN.fullmatch(passage.text, naming[1], shared[0][0]):
            break
        shared.insert(0, naming)
    return list(dict.fromkeys(number for _, _, number in shared))


def _of_window(passage: Passage, window: Window, namings: Sequence[_Naming], several: bool, everyone: int) -> list[int]:
    """The products a window is of: the nearest before it where each has one, the only one of its sentence, else all."""
    first, last = passage.sentence_at(window.start)
    here = [naming for naming in namings if first <= naming[0] < last]
    before = [naming for naming in here if naming[1] <= window.start]
    numbers = {number for _, _, number in here}
    if several and len(numbers) > 1 and before:
        return _listed_with(passage, before)
    if len(numbers) == 1:
        return list(numbers)
    return list(range(everyone))
