"""Draft the mentions of a report: what its stretches say, gathered, with a claim for every value."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence

from db.records import Basis, Mention, Product, Role, Scope
from pipelines import blocks, markets, recalled, units, values, window_owners
from pipelines.blocks import Line
from pipelines.claims import Ledger
from pipelines.counts import Count, total
from pipelines.markets import FoundMarket
from pipelines.products import Named
from pipelines.regions import contains
from pipelines.stretches import Stretch
from pipelines.told import Placed, Reading, telling

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
    window_owners.add_windows(reading, drafted, placed, told, lists, ledger, index)
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
