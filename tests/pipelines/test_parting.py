from __future__ import annotations

import pytest

from tests.pipelines.texts import models, notice

#: Two recalls in one article: market, models, day and units of each.
TWO = [
    (
        "de",
        "2025-10-27",
        "Am Dienstag nahm Anker in Japan den Lautsprecher Soundcore 3 (A3117) vom Markt, am Freitag rief die Firma "
        "in Australien die Powerbank A1681 zurück. In beiden Fällen können Zellen Feuer fangen. "
        "In Japan betrifft es rund 92.000 Lautsprecher, in Australien 3.400 Akkus.",
        [(["JP"], ["A3117"], "2025-10-21", 92_000), (["AU"], ["A1681"], "2025-10-24", 3_400)],
    ),
    (
        "en",
        "2026-08-21",
        "On Wednesday, OPSS published a recall in the UK of the Anker Nano A1653, of which 14,300 were sold. In "
        "Ireland, the CCPC warned of the recalled Soundcore Boom 2 (A3138), with 1,970 sold there.",
        [(["GB"], ["A1653"], "2026-08-19", 14_300), (["IE"], ["A3138"], None, 1_970)],
    ),
    (
        "ja",
        "2026-11-13",
        "韓国の当局は12日、Ankerのモバイルバッテリー（A1695）の回収を命じた。日本では経済産業省が10日、"
        "Soundcore Motion X500の自主回収を公表した。いずれも発火のおそれがある。",
        [(["KR"], ["A1695"], "2026-11-12", None), (["JP"], [None], "2026-11-10", None)],
    ),
]


@pytest.mark.parametrize(("language", "published", "text", "told"), TWO)
def test_two_recalls_of_an_article_are_two_main_mentions(
    language: str, published: str, text: str, told: list[tuple[list[str], list[str | None], str | None, int | None]]
) -> None:
    mentions = list(notice(text, language, published).main())
    assert [
        (one.recalled_in, models(one), one.announced, one.units.value if one.units else None) for one in mentions
    ] == told


def test_what_is_said_of_both_is_told_of_each() -> None:
    first, second = notice(TWO[0][2], "de", "2025-10-27").main()
    assert first.hazards == second.hazards == ["fire"]


def test_claims_are_kept_by_mention() -> None:
    understood = notice(TWO[0][2], "de", "2025-10-27")
    places = {claim.mention: claim.quote for claim in understood.claims if claim.field == "model"}
    assert places == {0: "A3117", 1: "A1681"}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Anker recalls the Soundcore 2 (A3105) over fires: about 71,300 in the US and 8,840 in Canada."),
        ("de", "Anker ruft in Deutschland und Österreich die A1257 und die A1647 wegen Brandgefahr zurück."),
        ("fr", "Anker rappelle l'A1257 en France et en Belgique. En Belgique, 900 exemplaires ont été vendus."),
    ],
)
def test_one_recall_in_two_countries_is_one_main_mention(language: str, text: str) -> None:
    (mention,) = notice(text, language).main()
    assert len(mention.recalled_in) == 2
