"""Which products a passage names: names and model numbers brought together.

Texts print a model behind its name ("Soundcore 3 (A3117)"), before it ("A1642移动电源"),
in lists ("A1647/A1642/A1652"), or all names first and all models after ("the 334 MagGo
Battery, the Power Bank and the MagGo Power Bank (A1642, A1647, A1652)").
"""

from __future__ import annotations

import itertools
import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from db.records import Basis
from pipelines import models
from pipelines.called import Name
from pipelines.folding import narrow
from pipelines.models import Model
from pipelines.naming import names
from pipelines.passages import Passage
from pipelines.tokens import tokens
from pipelines.watchlist import Watchlist

#: Between the items of a list: figures in brackets, commas, slashes, "and".
_LIST = re.compile(r"[\s,，、/／;；・|+&]*(?:[(（][^()（）]{0,60}[)）])?[\s,，、/／;；・|+&:：–-]*(?:\w{1,4}\s)?")
#: Between a model and the name it belongs to behind it.
_NAME_BEHIND = re.compile(r"[\s\-–的の]{0,3}(?:型)?")
#: Between a brand and its model: a space, a bracket.
_BESIDE = re.compile(r"\s?[(（「\[]?\s?")
_SENTENCE = re.compile(r"[.!?]\s+[A-ZÀ-Þ0-9]|[。！？\n]|;\s")
_REACH = 70
_TOGETHER = re.compile(r"[\s,，、/／&+]{0,3}(?:\w{1,4}\s){0,2}")
_OPENED = re.compile(r"\s?[(（]\s?")
#: A label and its colon stand right before a form's model, at most so long.
_LABEL = 24
_LABELLED = re.compile(r"[:：]\s?\Z")


@dataclass(frozen=True, slots=True)
class Named:
    """A product in a text: where its words stand, what they are, and how we know the model."""

    start: int
    end: int
    brand: str | None
    name: str | None
    name_at: tuple[int, int] | None
    model: str | None
    model_at: tuple[int, int] | None
    model_basis: Basis
    category: str | None
    generic: bool = False
    candidates: tuple[str, ...] = ()


def find(passage: Passage, watchlist: Watchlist) -> list[Named]:
    """The products a passage names, in order; kinds of goods alone ("Powerbanks") come as ``generic``."""
    numbers, called = models.find(passage, watchlist), names(passage, watchlist)
    begins = [model.start for model in numbers]
    called = [name for name in called if not _inside(numbers, bisect_right(begins, name.start) - 1, name.start)]
    owners = _owners(passage.text, numbers, called, watchlist) | _of_lines(passage, numbers, called)
    owned = Counter(name.start for name in owners.values() if name)
    found = []
    for model in numbers:
        name = owners.get(model.start)
        only_kind = name is not None and _only_a_kind(passage.text, name, owned[name.start], watchlist)
        one = _with_model(passage.text, model, name, watchlist, only_kind)
        found.append(one if one.name_at else _named_by_line(passage, one, watchlist))
    owning = {name.start for name in owners.values() if name}
    found += [_without_model(passage.text, name) for name in called if name.start not in owning]
    return sorted(found, key=lambda named: named.start)


def _owners(
    text: str, numbers: Sequence[Model], called: Sequence[Name], watchlist: Watchlist
) -> dict[int, Name | None]:
    """The name that each model number belongs to, by where the number starts."""
    items: list[Name | Model] = sorted([*numbers, *called], key=lambda item: item.start)
    owners: dict[int, Name | None] = {}
    for run in _respectively(text, items):
        owners.update(run)
    owners.update(_in_brackets(text, items))
    behind = _behind(text, items)
    for place, item in enumerate(items):
        if isinstance(item, Model) and item.start not in owners:
            owners[item.start] = _before(text, items, place, owners, watchlist) or behind[place]
    return owners


