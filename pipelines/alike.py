"""Which namings mean one product: the same model, a name and the number beside it, a name and its short form."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from pipelines.products import Named
from pipelines.watchlist import Watchlist


def one_each(found: Sequence[Named], watchlist: Watchlist) -> list[Named]:
    """Each product once, as it is first named; a bare model gives way to its colour variants."""
    kept: list[Named] = []
    places: dict[tuple[str, str], int] = {}
    for named in found:
        key = _key(named)
        same = places.get(key) if key else None
        if same is None:
            if key:
                places[key] = len(kept)
            kept.append(named)
            continue
        other = kept[same]
        if other.name_at is None and named.name_at is not None:
            kept[same] = replace(other, name=named.name, name_at=named.name_at)
        if other.model_basis != "text" and named.model_basis == "text" and named.model:
            kept[same] = replace(kept[same], model=named.model, model_at=named.model_at, model_basis="text")
    present = {watchlist.base_model(named.model) for named in kept if named.model}
    called = {_bare(named.name) for named in kept if named.model and named.name_at and named.name}
    kept = [
        named
        for named in kept
        if named.model or not (present.intersection(named.candidates) or _bare(named.name or "") in called)
    ]
    variants = {
        watchlist.base_model(named.model)
        for named in kept
        if named.model and watchlist.base_model(named.model) != named.model
    }
    return [named for named in kept if named.model not in variants]


def told_apart(found: Sequence[Named], watchlist: Watchlist) -> list[Named]:
    """The products; a single model without a name and a single name without a model are one product told apart."""
    printed = {one.model for one in found if one.model and one.model_basis == "text"}
    bare = [one for one in found if one.model and one.model_basis == "text" and (one.name_at is None or _a_kind(one))]
    if len(printed) == 1 and bare and watchlist.base_model(str(bare[0].model)) not in watchlist.by_model:
        # The text prints a number that the catalogue lacks: its only name is that one's, whatever the catalogue says.
        called = [one for one in found if one.name_at and one.model_basis != "text"]
    else:
        called = [one for one in found if not one.model and one.name_at and not one.candidates]
    if len(printed) == 1 and (longer := _in_full(found)):
        return longer
    if len({one.model for one in bare}) != 1 or not _one_name(called):
        return list(found)
    named = replace(bare[0], name=called[0].name, name_at=called[0].name_at, start=called[0].start)
    apart = {*bare, *called}
    return [named, *(one for one in found if one not in apart)]


def _a_kind(one: Named) -> bool:
    """Whether a model's name is but a word for its kind of goods ("the speaker (model A31X1)")."""
    name = one.name or ""
    return (
        bool(name) and not one.candidates and not any(sign.isupper() or sign.isdigit() or sign == " " for sign in name)
    )


def _in_full(found: Sequence[Named]) -> list[Named] | None:
    """The products where the only printed model's name stands in full elsewhere ("Prime Power Bank (12K, 130W)")."""
    own = next((one for one in found if one.model and one.model_basis == "text" and one.name_at), None)
    if own is None:
        return None
    shorter = [one for one in found if not one.model and not one.generic and one.name_at and _opens(one, own)]
    if shorter:
        return [one for one in found if one not in shorter]
    longer = [one for one in found if not one.model and not one.generic and one.name_at and _begins(one, own)]
    if len(longer) != 1:
        return None
    full = replace(own, name=longer[0].name, name_at=longer[0].name_at, start=min(own.start, longer[0].start))
    return [full if one is own else one for one in found if one is not longer[0]]


def _opens(one: Named, own: Named) -> bool:
    """Whether a name with a figure is all but the kind of goods in another ("Boom 2" in "Boom 2 speakers")."""
    name, whole = _bare(one.name or ""), _bare(own.name or "")
    rest = whole.removeprefix(name)
    return any(map(str.isdigit, name)) and whole.startswith(name) and not any(map(str.isdigit, rest))


def _begins(one: Named, own: Named) -> bool:
    """Whether a name begins with another and goes on with figures in brackets."""
    rest = (one.name or "").removeprefix(own.name or "")
    return rest != one.name and bool(re.match(r"\s?[(（]", rest))


def _one_name(called: Sequence[Named]) -> bool:
    """Whether names are one: printed alike, or short for one product of the catalogue."""
    alike = {one.model or _bare(one.name or "") for one in called}
    return len(alike) == 1


def _key(one: Named) -> tuple[str, str] | None:
    """What two mentions of one product share: its model, else its name; None where neither is told."""
    if one.model:
        return "model", one.model
    return ("name", _bare(one.name)) if one.name else None


def _bare(name: str) -> str:
    return re.sub(r"\W", "", name.casefold()).replace("anker", "")
