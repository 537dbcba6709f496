"""Which scopes are joined, which stay apart, and what becomes of ids."""

import random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.linking import Decision, KnownRecall, Linking, PlacedScope
from pipelines.link import link

GROUPS = {"Anker": "anker", "Soundcore": "anker"}


def scope(document: str, market: str | None, announced: str | None = None, *models: str, **values: Any) -> PlacedScope:
    """A regulator's scope, or the press's where the document is called press-…"""
    press = document.startswith("press")
    source = document.partition("/")[0]
    made: dict[str, Any] = {
        "mention": 0,
        "source": source,
        "kind": "announcement",
        "source_kind": "press" if press else "regulator",
        "source_market": "DE" if press else market,
        "announced": announced,
        "published": announced,
        "brands": ("Anker",),
        "models": models,
    }
    return PlacedScope(document=document, market=market, **{**made, **values})


def press(name: str, market: str | None, published: str | None, *models: str, **values: Any) -> PlacedScope:
    """A report that gives no date of the announcement."""
    return scope(f"press-{name}/1", market, None, *models, published=published, **values)


def joined(*scopes: PlacedScope, decisions: tuple[Decision, ...] = ()) -> dict[str, set[str]]:
    """The documents of each recall."""
    return grouping(link(scopes, decisions, groups=GROUPS))


def grouping(linking: Linking) -> dict[str, set[str]]:
    return {recall.id: {link.scope.partition("#")[0] for link in recall.links} for recall in linking.recalls}


JP = scope("caa/1", "JP", "2025-10-21", "A1263", "A3117", reference="40001")
US = scope("cpsc/25-338", "US", "2025-06-12", "A1263", reference="25-338")


def test_the_same_models_in_another_market_are_another_recall() -> None:
    stay = [
        scope("ca/76186", "CA", "2024-09-24", "A1642"),
        scope("cn/1", "CN", "2024-09-30", "A1642", "A1647", "A1652"),
        scope("us/25-011", "US", "2024-10-17", "A1642", "A1647", "A1652"),
        scope("kr/10021263", "KR", "2025-07-31", "A1642"),
    ]
    assert grouping(link(stay, groups=GROUPS)) == {
        "anker-ca-2024-09-24": {"ca/76186"},
        "anker-cn-2024-09-30": {"cn/1"},
        "anker-us-2024-10-17": {"us/25-011"},
        "anker-kr-2025-07-31": {"kr/10021263"},
    }


def test_what_two_makers_call_alike_are_two_recalls_unless_a_link_joins_them() -> None:
    maker = scope("cpsc/1", "US", "2025-06-12", "M100", names=("Power Bank 100",), url="https://cpsc.gov/1")
    other = press("a", "US", "2025-06-13", "M100", brands=("Belkin",), names=("Power Bank 100",))
    assert len(joined(maker, other)) == 2
    both = press("b", "US", "2025-06-13", "M100", brands=("Belkin", "Soundcore"))
    nameless = press("c", "US", "2025-06-13", "M100", brands=())
    linked = press("d", "US", "2025-06-13", brands=("Belkin",), links={"source": ("https://www.cpsc.gov/1",)})
    assert joined(maker, both, nameless, linked) == {
        "anker-us-2025-06-12": {"cpsc/1", "press-b/1", "press-c/1", "press-d/1"}
    }


def test_two_numbers_of_one_regulator_are_two_recalls() -> None:
    korean = [
        scope("kr/10020110", "KR", "2024-06-25", "A3102016", reference="10020110"),
        scope("kr/10020111", "KR", "2024-06-25", "A1112011", reference="10020111"),
    ]
    assert set(joined(*korean)) == {"anker-kr-2024-06-25", "anker-kr-2024-06-25-a1112"}
    same_models = [scope(f"kr/{n}", "KR", "2024-06-25", "A1112", reference=n) for n in ("10020110", "10020111")]
    assert len(joined(*same_models)) == 2


def test_two_notices_of_one_regulator_that_no_number_joins_are_two_recalls() -> None:
    assert len(joined(scope("accc/1", "AU", "2025-07-08", "A1257", "A1647"), scope("accc/2", "AU", None, "A1647"))) == 2


