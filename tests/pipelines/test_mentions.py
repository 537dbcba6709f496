from __future__ import annotations

import pytest

from tests.pipelines.texts import main, models, notice


@pytest.mark.parametrize(
    ("language", "published", "text", "news", "history"),
    [
        (
            "de",
            "2025-07-01",
            "Nach dem Rückruf der PowerCore 10000 in den USA ruft Anker nun die Powerbank A1257 in Deutschland zurück. "
            "Es droht ein Brand.",
            (["A1257"], ["DE"]),
            [(["A1263"], ["US"])],
        ),
        (
            "en",
            "2025-09-20",
            "Anker recalls the A1652 in Australia over fires. Earlier this year, Anker recalled one million "
            "PowerCore 10000 in the United States.",
            (["A1652"], ["AU"]),
            [(["A1263"], ["US"])],
        ),
        (
            "zh-Hant",
            "2025-06-22",
            "繼美國召回PowerCore 10000後，安克在中國召回A1642，電芯可能起火。",
            (["A1642"], ["CN"]),
            [(["A1263"], ["US"])],
        ),
        (
            "ja",
            "2025-10-22",
            "アンカー・ジャパンは発火の恐れでA3117を自主回収する。昨年は米国でA1263をリコールした。",
            (["A3117"], ["JP"]),
            [(["A1263"], ["US"])],
        ),
        (
            "it",
            "2025-09-19",
            "Dopo il milione di PowerCore 10000 di giugno, ieri la CPSC ha annunciato il ritiro di 481.000 Anker A1257 "
            "negli USA per rischio di incendio.",
            (["A1257"], ["US"]),
            [(["A1263"], [])],
        ),
    ],
)
def test_what_an_article_retells_belongs_to_a_mention_of_its_own(
    language: str,
    published: str,
    text: str,
    news: tuple[list[str], list[str]],
    history: list[tuple[list[str], list[str]]],
) -> None:
    mentions = notice(text, language, published).mentions
    assert [(models(mention), mention.recalled_in) for mention in mentions if mention.role == "main"] == [news]
    assert [(models(mention), mention.recalled_in) for mention in mentions if mention.role == "background"] == history


def test_a_chronicle_is_told_by_its_dates() -> None:
    text = (
        "Schon wieder Anker. Im Juni 2024 rief die Firma die 321 Power Bank (A1112) zurück, im Dezember 2024 folgten "
        "69.000 Lautsprecher in den USA. Am 21. Oktober 2025 hat sie einen Rückruf des Soundcore 3 (A3117) in Japan "
        "gestartet, 91.933 Geräte können brennen."
    )
    mention = main(text, "de", "2025-10-24")
    assert models(mention) == ["A3117"]
    assert mention.announced == "2025-10-21"
    assert mention.recalled_in == ["JP"]
    assert mention.units is not None and mention.units.value == 91933


def test_dates_that_open_or_end_a_clause_tell_a_chronicle_with_what_stands_behind() -> None:
    mention = main(
        "On Tuesday Anker recalled the A1695 in Canada over fires, about 5,200 units. One thinks of September 2024, "
        "when 4,501 power banks were recalled in China, and of June 2025, when 1,158,000 of the PowerCore 10000 were "
        "recalled in the US.",
        "en",
        "2026-09-11",
    )
    assert (models(mention), mention.recalled_in) == (["A1695"], ["CA"])
    assert mention.units is not None and mention.units.value == 5200


def test_a_past_year_that_opens_a_clause_with_a_number_of_goods_is_history() -> None:
    mention = main(
        "Wczoraj Anker ogłosił akcję: w całej Unii Europejskiej wycofuje A1614, grozi pożar. W 2023 roku był model 535 "
        "i 42 tysiące sztuk w Stanach Zjednoczonych.",
        "pl",
        "2026-05-08",
    )
    assert mention.recalled_in == ["EU"]


def test_whose_recall_was_goes_on_from_the_goods_before_the_news() -> None:
    mention = main(
        "Depois da PowerCore 10000, cujo recall nos Estados Unidos passou de um milhão em junho, a Anker chama agora "
        "de volta a A1257 em Portugal por risco de incêndio.",
        "pt",
        "2025-07-04",
    )
    assert (models(mention), mention.recalled_in, mention.announced) == (["A1257"], ["PT"], None)


def test_an_accidents_recall_is_its_news_though_it_is_long_past() -> None:
    mention = main(
        "A robot vacuum set fire to a house in Leeds last month. The eufy RoboVac G30 had been subject to a recall in "
        "the UK announced on 24 August 2023, but the family had never heard of it. Owners are urged to check, as the "
        "recall remains open.",
        "en",
        "2026-03-20",
    )
    assert (mention.recalled_in, mention.announced, mention.hazards) == (["GB"], "2023-08-24", ["fire"])


def test_history_with_kinds_of_goods_alone_names_no_products() -> None:
    text = (
        "Nachdem bereits im Sommer 2024 Powerbanks und Lautsprecher zurückgerufen wurden, ruft Anker nun den "
        "Soundcore 3 zurück. Der Akku kann brennen."
    )
    (history,) = [mention for mention in notice(text, "de", "2025-10-24").mentions if mention.role == "background"]
    assert history.announced == "2024-22"
    assert [(product.name, product.category) for product in history.products] == [
        (None, "power_bank"),
        (None, "speaker"),
    ]


def test_what_happened_to_the_goods_is_not_history() -> None:
    text = "Anker ruft die A1289 zurück, nachdem es in Frankreich zu einer Explosion gekommen war."
    understood = notice(text, "de")
    assert [mention.role for mention in understood.mentions] == ["main"]
    assert understood.mentions[0].hazards == ["explosion"]


