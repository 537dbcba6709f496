"""The brands, products and model numbers that we follow: one TOML file a brand group.

The format is described in ``watchlists/README.md``. A watchlist is a catalogue: it
holds names and numbers of products, recalled or not, and nothing about recalls.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from importlib import resources
from pathlib import Path

from db.unseen import full_kana
from pipelines import catalogue
from pipelines.catalogue import Brand, CatalogueProduct, Group, WatchlistError
from pipelines.folding import fold
from pipelines.tokens import Names, Row, Token, name_key

__all__ = ["Watchlist", "WatchlistError", "compile_groups", "load_all"]


#: So many model numbers' bases are kept at hand.
_KEPT = 10_000
#: In so many ways a name is spelled before one more of its words is.
_MOST_SPELLINGS = 16


@dataclass(frozen=True, eq=False)
class Watchlist:
    """All groups that we follow, compiled."""

    groups: tuple[Group, ...]
    digest: str = field(default="")

    def hits(self, text: str) -> bool:
        """Whether a watched brand's or product line's word stands in a text, in any width, be it inside a longer word.

        Cheap and generous: what it finds is kept and understood, what it misses is lost.
        """
        return self._words.search(fold(full_kana(text))) is not None

    def places(self, text: str, end: int) -> list[int]:
        """Where watched words and model numbers stand before ``end``, in order."""
        found = [match.start() for match in self._words.finditer(fold(text), 0, end)]
        return sorted(found + [match.start() for match in self.model_pattern.finditer(text, 0, end)])

    @cached_property
    def queries(self) -> tuple[str, ...]:
        """What to type into a site's search."""
        return tuple(dict.fromkeys(query for group in self.groups for query in group.queries))

    @cached_property
    def _words(self) -> re.Pattern[str]:
        words = {fold(word) for group in self.groups for brand in group.brands for word in brand.words}
        words |= {fold(line) for group in self.groups for line in group.lines if " " not in line}
        shortest = [word for word in words if not any(other != word and other in word for other in words)]
        return re.compile("|".join(map(re.escape, sorted(shortest, key=len, reverse=True))) or r"(?!)")

    @cached_property
    def brand_words(self) -> Mapping[tuple[str, ...], Brand]:
        """Brands by the tokens of each of their words."""
        return {name_key(word): brand for group in self.groups for brand in group.brands for word in brand.words}

    @cached_property
    def numbers_of_names(self) -> frozenset[str]:
        """The numbers that names begin with or are ("537 Power Bank"): where one stands alone, goods are named."""
        return frozenset(name[0] for name in self.by_name if name and name[0].isdigit())

    @cached_property
    def company_words(self) -> Mapping[tuple[str, ...], str]:
        """Companies' names by the tokens of each of their spellings."""
        return {
            name_key(word): name
            for group in self.groups
            for name, spellings in group.companies.items()
            for word in (name, *spellings)
        }

    @cached_property
    def supplier_words(self) -> Mapping[tuple[str, ...], str]:
        """Suppliers' names by the tokens of each of their spellings."""
        return {
            name_key(word): name
            for group in self.groups
            for name, spellings in group.suppliers.items()
            for word in (name, *spellings)
        }

    @cached_property
    def not_ours(self) -> frozenset[tuple[str, ...]]:
        """Other firms' names that hold a watched word ("Anker Play")."""
        return frozenset(name_key(words) for group in self.groups for words in group.not_ours)

    @cached_property
    def by_model(self) -> Mapping[str, CatalogueProduct]:
        """Products by model number, without colour and market suffixes."""
        return {product.model: product for product in self._products() if product.model}

    @cached_property
    def by_name(self) -> Mapping[tuple[str, ...], tuple[CatalogueProduct, ...]]:
        """Products by the tokens of each of their names; a name that several bear gives them all."""
        found: dict[tuple[str, ...], list[CatalogueProduct]] = {}
        for group in self.groups:
            for product in group.products:
                for key in {key for name in product.names for key in _keys(name, group)}:
                    found.setdefault(key, []).append(product)
        return {key: tuple(products) for key, products in found.items()}

    def models_named(self, name: str) -> list[str]:
        """The model numbers of the products that bear a name, in order; empty where none does."""
        return sorted({product.model for product in self.by_name.get(name_key(name), ()) if product.model})

    @cached_property
    def titles(self) -> Mapping[str, str]:
        """What tables call each model of the catalogue."""
        return {product.model: product.title for product in self.by_model.values() if product.model and product.title}

    @cached_property
    def line_forms(self) -> frozenset[str]:
        """The lines' words of one token."""
        return frozenset(key[0] for key in self.line_words if len(key) == 1)

    @cached_property
    def line_words(self) -> Mapping[tuple[str, ...], str]:
        """Product lines whose names go on with a number ("PowerCore 10000"), by their tokens."""
        return {key: line for group in self.groups for line in group.lines for key in _keys(line, group)}

    @cached_property
    def series_words(self) -> Mapping[tuple[str, ...], str]:
        """Words that a brand puts before the kind of product ("Zolo Power Bank"), by their tokens."""
        return {key: word for group in self.groups for word in group.series for key in _keys(word, group)}

    @cached_property
    def model_pattern(self) -> re.Pattern[str]:
        """A model number of any group, with its suffix as a second group, wherever it is glued to a word.

        Never inside a longer number or behind a letter; a capital that starts a word may follow ("A17B0Not").
        """
        forms = [
            f"(?:{'|'.join(group.models)})(?:{group.suffix})?" if group.suffix else f"(?:{'|'.join(group.models)})"
            for group in self.groups
            if group.models
        ]
        body = "|".join(forms) or "(?!)"
        return re.compile(rf"(?<![A-Za-z0-9_])(?<![A-Za-z0-9][-.])(?:{body})(?![0-9])(?![A-Za-z](?![a-z]))")

    def base_model(self, model: str) -> str:
        """A model number without its colour and market suffix: A3102016 is an A3102."""
        if model not in self._bases and len(self._bases) < _KEPT:
            self._bases[model] = self._base(model)
        return self._bases.get(model) or self._base(model)

    @cached_property
    def _bases(self) -> dict[str, str]:
        return {}

    def _base(self, model: str) -> str:
        for group in self.groups:
            for pattern in group.models:
                if found := re.match(pattern, model):
                    rest = model[found.end() :]
                    if not rest or (group.suffix and re.fullmatch(group.suffix, rest)):
                        return found.group()
        return model

    def brand(self, name: str) -> Brand | None:
        """A brand by its name."""
        return next((brand for group in self.groups for brand in group.brands if brand.name == name), None)

    def among(self, found: Row) -> Iterator[tuple[Token, Brand]]:
        """The brands named in a row of tokens, other firms' names left out: the words' place, and the brand."""
        for brand, start, end in self._named.among(found):
            if brand:
                yield Token(brand.name, start, end), brand

    @cached_property
    def _named(self) -> Names[Brand | None]:
        return Names({**self.brand_words, **dict.fromkeys(self.not_ours)})

    @cached_property
    def companies(self) -> Names[str]:
        """Companies of the groups, by all their spellings."""
        return Names(self.company_words)

    @cached_property
    def suppliers(self) -> Names[str]:
        """Suppliers of the groups, by all their spellings."""
        return Names(self.supplier_words)

    @cached_property
    def series(self) -> Names[str]:
        """Series' words, by all their spellings."""
        return Names(self.series_words)

    @cached_property
    def names(self) -> Names[bool]:
        """Names of products and lines; what they mean is in ``by_name`` and ``line_words``."""
        return Names(dict.fromkeys((*self.by_name, *self.line_words), True))

    def _products(self) -> Iterator[CatalogueProduct]:
        return (product for group in self.groups for product in group.products)


