"""A market or a model may be typed as a person calls it, and what nobody knows is refused."""

import click
import pytest

from recalls.parameters import to_day, to_market, to_model


@pytest.mark.parametrize(
    ("typed", "code"),
    [
        ("de", "DE"),
        ("UK", "GB"),
        ("eu", "EU"),
        ("Europe", "EUROPE"),
        ("Germany", "DE"),
        ("Deutschland", "DE"),
        ("日本", "JP"),
        ("ZW", "ZW"),
    ],
)
def test_a_market_is_a_code_or_a_name_in_any_language(typed: str, code: str) -> None:
    assert to_market(None, None, typed) == code


@pytest.mark.parametrize("typed", ["XX", "Narnia", "", "BENELUX"])
def test_what_is_no_market_is_refused_by_name(typed: str) -> None:
    with pytest.raises(click.BadParameter, match="is no market"):
        to_market(None, None, typed)


@pytest.mark.parametrize(
    ("typed", "model"),
    [
        ("A3117", "A3117"),
        ("a3102016", "a3102016"),
        ("Soundcore 3", "A3117"),
        ("powercore 10.000", "A1263"),
        ("Xyzzy 9 Pro", "Xyzzy 9 Pro"),
    ],
)
def test_a_model_is_a_number_or_a_name_of_the_watchlists(typed: str, model: str) -> None:
    assert to_model(None, None, typed) == model


def test_a_name_of_several_models_is_left_to_the_person() -> None:
    with pytest.raises(click.BadParameter, match=r"may be any of A\w+, A\w+"):
        to_model(None, None, ambiguous_name())


def ambiguous_name() -> str:
    """A catalogue's name that two models bear."""
    from pipelines.watchlist import load_all

    watchlist = load_all()
    names = [name for group in watchlist.groups for product in group.products for name in product.names]
    return next(name for name in names if len(watchlist.models_named(name)) > 1)


@pytest.mark.parametrize("typed", ["2024", "2024-02", "2024-02-29", None])
def test_a_day_is_of_the_calendar(typed: str | None) -> None:
    assert to_day(None, None, typed) == typed


@pytest.mark.parametrize("typed", ["", "yesterday", "2024-13", "2023-02-29", "24-01-01", "2024/01", "2024-22", "٢٠٢٤"])
def test_what_is_no_day_is_refused_by_name(typed: str) -> None:
    with pytest.raises(click.BadParameter, match="is no date"):
        to_day(None, None, typed)