def _of_lines(passage: Passage, numbers: Sequence[Model], called: Sequence[Name]) -> dict[int, Name | None]:
    """The names on the lines right above those that a form's label opens for their models.

    "Product: Nano Power Bank (5K)" and below it "Model: A1665".
    """
    found: dict[int, Name | None] = {}
    begins = [name.start for name in called]
    for model in numbers:
        line = passage.text.rfind("\n", 0, model.start)
        label = passage.text[line + 1 : model.start]
        if line < 0 or len(label) > _LABEL or not _LABELLED.search(label):
            continue
        at = bisect_right(begins, line) - 1
        if at < 0 or not passage.words("products.model", line + 1, model.start):
            continue
        above = passage.text.rfind("\n", 0, line) + 1
        here = called[bisect_left(begins, above) : at + 1]
        if here and not passage.text[here[-1].end : line].strip() and not _inside_line(numbers, above, line):
            found[model.start] = next((name for name in here if not name.generic), here[-1])
    return found


def _inside_line(numbers: Sequence[Model], start: int, end: int) -> bool:
    """Whether a line prints a model of its own."""
    return any(start <= number.start < end for number in numbers)


def _respectively(text: str, items: Sequence[Name | Model]) -> Iterator[dict[int, Name | None]]:
    """Runs of several names followed by as many models."""
    position = 0
    while position < len(items):
        end_names = _run(text, items, position, Name)
        end_models = _run(text, items, end_names, Model)
        count = end_names - position
        if (
            count >= 2
            and end_models - end_names == count
            and not _SENTENCE.search(text, items[end_names - 1].end, items[end_names].start)
        ):
            pairs = zip(items[end_names:end_models], items[position:end_names], strict=True)
            yield {model.start: name for model, name in pairs if isinstance(name, Name)}
        position = max(end_models, position + 1)


def _in_brackets(text: str, items: Sequence[Name | Model]) -> dict[int, Name | None]:
    """The names in brackets behind the models of a list: "A1257 (Power Bank, 10K), A1681 and A1689 (Zolo)"."""
    found: list[dict[int, Name | None]] = []
    for place, (model, name) in enumerate(itertools.pairwise(items)):
        if isinstance(model, Model) and isinstance(name, Name) and _OPENED.fullmatch(text, model.end, name.start):
            first = place
            while first and isinstance(items[first - 1], Model):
                if not _TOGETHER.fullmatch(text, items[first - 1].end, items[first].start):
                    break
                first -= 1
            found.append({items[at].start: name for at in range(first, place + 1)})
    return {start: name for one in found for start, name in one.items()} if len(found) > 1 else {}


def _run(text: str, items: Sequence[Name | Model], position: int, kind_of_item: type) -> int:
    end = position
    while end < len(items) and isinstance(items[end], kind_of_item):
        if end > position and (
            items[end].start - items[end - 1].end > 30 or _SENTENCE.search(text, items[end - 1].end, items[end].start)
        ):
            break
        end += 1
    return end


def _before(
    text: str, items: Sequence[Name | Model], place: int, owners: dict[int, Name | None], watchlist: Watchlist
) -> Name | None:
    model = items[place]
    if not place:
        return None
    last = items[place - 1]
    gap = text[last.end : model.start]
    if isinstance(last, Model):
        name = owners.get(last.start)
        return (
            name
            if name and _LIST.fullmatch(gap) and (name.generic or not name.candidates or len(name.candidates) > 1)
            else None
        )
    if len(gap) > _REACH or _SENTENCE.search(gap):
        return None
    return last if _may_be(last, model, gap, watchlist) else None


def _may_be(name: Name, model: Name | Model, gap: str, watchlist: Watchlist) -> bool:
    """Whether a name may belong to the model behind it: the catalogue agrees, or brackets join them.

    More may stand in brackets before a model that the catalogue lacks ("511 Power Bank (Fusion 30W) A1634").
    """
    assert isinstance(model, Model)
    known = [product.model for product in name.candidates if product.model]
    if name.generic or not known or any(model.number.startswith(number) for number in known):
        return True
    if watchlist.base_model(model.number) not in watchlist.by_model and re.fullmatch(
        r"\s?[(（][^()（）]{0,60}[)）]\s?[(（「\[]?", gap
    ):
        return True
    return bool(re.fullmatch(r"\s?(?:[(（「\[–-]\s?(?:[^\s()（）]{1,12}\s?)?)?", gap))