def test_a_scanned_notice_is_of_the_only_recall_of_its_days_else_a_recall_of_its_own() -> None:
    notice, scan = scope("samr/1", "CN", "2025-06-20", "A1681"), scope("samr/2", "CN", "2025-06-20")
    assert joined(notice, scan) == {"anker-cn-2025-06-20": {"samr/1", "samr/2"}}
    assert joined(scan) == {"anker-cn-2025-06-20": {"samr/2"}}
    other = scope("samr/3", "CN", "2025-06-24", "A1263")
    assert {"samr/2"} in joined(notice, scan, other).values()


def test_a_makers_page_is_of_the_first_of_the_recalls_that_only_the_press_tells_of() -> None:
    maker = {"source_kind": "manufacturer", "source_market": None}
    page = scope("anker/1", "GLOBAL", None, "A1257", "A1647", **maker)
    june, september = (press(day, "GLOBAL", day, "A1257", "A1647") for day in ("2025-06-28", "2025-09-20"))
    assert joined(page, june, september)["anker-global-2025-06-28"] == {"anker/1", "press-2025-06-28/1"}


def test_a_makers_undated_page_joins_the_recall_that_its_models_tell() -> None:
    maker = {"source_kind": "manufacturer", "source_market": "DE"}
    page = scope("anker-de/rc2506", "DE", None, "A1257", "A1647", "A1681", **maker)
    before = press("a", "DE", "2024-09-20", "A1642", "A1647", "A1652")
    report = press("b", "DE", "2025-06-28", "A1257", "A1647", "A1681", "A1689")
    linking = link([page, before, report], groups=GROUPS)
    assert grouping(linking) == {
        "anker-de-2024-09-20": {"press-a/1"},
        "anker-de-2025-06-28": {"press-b/1", "anker-de/rc2506"},
    }
    assert {recall.id: recall.standing for recall in linking.recalls}["anker-de-2025-06-28"] == "manufacturer"


def test_a_makers_undated_page_that_could_mean_several_recalls_is_in_none() -> None:
    maker = {"source_kind": "manufacturer", "source_market": "CA"}
    page = scope("soundcore-ca/a3102", "CA", None, "A3102", **maker)
    summer, winter = (
        scope(f"ca/{day}", "CA", day, "A3102", "A3302", reference=day) for day in ("2024-07-05", "2024-12-05")
    )
    assert {"soundcore-ca/a3102"} not in joined(page, summer, winter).values()
    assert len(joined(page, summer, winter)) == 2
    assert joined(page) == {"anker-ca-undated": {"soundcore-ca/a3102"}}


def test_a_later_widening_is_a_recall_of_its_own_that_expands_the_first() -> None:
    first = scope("us/25-011", "US", "2024-10-17", "A1642", "A1647", "A1652", reference="25-011")
    later = scope("us/25-466", "US", "2025-09-18", "A1647", "A1652", "A1257", "A1681", reference="25-466")
    linking = link([later, first], groups=GROUPS)
    assert len(linking.recalls) == 2
    (relation,) = linking.relations
    assert (relation.recall, relation.other, relation.kind) == ("anker-us-2025-09-18", "anker-us-2024-10-17", "expands")
    assert "A1647, A1652" in relation.reason


def test_a_worldwide_announcement_is_its_own_recall_related_to_those_of_countries() -> None:
    maker = {"source_kind": "manufacturer", "source_market": None}
    linking = link(
        [
            scope("anker/1", "GLOBAL", "2025-06-27", "A1257", "A1647", **maker),
            scope("anker/2", "DE", "2025-06-28", "A1257", "A1647", **maker),
            scope("safety-gate/1", "EU", "2025-07-01", "A1647"),
        ],
        groups=GROUPS,
    )
    assert {recall.market for recall in linking.recalls} == {"GLOBAL", "DE", "EU"}
    campaign = {(relation.recall, relation.other) for relation in linking.relations if relation.kind == "campaign"}
    assert ("anker-de-2025-06-28", "anker-global-2025-06-27") in campaign
    assert ("anker-eu-2025-07-01", "anker-global-2025-06-27") in campaign


def test_colour_and_region_do_not_make_another_model() -> None:
    assert joined(scope("us/1", "US", "2024-12-05", "A3102016"), press("a", "US", "2024-12-06", "A3102")) == {
        "anker-us-2024-12-05": {"us/1", "press-a/1"}
    }


