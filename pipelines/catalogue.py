"""What a watchlist file holds, read and checked; errors name file and field.

The format is described in ``watchlists/README.md``.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Context = Literal["none", "goods", "group"]


_GROUP_FIELDS = {
    "name",
    "queries",
    "models",
    "suffix",
    "not_ours",
    "suppliers",
    "companies",
    "lines",
    "series",
    "brands",
    "spellings",
    "products",
}


_BRAND_FIELDS = {"name", "words", "context"}


_PRODUCT_FIELDS = {"model", "brand", "category", "names", "called"}


class WatchlistError(ValueError):
    """A watchlist file that cannot be used; the message names file and field."""


@dataclass(frozen=True, slots=True)
class Brand:
    """One brand: its name, its names in every script, and what a hit needs to be believed.

    ``context`` is "none" (the word is the brand's alone), "goods" (a product of the
    group's kind, a model or another brand's word must stand in the text as well) or
    "group" (another brand's word, a model or a product's name of the group must).
    """

    name: str
    words: tuple[str, ...]
    context: Context


@dataclass(frozen=True, slots=True)
class CatalogueProduct:
    """A product that the group sells or sold. Without a model number where we are not sure of it."""

    brand: str
    category: str | None
    names: tuple[str, ...]
    model: str | None = None
    called: str | None = None

    @property
    def title(self) -> str | None:
        """What tables call it: its name behind its brand's, which some names begin with."""
        if self.called or not self.name:
            return self.called
        named = self.name.casefold().startswith(self.brand.casefold())
        return self.name if named else f"{self.brand} {self.name}"

    @property
    def name(self) -> str | None:
        """The first of its names."""
        return self.names[0] if self.names else None


@dataclass(frozen=True, slots=True)
class Group:
    """One brand group: one watchlist file."""

    name: str
    brands: tuple[Brand, ...]
    products: tuple[CatalogueProduct, ...]
    queries: tuple[str, ...]
    models: tuple[str, ...]
    suffix: str | None
    not_ours: tuple[str, ...]
    suppliers: Mapping[str, tuple[str, ...]]
    companies: Mapping[str, tuple[str, ...]]
    lines: tuple[str, ...]
    series: tuple[str, ...]
    spellings: Mapping[str, tuple[str, ...]]


def read(file: str, content: bytes) -> Group:
    try:
        read: dict[str, Any] = tomllib.loads(content.decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise WatchlistError(f"{file}: not TOML: {error}") from error
    if unknown := set(read) - _GROUP_FIELDS:
        raise WatchlistError(
            f"{file}: unknown field {sorted(unknown)[0]!r}; known are {', '.join(sorted(_GROUP_FIELDS))}"
        )
    name = _string(file, read, "name")
    brands = tuple(_brand(file, number, entry) for number, entry in enumerate(_tables(file, read, "brands"), start=1))
    if not brands:
        raise WatchlistError(f"{file}: brands: at least one is needed")
    known = {brand.name for brand in brands}
    products = tuple(
        _product(file, number, entry, known) for number, entry in enumerate(_tables(file, read, "products"), start=1)
    )
    for pattern in (*_strings(file, read, "models"), *([read["suffix"]] if "suffix" in read else [])):
        try:
            re.compile(pattern)
        except (re.error, TypeError) as error:
            raise WatchlistError(f"{file}: models: {pattern!r} is not a regular expression: {error}") from error
    return Group(
        name=name,
        brands=brands,
        products=products,
        queries=_strings(file, read, "queries") or tuple(brand.name for brand in brands),
        models=_strings(file, read, "models"),
        suffix=read.get("suffix"),
        not_ours=_strings(file, read, "not_ours"),
        suppliers=_spellings(file, read, "suppliers"),
        companies=_spellings(file, read, "companies"),
        lines=_strings(file, read, "lines"),
        series=_strings(file, read, "series"),
        spellings=_spellings(file, read, "spellings"),
    )


def _brand(file: str, number: int, entry: dict[str, Any]) -> Brand:
    where = f"{file}: brands[{number}]"
    _known_fields(where, entry, _BRAND_FIELDS)
    name = _string(where, entry, "name")
    context = entry.get("context", "none")
    if context not in ("none", "goods", "group"):
        raise WatchlistError(f"{where}: context: {context!r} is none of none, goods, group")
    return Brand(name, tuple(dict.fromkeys((name, *_strings(where, entry, "words")))), context)


def _product(file: str, number: int, entry: dict[str, Any], brands: set[str]) -> CatalogueProduct:
    where = f"{file}: products[{number}]"
    _known_fields(where, entry, _PRODUCT_FIELDS)
    brand = _string(where, entry, "brand")
    if brand not in brands:
        raise WatchlistError(f"{where}: brand: {brand!r} is none of {', '.join(sorted(brands))}")
    names, model = _strings(where, entry, "names"), entry.get("model")
    if not names and not model:
        raise WatchlistError(f"{where}: a product needs names or a model")
    if model is not None and not isinstance(model, str):
        raise WatchlistError(f"{where}: model: a string is needed")
    called = _string(where, entry, "called") if "called" in entry else None
    return CatalogueProduct(brand, entry.get("category"), names, model, called)


def _known_fields(where: str, entry: dict[str, Any], known: set[str]) -> None:
    if unknown := set(entry) - known:
        raise WatchlistError(f"{where}: unknown field {sorted(unknown)[0]!r}; known are {', '.join(sorted(known))}")


def _string(where: str, entry: Mapping[str, Any], key: str) -> str:
    value = entry.get(key)
    if not isinstance(value, str) or not value.strip():
        raise WatchlistError(f"{where}: {key}: a name is needed")
    return value


def _strings(where: str, entry: Mapping[str, Any], key: str) -> tuple[str, ...]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, str) and one.strip() for one in value):
        raise WatchlistError(f"{where}: {key}: a list of words is needed")
    return tuple(value)


def _tables(where: str, entry: Mapping[str, Any], key: str) -> list[dict[str, Any]]:
    value = entry.get(key, [])
    if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
        raise WatchlistError(f"{where}: {key}: a list of tables is needed")
    return value


def _spellings(where: str, entry: Mapping[str, Any], key: str) -> dict[str, tuple[str, ...]]:
    value = entry.get(key, {})
    if not isinstance(value, dict):
        raise WatchlistError(f"{where}: {key}: a table of names is needed")
    return {name: _strings(f"{where}: {key}", value, name) for name in value}
