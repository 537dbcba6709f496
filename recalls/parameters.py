"""What people may type for a market, a model or a day: a code or a number, or its name in any language.

The readers' words are loaded only for what is no code and no number, so that a plain question starts fast.
"""

from __future__ import annotations

import re

import click

from db.edtf import span
from db.model_numbers import is_number


def to_market(context: click.Context | None, parameter: click.Parameter | None, typed: str | None) -> str | None:
    """The code of a market: typed as ``DE``, ``EU``, ``EUROPE``, ``GLOBAL``, or as a country's name (``日本``).

    Raises:
        click.BadParameter: neither ISO 3166-1 nor a language of ours knows it.
    """
    if typed is None:
        return None
    from pipelines.regions import code_of

    code = code_of(typed)
    if code is None:
        wanted = "write an ISO 3166 code (DE, JP), EU, EUROPE or GLOBAL"
        raise click.BadParameter(f"{typed!r} is no market: {wanted}", context, parameter)
    return code


def is_day(typed: str) -> bool:
    """Whether this is a year, month or day of the calendar: 2024, 2024-01 or 2024-01-31."""
    return re.fullmatch(r"\d{4}(-(0\d|1[0-2])(-\d\d)?)?", typed, re.ASCII) is not None and span(typed) is not None


def to_day(context: click.Context | None, parameter: click.Parameter | None, typed: str | None) -> str | None:
    """What was typed, where it is a year, month or day. Raises click.BadParameter."""
    if typed is not None and not is_day(typed):
        raise click.BadParameter(f"{typed!r} is no date: write 2024, 2024-01 or 2024-01-31", context, parameter)
    return typed


def to_model(context: click.Context | None, parameter: click.Parameter | None, typed: str | None) -> str | None:
    """A model number, or that of the product whose name was typed (``Soundcore 3``); else what was typed.

    Raises:
        click.BadParameter: the name means several models of the watchlists.
    """
    if typed is None:
        return None
    if not any(map(str.isalnum, typed)):
        raise click.BadParameter(f"{typed!r} is no model number and no name", context, parameter)
    if is_number(typed):
        return typed.strip()
    from pipelines.watchlist import load_all

    models = load_all().models_named(typed)
    if len(models) > 1:
        raise click.BadParameter(f"{typed!r} may be any of {', '.join(models)}: name one of them", context, parameter)
    return models[0] if models else typed
