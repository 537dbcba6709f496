"""Which benchmarks there are, and each of them run in a process of its own."""

from __future__ import annotations

import pkgutil
from importlib import import_module

import benchmarks
from benchmarks.report import Row, apart


def names() -> list[str]:
    """The modules of this package that measure something, in the order of the alphabet."""
    found = (module.name for module in pkgutil.iter_modules(benchmarks.__path__) if not module.name.startswith("_"))
    return [name for name in found if hasattr(import_module(f"benchmarks.{name}"), "measure")]


def title(name: str) -> str:
    """The first line of a benchmark's docstring."""
    return (import_module(f"benchmarks.{name}").__doc__ or name).splitlines()[0].rstrip(".")


def measured(name: str, small: bool) -> list[Row]:
    """The rows of one benchmark, measured in a process of its own, so that one's memory is not another's."""
    return apart(_measure, name, small)


def _measure(name: str, small: bool) -> list[Row]:
    return list(import_module(f"benchmarks.{name}").measure(small))