@pytest.mark.parametrize(
    ("report", "why"),
    [
        (press("a", "JP", "2025-10-22", "A1263"), "same market, A1263"),
        (press("b", "JP", "2025-11-30", "A3117"), "same market, A3117"),
        (
            scope("press-c/1", "JP", "2025-10-21", "A1263", published="2026-02-01", kind="followup"),
            "same market, A1263",
        ),
        (press("d", "JP", "2026-01-16", "A1263", kind="followup"), "same market, A1263"),
        (press("e", "JP", None, "A1263"), "same market, A1263"),
        (press("f", "JP", "2025-10-22"), "only recall of the brand"),
        (press("i", "JP", "2025-10-22", kind="followup"), "only recall of the brand"),
        (press("j", "JP", "2026-03-22", kind="followup"), ""),
        (press("g", "JP", "2026-09-01", reference="40001"), "same reference number 40001"),
        (press("h", "JP", "2025-10-21", role="background"), ""),
    ],
)
def test_the_press_attaches_to_the_regulators_recall(report: PlacedScope, why: str) -> None:
    linking = link([report, JP, US], groups=GROUPS)
    (recall,) = (recall for recall in linking.recalls if recall.market == "JP")
    reasons = {link.scope: link.reason for link in recall.links}
    assert (report.address in reasons) == bool(why)
    assert why in reasons.get(report.address, "")


@pytest.mark.parametrize(
    "report",
    [
        press("early", "JP", "2025-07-01", "A1263"),
        press("late", "JP", "2026-02-01", "A1263"),
        press("other-model", "JP", "2025-10-22", "A9999"),
        scope("press-dated/1", "JP", "2025-06-26", "A1263", published="2025-10-22"),
    ],
)
def test_a_report_whose_date_or_models_differ_is_not_pulled_in(report: PlacedScope) -> None:
    assert joined(JP, report)["anker-jp-2025-10-21"] == {"caa/1"}


def test_a_report_without_date_and_product_joins_by_a_figure_that_one_recall_has() -> None:
    others = [scope("caa/2", "JP", "2024-09-17", "A1647", units=(152_237,)), US]
    notice = scope("caa/1", "JP", "2025-10-21", "A1263", "A3117", units=(522_237,))
    about = press("figure", "JP", None, units=(520_000,))
    assert joined(notice, about, *others)["anker-jp-2025-10-21"] == {"caa/1", "press-figure/1"}
    for figure in (500_000, 530_000, 52):
        assert "press-figure/1" not in joined(notice, press("figure", "JP", None, units=(figure,)), *others).values()
    two = scope("caa/3", "JP", "2024-01-01", "A1111", units=(519_600,))
    assert joined(notice, about, two)["anker-jp-2025-10-21"] == {"caa/1"}


def test_a_figure_is_not_passed_on_by_those_that_joined_for_it() -> None:
    notice = scope("caa/1", "JP", "2025-10-21", "A1263", units=(522_237,))
    near, far = (press(name, "JP", None, units=(figure,)) for name, figure in (("a", 520_000), ("b", 515_000)))
    assert joined(notice, near, far)["anker-jp-2025-10-21"] == {"caa/1", "press-a/1"}


def test_a_late_report_is_told_by_models_and_figure_together() -> None:
    notice = scope("cpsc/1", "US", "2025-09-18", "A1257", "A1647", units=(481_000,))
    late = {"units": (481_000,), "published": "2025-12-15"}
    assert joined(notice, scope("press-a/1", "US", None, "A1257", **late)) == {
        "anker-us-2025-09-18": {"cpsc/1", "press-a/1"}
    }
    for other in (
        press("b", "US", "2025-12-15", "A1257", units=(97_000,)),
        scope("press-c/1", "US", None, "A9999", **late),
    ):
        assert joined(notice, other)["anker-us-2025-09-18"] == {"cpsc/1"}


def test_of_several_that_an_undated_report_fits_its_figure_tells_else_the_only_announced_one() -> None:
    june = scope("cpsc/1", "US", "2025-06-12", "A1263", units=(1_158_000,))
    misread = press("misread", "US", "2025-10-21", "A1263", units=(522_237,))
    by_figure, by_notice = press("a", "US", None, "A1263", units=(520_000,)), press("b", "US", None, "A1263")
    assert joined(june, misread, by_figure, by_notice) == {
        "anker-us-2025-06-12": {"cpsc/1", "press-b/1"},
        "anker-us-2025-10-21": {"press-misread/1", "press-a/1"},
    }
    again = scope("cpsc/2", "US", "2025-10-21", "A1263", reference="2")
    assert all("press-b/1" not in documents for documents in joined(june, again, by_notice).values())


