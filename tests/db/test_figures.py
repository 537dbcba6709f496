"""Figures that mean the same, and where those are looked for."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.figures import figure_key, figure_keys, rounded_from, roundings, same_figure

_FIGURES = st.one_of(
    st.integers(0, 10**7),
    st.builds(lambda leading, zeros: leading * 10**zeros, st.integers(1, 9999), st.integers(0, 5)),
)


@pytest.mark.parametrize(("ours", "theirs"), [(520_000, 522_237), (1_158_000, 1_200_000), (41_000, 41_124), (7, 7)])
def test_a_figure_that_is_rounded_is_the_same(ours: int, theirs: int) -> None:
    assert same_figure(ours, theirs) == same_figure(theirs, ours) == (ours != 7)


@given(_FIGURES, _FIGURES, st.integers(0, 5))
def test_all_figures_that_mean_the_same_are_looked_for(ours: int, theirs: int, digits: int) -> None:
    for other in (theirs, round(ours, -digits), ours // 10**digits * 10**digits):
        looked_for = other in roundings(ours) or other in rounded_from(ours)
        kept_there = figure_key(other) in figure_keys(ours)
        assert not same_figure(ours, other) or (looked_for and kept_there), (ours, other)