def _behind(text: str, items: Sequence[Name | Model]) -> list[Name | None]:
    """For each item the name right behind the list of models that it is in ("A1647、A1642、A1652移动电源"), or None."""
    found: list[Name | None] = [None] * len(items)
    for place in range(len(items) - 2, -1, -1):
        item, following = items[place], items[place + 1]
        gap = text[item.end : following.start]
        if isinstance(following, Name):
            next_but_one = items[place + 2] if place + 2 < len(items) else None
            owned = isinstance(next_but_one, Model) and next_but_one.start - following.end < 4
            found[place] = following if not owned and _NAME_BEHIND.fullmatch(gap) else None
        elif len(gap) <= _REACH and _LIST.fullmatch(gap):
            found[place] = found[place + 1]
    return found


def _only_a_kind(text: str, name: Name, models_of_it: int, watchlist: Watchlist) -> bool:
    """Whether a name only says what kind of goods it is: no series or figures, no brand, or one for several models."""
    if not name.generic or name.figures or (name.brand and models_of_it == 1):
        return False
    return not any(True for _ in watchlist.series.among(tokens(text[name.start : name.end])))


def _printed(text: str, start: int, end: int) -> str:
    """A name as a text prints it, in one line of plain letters and digits ("Motion X６００" is a Motion X600)."""
    return " ".join(narrow(text[start:end]).split()).strip(" ,、「")


def _with_model(text: str, model: Model, name: Name | None, watchlist: Watchlist, only_kind: bool = False) -> Named:
    known = watchlist.by_model.get(watchlist.base_model(model.number))
    shown = None if only_kind and known and known.name else name
    printed = _printed(text, shown.start, shown.end) if shown else None
    return Named(
        start=model.start,
        end=model.end,
        brand=(known.brand if known else None) or (name.brand if name else None),
        name=printed or (known.name if known else None),
        name_at=(shown.start, shown.end) if shown else None,
        model=model.number,
        model_at=(model.start, model.end),
        model_basis="text" if model.printed else "watchlist",
        category=(known.category if known else None) or (name.category if name else None),
        candidates=tuple(product.model for product in name.candidates if product.model) if name else (),
    )


def _named_by_line(passage: Passage, one: Named, watchlist: Watchlist) -> Named:
    """A model that only its line's brand stands before is called so ("Anker Soundcore (A3102016)"), not as catalogued.

    The group's first brand and a series ("Zolo") tell less than the catalogue's name.
    """
    heads = {group.brands[0].name for group in watchlist.groups} | set(watchlist.series_words.values())
    last = bisect_left(passage.brands, one.start, key=lambda pair: pair[0].start) - 1
    if last < 0 or passage.brands[last][1].name in heads or passage.brands[last][1].name != one.brand:
        return one
    place = passage.brands[last][0]
    if not _BESIDE.fullmatch(passage.text, place.end, one.start):
        return one
    start = place.start
    if last and _BESIDE.fullmatch(passage.text, passage.brands[last - 1][0].end, start):
        start = passage.brands[last - 1][0].start
    return replace(one, name=_printed(passage.text, start, place.end), name_at=(start, place.end))


def _inside(numbers: Sequence[Model], at: int, place: int) -> bool:
    """Whether a place is within the model number at ``at``, the last that begins before it (-1 for none)."""
    return at >= 0 and place < numbers[at].end


def _without_model(text: str, name: Name) -> Named:
    several = {product.model for product in name.candidates}
    told = several.pop() if len(several) == 1 else None
    return Named(
        start=name.start,
        end=name.end,
        brand=name.brand,
        name=name.called or _printed(text, name.start, name.end),
        name_at=None if name.called else (name.start, name.end),
        model=told,
        model_at=(name.start, name.end) if told else None,
        model_basis="watchlist",
        category=name.category,
        generic=name.generic and not name.figures,
        candidates=tuple(product.model for product in name.candidates if product.model),
    )