def test_a_report_without_market_and_product_joins_by_a_figure_that_one_recall_of_all_markets_has() -> None:
    june = scope("cpsc/1", "US", "2025-06-12", "A1263", units=(1_158_000,))
    report = press("a", None, None, units=(1_160_000,))
    assert joined(june, JP, report)["anker-us-2025-06-12"] == {"cpsc/1", "press-a/1"}
    china = scope("samr/1", "CN", "2025-06-20", "A1681", units=(1_160_000,))
    assert all("press-a/1" not in documents for documents in joined(june, china, report).values())


def test_an_undated_report_joins_the_recall_whose_models_stand_out() -> None:
    first = scope("de/1", "DE", "2024-09-20", "A1642", "A1647", "A1652")
    later = scope("de/2", "DE", "2025-06-28", "A1257", "A1647", "A1681", "A1689")
    report = press("a", "DE", None, "A1257", "A1647", "A1652", "A1681", "A1689")
    assert joined(first, later, report)["anker-de-2025-06-28"] == {"de/2", "press-a/1"}
    unclear = press("b", "DE", None, "A1647")
    assert "press-b/1" not in {one for group in joined(first, later, unclear).values() for one in group}


def test_without_a_market_the_very_day_and_models_tell_the_recall() -> None:
    japan = scope("caa/1", "JP", "2025-06-26", "A1257", "A1647")
    world = scope("maker/1", "GLOBAL", "2025-06-27", "A1257", "A1647", "A1681")
    column = scope("press-a/1", None, "2025-06-26", "A1257", "A1647", published=None)
    assert joined(japan, world, column)["anker-jp-2025-06-26"] == {"caa/1", "press-a/1"}
    other_day = scope("press-a/1", None, "2025-06-28", "A1257", "A1647", published=None)
    assert joined(japan, world, other_day)["anker-global-2025-06-27"] == {"maker/1", "press-a/1"}
    other_models = scope("press-a/1", None, "2025-06-28", "A1257", "A1642", published=None)
    assert "press-a/1" not in {one for group in joined(japan, world, other_models).values() for one in group}


def test_a_name_joins_where_one_of_them_gives_no_model() -> None:
    notice = scope("ca/1", "CA", "2024-09-24", names=("Anker 334 MagGo Battery",))
    report = press("a", "CA", "2024-09-25", "A1642", names=("334 MagGo Battery",))
    assert joined(notice, report) == {"anker-ca-2024-09-24": {"ca/1", "press-a/1"}}


def test_press_reports_alone_found_a_recall_by_the_earliest() -> None:
    found = joined(press("b", "DE", "2025-06-30", "A1257"), press("a", "DE", "2025-06-28", "A1257"))
    assert found == {"anker-de-2025-06-28": {"press-a/1", "press-b/1"}}


def test_a_report_without_any_product_founds_nothing() -> None:
    linking = link([press("a", "DE", "2025-06-28")], groups=GROUPS)
    assert linking.recalls == ()
    assert linking.unplaced == (("press-a/1#0@DE",),)


def test_nothing_is_joined_through_a_third() -> None:
    steps = [press(str(n), "DE", f"2025-{month:02d}-01", "A1257") for n, month in enumerate((1, 2, 4, 5, 7))]
    found = joined(*steps)
    assert found["anker-de-2025-01-01"] == {"press-0/1", "press-1/1"}
    assert found["anker-de-2025-04-01"] == {"press-2/1", "press-3/1"}


def homeless(name: str, published: str | None, language: str, *models: str, **values: Any) -> PlacedScope:
    """A report without a market, of an outlet whose market is not known."""
    return press(name, None, published, *models, source_market=None, language=language, **values)


def test_a_mention_without_a_market_attaches_only_where_one_recall_fits_at_home() -> None:
    japanese, french = (homeless(tongue, "2025-10-24", tongue, "A3117") for tongue in ("ja", "fr"))
    assert joined(JP, US, japanese, french)["anker-jp-2025-10-21"] == {"caa/1", "press-ja/1"}
    of_japan = press("jp", None, "2025-10-24", "A3117", source_market="JP", language="en")
    of_its_address = homeless("address", "2025-10-24", "en", "A3117", url="https://news.example.jp/1")
    of_germany = press("de", None, "2025-10-24", "A3117", source_market="DE", language="ja")
    found = joined(JP, of_japan, of_its_address, of_germany)
    assert found["anker-jp-2025-10-21"] == {"caa/1", "press-jp/1", "press-address/1"}
    again = scope("caa/2", "JP", "2025-10-01", "A3117", "A3305", reference="40002")
    linking = link([JP, again, japanese, homeless("b", "2025-10-25", "ja", "A3117")], groups=GROUPS)
    assert all(len(recall.links) == 1 for recall in linking.recalls)
    assert linking.unplaced == (("press-b/1#0@", "press-ja/1#0@"),)