def test_last_weeks_recall_is_the_news_where_there_is_no_other() -> None:
    mention = main("Erst vor wenigen Wochen rief Anker die A1263 zurück, weil sie brennen kann.", "de")
    assert models(mention) == ["A1263"]


def test_an_expansion_adds_to_the_recall_it_widens() -> None:
    text = (
        "アンカー・ジャパンは26日、発火の恐れがあるとして発表した。2024年9月から回収していた「Anker 334 MagGo "
        "Battery(PowerCore 10000)」の範囲を広げ、「Anker MagGo Power Bank(10000mAh, 7.5W, Stand)」を追加する。"
    )
    understood = notice(text, "ja", "2025-06-26")
    assert understood.kind == "expansion"
    assert models(understood.mentions[0]) == ["A1642", "A1652"]
    assert understood.mentions[0].announced == "2025-06-26"
    assert [mention.announced for mention in understood.mentions[1:]] == ["2024-09"]


def test_what_another_makers_name_heads_is_its_affair() -> None:
    mention = main(
        "Two recalls at once from the CPSC. Anker recalls 69,000 speakers (A3102) over fires. Case two: Belkin. It is "
        "about 4,000 chargers BPD005.",
        "en",
    )
    assert mention.units is not None and mention.units.value == 69000


def test_other_makers_recalls_give_no_values() -> None:
    text = (
        "Anker recalls the A1263 in the US over a fire hazard. Other recent recalls: Belkin chargers in Canada "
        "that may explode, about 4,000 units."
    )
    mention = main(text, "en")
    assert (mention.recalled_in, mention.hazards, mention.units) == (["US"], ["fire"], None)


def test_how_a_recall_stands_is_no_history_of_it_but_another_years_recall_is() -> None:
    understood = notice(
        "Der Rückruf der PowerCore 10000, den Anker im vergangenen Jahr am 21. Oktober startete, hat eine Rücklaufquote"
        " von 58 Prozent. Es geht um 522.237 Geräte. Schon im Jahr 2023 rief Anker 11.725 Saugroboter zurück.",
        "de",
        "2026-06-04",
    )
    main, background = understood.mentions
    assert (main.announced, main.units.value if main.units else None) == ("2025-10-21", 522237)
    assert (background.role, background.announced) == ("background", "2023")


def test_items_of_a_round_up_that_name_none_of_ours_are_other_makers_affair() -> None:
    understood = notice(
        "Three notices from the CPSC.\n1. Trailhawk bikes: 12,000 units, the stem can crack.\n"
        "2. Anker 633 Magnetic Battery (A1641): 5,900 power banks can explode, recalled on Thursday.\n"
        "3. Candles: 47,500 pieces, the jar may shatter.",
        "en",
        "2026-01-17",
    )
    [mention] = understood.mentions
    assert mention.units and mention.units.value == 5900


def test_only_the_first_of_several_old_recalls_is_the_news_where_all_are_history() -> None:
    understood = notice(
        "Ein Jahr nach dem Rückruf der Anker A1257 wegen Brandgefahr liegen noch viele Geräte in Schubladen. Es war"
        " nicht das erste Mal: Im September 2024 hatte der Konzern schon die A1642 aus dem Verkehr gezogen.",
        "de",
        "2026-07-02",
    )
    assert [[product.model for product in one.products] for one in understood.mentions] == [["A1257"], ["A1642"]]


def test_goods_that_only_open_a_sentence_behind_after_are_another_recalls() -> None:
    understood = notice(
        "Après la PowerCore 10000 l'été dernier, c'est la 733 Power Bank (A1651) qu'Anker rappelle au Portugal,"
        " risque d'incendie.",
        "fr",
        "2026-02-06",
    )
    assert [product.model for product in next(understood.main()).products] == ["A1651"]


def test_goods_that_others_join_were_recalled_before() -> None:
    understood = notice(
        "Soundcore speaker recall grows: 25,000 Motion 300 units join the 61,000 Motion X600 already called back in"
        " Canada in December. Reason: battery explosion.",
        "en",
        "2026-03-11",
    )
    mention = next(understood.main())
    assert [product.name for product in mention.products] == ["Motion 300"]
    assert mention.units and mention.units.value == 25000


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Anker recalled over a million PowerCore 10000 (A1263) in the US in mid-June, and last week it recalled "
            "seven models in China. In Vietnam, the company has announced a voluntary recall of two models: A1257 "
            "and A1647.",
        ),
        (
            "ja",
            "Ankerは6月に米国でPowerCore 10000（A1263）をリコールし、先週は中国で7機種を追加した。"
            "ベトナムでは2機種（A1257、A1647）の自主リコールを発表した。",
        ),
    ],
)
def test_recalls_of_other_markets_each_with_its_time_are_history_of_the_one_announced_without(
    language: str, text: str
) -> None:
    told = [(one.role, one.recalled_in, models(one)) for one in notice(text, language).mentions]
    assert told[:2] == [("main", ["VN"], ["A1257", "A1647"]), ("background", ["US"], ["A1263"])]
    assert [markets for _, markets, _ in told] == [["VN"], ["US"], ["CN"]]


def test_another_markets_share_is_no_news_of_its_own() -> None:
    (only,) = notice(
        "On June 12, Anker recalled 1,158,000 PowerCore 10000 (A1263) in the US. "
        "In Canada the recall covers 9,764 units.",
        "en",
        "2025-06-13",
    ).mentions
    assert "US" in only.recalled_in
