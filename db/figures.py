"""Figures that mean the same said more or less exactly: 520,000 and 522,237."""

from __future__ import annotations

#: Smaller figures are given by many: they tell no recall from another.
LEAST_FIGURE = 1000


def same_figure(ours: int, theirs: int) -> bool:
    """One is the other, rounded or cut to two significant digits or more."""
    short, exact = sorted((ours, theirs), key=lambda figure: (len(str(figure).rstrip("0")), figure))
    digits = len(str(short).rstrip("0"))
    if digits < 2 or short < LEAST_FIGURE:
        return False
    step = 10 ** (len(str(short)) - digits)
    return short in (exact // step * step, (exact + step // 2) // step * step)


def roundings(figure: int) -> list[int]:
    """What a figure may be given as: itself, then cut or rounded to ever fewer digits."""
    found = [figure]
    step = 10
    while step * 10 <= figure:
        found += (figure // step * step, (figure + step // 2) // step * step)
        step *= 10
    return list(dict.fromkeys(found))


def rounded_from(figure: int) -> range:
    """The figures that may be given as this one, which are more exact."""
    text = str(figure)
    step = 10 ** (len(text) - len(text.rstrip("0")))
    return range(figure - step // 2, figure + step)


def figure_key(figure: int) -> int:
    """Under what a figure is kept: cut to its two leading digits."""
    step: int = 10 ** max(len(str(figure)) - 2, 0)
    return figure // step * step


def figure_keys(figure: int) -> tuple[int, int, int]:
    """Under what a figure is looked up: its own two leading digits, and the next pair below and above."""
    step: int = 10 ** max(len(str(figure)) - 2, 0)
    return figure_key(figure) - step, figure_key(figure), figure_key(figure) + step