def test_an_undated_worldwide_recall_is_not_lost_beside_a_dated_one_of_a_country_far_away() -> None:
    world = press("world", "GLOBAL", None, "A1366")
    japan = scope("meti/1", "JP", "2023-02-07", "A1366")
    french = homeless("fr", "2023-02-15", "fr", "A1366")
    assert joined(world, japan, french)["anker-global-undated"] == {"press-world/1", "press-fr/1"}


def test_where_several_recalls_fit_the_stated_month_tells_which() -> None:
    korea = scope("kr/1", "KR", "2025-11-03", "A3117")
    stated = scope(
        "press-a/1", None, "2025-10", "A3117", published="2026-01", kind="followup", language="en", source_market=None
    )
    assert "press-a/1" in joined(JP, korea, stated)["anker-jp-2025-10-21"]


def test_a_mention_without_a_market_is_of_the_worldwide_recall_that_has_all_its_models() -> None:
    germany = scope("de/1", "DE", "2025-06-28", "A1257", "A1647")
    world = scope("maker/1", "GLOBAL", "2025-06-27", "A1257", "A1647", "A1652", "A1681", "A1689")
    general = homeless("all", "2025-06-30", "de", "A1257", "A1647", "A1652", "A1681")
    more = homeless("more", "2025-06-30", "de", "A1257", "A1647", "A1642")
    undated = homeless("undated", None, "de", "A1647")
    two_of_germany = homeless("two", "2025-06-30", "de", "A1257", "A1647")
    found = joined(germany, world, general, more, undated, two_of_germany)
    assert found == {
        "anker-de-2025-06-28": {"de/1", "press-more/1", "press-two/1"},
        "anker-global-2025-06-27": {"maker/1", "press-all/1"},
    }


def test_background_attaches_only_where_one_recall_fits_and_never_to_its_own_report() -> None:
    summer = scope("press-a/1", "JP", "2024-22", role="background", mention=1, published="2025-10-24")
    first = scope("caa/0", "JP", "2024-06-25", "A1112")
    assert "press-a/1" in joined(first, JP, summer)["anker-jp-2024-06-25"]
    second = scope("caa/2", "JP", "2024-08-01", "A3102")
    assert all("press-a/1" not in documents for documents in joined(first, second, JP, summer).values())
    itself = press("a", "JP", "2025-10-24", "A1263")
    again = press("a", "JP", "2025-10-24", "A1263", role="background", mention=1)
    (recall,) = link([JP, itself, again], groups=GROUPS).recalls
    assert [link.scope for link in recall.links] == ["caa/1#0@JP", "press-a/1#0@JP"]


def test_an_accident_founds_no_recall() -> None:
    accident = scope("caa/accident", "JP", None, "A1263", published="2025-11-07", kind="accident")
    assert joined(accident) == {}
    assert joined(JP, accident) == {"anker-jp-2025-10-21": {"caa/1", "caa/accident"}}


def test_another_markets_figure_joins_that_markets_recall_or_is_reported_by_who_gives_it() -> None:
    spoken_of = scope("cpsc/25-056", "CA", "2024-12-05", "A3102", source_market="US")
    alone = link([spoken_of], groups=GROUPS).recalls[0]
    assert (alone.id, alone.standing) == ("anker-ca-2024-12-05", "other_regulator")
    own = scope("ca/1", "CA", "2024-12-06", "A3102")
    together = link([spoken_of, own], groups=GROUPS).recalls[0]
    assert (together.standing, len(together.links)) == ("regulator", 2)


def test_a_market_that_is_not_affected_is_told_of_the_recall_that_its_mention_reports() -> None:
    article = press("a", "JP", "2025-10-24", "A1263")
    europe = press("a", "EUROPE", "2025-10-24", "A1263", status="not_affected")
    (statement,) = link([JP, article, europe], groups=GROUPS).statements
    assert (statement.scope, statement.recall) == ("press-a/1#0@EUROPE", "anker-jp-2025-10-21")


