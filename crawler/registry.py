"""All sources, found by their place: one file each below crawler/spiders, or in a folder of the user's."""

from __future__ import annotations

import importlib
import importlib.util
import pkgutil
import re
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from types import ModuleType

import crawler.spiders
from crawler.addresses import host_of, within
from crawler.described import Described
from crawler.source import SourceSpider
from db.records import Source


class BadSource(ValueError):
    """A file of the user's that is no source; the message names it and says why."""


def sources(extra_folder: Path | None = None) -> dict[str, type[SourceSpider]]:
    """Every source's spider by its id, in the order of their ids; the user's win over ours of the same id.

    ``extra_folder`` holds further spiders, one Python file each. Raises BadSource where one of them cannot be used.
    """
    theirs = _from_folder(extra_folder) if extra_folder else ()
    found = {spider.name: _described(spider, module) for module in theirs for spider in _defined_in(module)}
    return dict(sorted((_ours() | found).items()))


def source_for_address(url: str, extra_folder: Path | None = None) -> Source | None:
    """The source whose page an address is, or None; where several are, the one that names its host most exactly.

    Hosts of whole governments serve others' pages too.
    """
    host, known = host_of(url), sources(extra_folder).values()
    fitting = [spider for spider in known if within(host, spider.hosts) and re.search(spider.own_pages, url)]
    best = max(fitting, key=lambda spider: max(len(own) for own in spider.hosts if within(host, (own,))), default=None)
    return best.described() if best else None


@cache
def _ours() -> dict[str, type[SourceSpider]]:
    modules = pkgutil.walk_packages(crawler.spiders.__path__, "crawler.spiders.")
    found = (importlib.import_module(module.name) for module in modules)
    return {spider.name: spider for module in found for spider in _defined_in(module)}


def _from_folder(folder: Path) -> Iterator[ModuleType]:
    for path in sorted(folder.glob("*.py")):
        name = f"crawler_sources_of_the_user.{path.stem}"
        if name not in sys.modules:
            spec = importlib.util.spec_from_file_location(name, path)
            assert spec is not None and spec.loader is not None
            module = importlib.util.module_from_spec(spec)
            sys.modules[name] = module
            try:
                spec.loader.exec_module(module)
            except Exception as error:
                del sys.modules[name]
                raise BadSource(f"{path} cannot be read: {type(error).__name__}: {error}") from error
        yield sys.modules[name]


def _described(spider: type[SourceSpider], module: ModuleType) -> type[SourceSpider]:
    """A spider of the user's that says all that a source must say of itself. Raises BadSource."""
    if missing := [name for name in Described.__annotations__ if not hasattr(spider, name)]:
        raise BadSource(f"{module.__file__}: {spider.__name__} does not say its {', '.join(missing)}")
    return spider


def _defined_in(module: ModuleType) -> Iterator[type[SourceSpider]]:
    for thing in vars(module).values():
        own = isinstance(thing, type) and issubclass(thing, SourceSpider) and thing.__module__ == module.__name__
        if own and getattr(thing, "name", None):
            yield thing
