"""Values as JSON can hold them."""

from __future__ import annotations

from typing import Any


def plain(value: Any) -> Any:
    """A dataclass and all in it as mappings: what dataclasses.asdict gives, without its copies of every leaf."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, list | tuple):
        return type(value)(map(plain, value))
    if isinstance(value, dict):
        return {name: plain(inner) for name, inner in value.items()}
    return {name: plain(getattr(value, name)) for name in value.__dataclass_fields__}