def test_partners_in_two_markets_are_related_and_stay_two() -> None:
    us = scope("us/1", "US", "2024-12-05", url="https://www.cpsc.gov/1", names=("One",))
    ca = scope("ca/1", "CA", "2024-12-05", names=("Two",), links={"partner": ("http://cpsc.gov/1/",)})
    linking = link([us, ca], groups=GROUPS)
    assert len(linking.recalls) == 2
    assert [relation.kind for relation in linking.relations] == ["partner"]


def test_a_link_to_the_notice_joins_a_report_that_names_no_product() -> None:
    others = scope("caa/2", "JP", "2025-10-20", "A9999")
    notice = scope("caa/1", "JP", "2025-10-21", "A1263", url="https://caa.go.jp/1")
    report = press("a", "JP", "2025-10-22", links={"more": ("https://caa.go.jp/1#top",)})
    assert joined(others, notice, report)["anker-jp-2025-10-21"] == {"caa/1", "press-a/1"}


def test_a_persons_decision_wins() -> None:
    report = press("a", "JP", "2025-10-22", "A1263")
    apart = Decision("different", report.address, JP.address)
    assert joined(JP, report, decisions=(apart,)) == {
        "anker-jp-2025-10-21": {"caa/1"},
        "anker-jp-2025-10-22": {"press-a/1"},
    }
    other = scope("meti/1", "JP", "2025-12-01", "A9999")
    together = Decision("same", other.address, JP.address)
    assert joined(JP, other, decisions=(together,)) == {"anker-jp-2025-10-21": {"caa/1", "meti/1"}}


def known(linking: Linking, before: tuple[KnownRecall, ...] = (), made: str = "2025-01-01") -> tuple[KnownRecall, ...]:
    """What the store keeps of a pass."""
    first = {recall.id: recall.made for recall in before}
    now = [
        KnownRecall(one.id, first.get(one.id, made), one.founders, tuple(link.scope for link in one.links))
        for one in linking.recalls
    ]
    kept = {one.id for one in now}
    gone = [KnownRecall(one.id, one.made, one.founders) for one in before if one.id not in kept]
    return tuple(now + gone)


def test_an_id_stays_when_an_earlier_and_better_notice_joins() -> None:
    report = press("a", "JP", "2025-10-23", "A1263")
    before = link([report], groups=GROUPS)
    assert before.recalls[0].id == "anker-jp-2025-10-23"
    after = link([report, JP], known=known(before), groups=GROUPS)
    assert [(recall.id, recall.standing) for recall in after.recalls] == [("anker-jp-2025-10-23", "regulator")]


def test_two_recalls_that_turn_out_to_be_one_redirect_to_the_older_id() -> None:
    one, other = press("a", "JP", "2025-10-22", "A1263"), press("b", "JP", "2025-10-25", "A3117")
    ids = known(link([one], groups=GROUPS), made="2025-01-02") + known(link([other], groups=GROUPS), made="2025-01-01")
    linking = link([one, other, JP], known=ids, groups=GROUPS)
    assert [recall.id for recall in linking.recalls] == ["anker-jp-2025-10-25"]
    assert linking.redirects == {"anker-jp-2025-10-22": "anker-jp-2025-10-25"}


def test_recalls_that_were_one_for_a_while_have_their_own_ids_back() -> None:
    one, other = scope("caa/1", "JP", "2025-06-26", "A1257"), scope("caa/2", "JP", "2025-10-21", "A1263")
    first = link([one, other], groups=GROUPS)
    same, different = (Decision(verdict, one.address, other.address) for verdict in ("same", "different"))
    ids = known(first)
    merged = link([one, other], (same,), ids, GROUPS)
    assert merged.redirects == {"anker-jp-2025-10-21": "anker-jp-2025-06-26"}
    parted = link([one, other], (different,), known(merged, ids), GROUPS)
    assert grouping(parted) == grouping(first)
    assert parted.redirects == {}


def test_an_id_is_never_given_to_another_recall() -> None:
    first = scope("caa/1", "JP", "2025-10-21", "A1263")
    before = known(link([first], groups=GROUPS))
    linking = link([scope("caa/2", "JP", "2025-10-21", "A3117")], known=before, groups=GROUPS)
    assert [recall.id for recall in linking.recalls] == ["anker-jp-2025-10-21-a3117"]
    assert linking.redirects == {"anker-jp-2025-10-21": None}


