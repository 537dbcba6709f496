"""Which days an EDTF value can mean, and which model a number names."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from db.edtf import days_between, precision, span
from db.model_numbers import base_model


@pytest.mark.parametrize(
    ("value", "first", "last"),
    [
        ("2025-10-21", "2025-10-21", "2025-10-21"),
        ("2025-06", "2025-06-01", "2025-06-30"),
        ("2024-02", "2024-02-01", "2024-02-29"),
        ("2024", "2024-01-01", "2024-12-31"),
        ("2024-22", "2024-06-01", "2024-08-31"),
        ("2024-24", "2024-12-01", "2025-02-28"),
        ("2024-33", "2024-01-01", "2024-03-31"),
        ("2024-36", "2024-10-01", "2024-12-31"),
        ("2024-06~", "2024-06-01", "2024-06-30"),
        ("2024-06/2024-08-15", "2024-06-01", "2024-08-15"),
        ("2025-10-21T09:00:00Z", "2025-10-21", "2025-10-21"),
    ],
)
def test_a_value_spans_the_days_it_can_mean(value: str, first: str, last: str) -> None:
    assert span(value) == (dt.date.fromisoformat(first), dt.date.fromisoformat(last))


@pytest.mark.parametrize(
    "value", [None, "", "gestern", "2025-02-30", "2025-13", "21.10.2025", "2025-10-21/2025-01", "0000"]
)
def test_what_is_no_date_has_no_span(value: str | None) -> None:
    assert span(value) is None


def test_an_open_end_reaches_as_far_as_dates_do() -> None:
    assert span("2024-06/..") == (dt.date(2024, 6, 1), dt.date.max)


DATES = st.dates(min_value=dt.date(2000, 1, 1), max_value=dt.date(2030, 1, 1))


@given(DATES, DATES)
def test_days_between_has_a_sign(one: dt.date, other: dt.date) -> None:
    assert days_between((one, one), (other, other)) == (other - one).days
    assert days_between((min(one, other),) * 2, (dt.date(2000, 1, 1), dt.date(2030, 1, 1))) == 0
    assert precision((one, one)) == 0


@pytest.mark.parametrize(
    ("model", "base"),
    [("A3102016", "A3102"), ("a1366n11", "A1366"), ("A13660V1", "A1366"), ("A17B0111", "A17B0"), ("T2128111", "T2128")]
    + [(same, same) for same in ("A1263", "PB2030MI", "A17A0", "T2128", "WH-1000XM4")],
)
def test_colour_and_region_are_left_off(model: str, base: str) -> None:
    assert base_model(model) == base