def _keys(name: str, group: Group) -> Iterator[tuple[str, ...]]:
    """The tokens of a name, and of the name with words of it spelled in another script."""
    spelled = [name]
    for word, spellings in group.spellings.items():
        pattern = re.compile(rf"\b{re.escape(word)}\b", re.IGNORECASE)
        if pattern.search(name):
            spelled += [pattern.sub(spelling, one) for one in spelled[:_MOST_SPELLINGS] for spelling in spellings]
    yield from map(name_key, spelled)


def load_all(extra_folder: Path | str | None = None) -> Watchlist:
    """Load the watchlists that come with the program and those in a folder of the user's.

    Raises:
        WatchlistError: a file is not TOML, lacks a field or has one we do not know.
    """
    files: list[tuple[str, bytes]] = []
    for entry in sorted(resources.files("pipelines.watchlists").iterdir(), key=lambda entry: entry.name):
        if entry.name.endswith(".toml"):
            files.append((entry.name, entry.read_bytes()))
    if extra_folder is not None:
        files += [(str(path), path.read_bytes()) for path in sorted(Path(extra_folder).glob("*.toml"))]
    return _compiled(tuple(files))


@lru_cache(maxsize=4)
def _compiled(files: tuple[tuple[str, bytes], ...]) -> Watchlist:
    """The watchlist of these files: each source of a crawl asks for it."""
    return compile_groups(files)


def compile_groups(files: Iterable[tuple[str, bytes]]) -> Watchlist:
    """A watchlist of (file name, content) pairs."""
    groups: list[Group] = []
    digest = hashlib.sha256()
    for name, content in files:
        digest.update(content)
        group = catalogue.read(name, content)
        if any(group.name == other.name for other in groups):
            raise WatchlistError(f"{name}: name: another watchlist is called {group.name!r} already")
        groups.append(group)
    return Watchlist(tuple(groups), "sha256:" + digest.hexdigest())