def test_many_recalls_of_one_day_are_numbered_and_go_on_where_numbers_are_taken() -> None:
    notices = [scope(f"cpsc/{at:03}", "US", "2025-06-12", reference=f"25-{at:03}") for at in range(40)]
    first = link(notices[:20], groups=GROUPS)
    assert {recall.id for recall in first.recalls} == {
        "anker-us-2025-06-12",
        *(f"anker-us-2025-06-12-{number}" for number in range(2, 21)),
    }
    gone = KnownRecall("anker-us-2025-06-12-25", "2025-01-01", ())
    all_ = link(notices, known=(*known(first), gone), groups=GROUPS)
    numbers = {int(recall.id.removeprefix("anker-us-2025-06-12").lstrip("-") or 1) for recall in all_.recalls}
    assert numbers == {*range(1, 42)} - {25}


def test_an_id_is_found_again_where_a_reader_counts_mentions_otherwise() -> None:
    before = known(link([scope("caa/1", "JP", None, "A1263", published="2025-10-22")], groups=GROUPS))
    renumbered = scope("caa/1", "JP", "2025-10-21", "A1263", mention=1)
    assert [one.id for one in link([renumbered], known=before, groups=GROUPS).recalls] == ["anker-jp-2025-10-22"]


DAYS = ("2025-06-01", "2025-06-08", "2025-06-30", "2025-09-01", "2025-06", "2024-22")
SCOPES = st.builds(
    lambda source, key, market, day, models, role, kind, stated, figure, language: scope(
        f"{source}/{key}",
        market,
        day if stated else None,
        *models,
        published=day,
        role=role,
        kind=kind,
        source_market={"reg": "JP", "press-b": None}.get(source, "DE"),
        source_kind={"reg": "regulator", "maker": "manufacturer"}.get(source, "press"),
        units=(figure,) if figure else (),
        language=language,
    ),
    source=st.sampled_from(["reg", "maker", "press-a", "press-b"]),
    key=st.integers(0, 9),
    market=st.sampled_from(["JP", "US", "GLOBAL", None]),
    day=st.sampled_from([*DAYS, None]),
    models=st.lists(st.sampled_from(["A1263", "A1257", "A1647"]), unique=True, max_size=2),
    role=st.sampled_from(["main", "main", "background"]),
    kind=st.sampled_from(["announcement", "announcement", "followup", "expansion"]),
    stated=st.booleans(),
    figure=st.sampled_from([None, None, 520_000, 522_237, 410_124]),
    language=st.sampled_from(["ja", "en", None]),
)
MANY = st.lists(SCOPES, max_size=12, unique_by=lambda one: one.address)


@given(MANY, st.randoms(use_true_random=False))
@settings(max_examples=200, deadline=None)
def test_any_order_of_the_same_scopes_gives_the_same_recalls(scopes: list[PlacedScope], order: random.Random) -> None:
    shuffled = list(scopes)
    order.shuffle(shuffled)
    assert link(shuffled, groups=GROUPS) == link(scopes, groups=GROUPS)


@given(MANY, st.integers(1, 4))
@settings(max_examples=120, deadline=None)
def test_night_by_night_no_id_goes_to_another_recall_and_the_grouping_is_that_of_one_pass(
    scopes: list[PlacedScope], nights: int
) -> None:
    ids: tuple[KnownRecall, ...] = ()
    linking = Linking()
    for night in range(1, nights + 1):
        linking = link(scopes[: len(scopes) * night // nights], known=ids, groups=GROUPS)
        members = {recall.id: {link.scope for link in recall.links} for recall in linking.recalls}
        assert len(members) == len(linking.recalls)
        for one in ids:
            leads = linking.redirects.get(one.id, one.id)
            placed = {founder for founder in one.founders if any(founder in group for group in members.values())}
            if placed:
                assert leads in members
                assert next(founder for founder in one.founders if founder in placed) in members[leads]
        ids = known(linking, ids, made=f"2025-01-0{night}")
    at_once = link(scopes, groups=GROUPS)
    assert sorted(map(sorted, grouping(linking).values())) == sorted(map(sorted, grouping(at_once).values()))


@given(MANY)
@settings(max_examples=60, deadline=None)
def test_linking_again_changes_no_id(scopes: list[PlacedScope]) -> None:
    once = link(scopes, groups=GROUPS)
    again = link(scopes, known=known(once), groups=GROUPS)
    assert again == once
