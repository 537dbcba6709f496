"""Values as the text of one cell, and cells that no spreadsheet runs."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import Any

from db.exporting.columns import ColumnType

#: How a formula begins, behind blanks and signs that take no room too: some programs drop them.
_FORMULA = re.compile("[\t\r\n]|[\\s\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]*[=+@＝＋－＠-]")
_NEGATIVE = re.compile(r"-\d+(?:[.,]\d+)?")

#: A value as text: truth is ``true`` or ``false``, members of a list are joined with ``|`` (their own is ``\\|``).
PLAIN: Mapping[ColumnType, Callable[[Any], str]] = {
    "string": str,
    "integer": str,
    "number": lambda value: f"{value:.15g}",
    "boolean": lambda value: "true" if value else "false",
    "list": lambda value: "|".join(member.replace("|", "\\|") for member in value),
    "json": str,
}


def plain_cell(type_: ColumnType, value: Any) -> str:
    """A value as text; nothing is an empty one."""
    return "" if value is None else PLAIN[type_](value)


def safe_cell(text: str) -> str:
    """A text as a cell that no spreadsheet runs, without NUL and with plain line ends; a negative number stays."""
    plain = text.replace("\0", "\ufffd").replace("\r\n", "\n").replace("\r", "\n")
    return f"'{plain}" if _FORMULA.match(plain) and not _NEGATIVE.fullmatch(plain) else plain


def unsafe_text(cell: str) -> str:
    """The text of a cell that ``safe_cell`` made, as it was."""
    return cell[1:] if cell[:1] == "'" and safe_cell(cell[1:]) == cell else cell


def same_text(text: str) -> str:
    """A cell's text however it was made safe, to compare cells of two exports."""
    return safe_cell(text.removeprefix("'"))
