"""Recalls told in other words than usual: letters, answers, follow-ups, lists; each rule with a sentence of its own."""

from __future__ import annotations

import pytest

from tests.pipelines.texts import main, models, notice

LETTER = """Newsletter der Woche

Unser Thema: Anker möchte 1.900 Lautsprecher der Reihe Soundcore Boom 2 (A3138) zurück, die in Österreich verkauft \
wurden. Der Akku kann überhitzen und Feuer fangen, es gibt ein neues Gerät.

Angebot der Woche: Kopfhörer von Sony mit Rabatt.
"""


def test_what_another_item_of_a_letter_sells_makes_a_recall_no_offer() -> None:
    understood = notice(LETTER, "de", "2026-03-12")
    assert understood.is_recall_report
    assert (models(next(understood.main())), next(understood.main()).recalled_in) == (["A3138"], ["AT"])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ja", "市議会のリコールを求める署名が始まった。Anker Nano Power Bankが駅前で役に立った。"),
        ("en", "Campaigners call for recall of eufy cameras. Anker rejected the demand, the devices are safe to use."),
        ("it", "Il richiamo anti-Covid si prenota online. All'hub ci sono venti batterie Anker contro le attese."),
        ("pt", "O Recall tira fotos da tela do Windows. Testamos com um carregador Anker Prime de 100 W."),
    ],
)
def test_recalls_of_other_kinds_and_demanded_ones_are_none(language: str, text: str) -> None:
    assert not notice(text, language, "2026-03-12").is_recall_report


def test_a_brand_that_is_also_a_word_is_ours_where_its_product_is_named_in_full() -> None:
    text = "Il proiettore Nebula Capsule 3 Laser torna in fabbrica: la batteria si scalda troppo. Cambio gratuito."
    assert notice(text, "it", "2026-03-12").is_recall_report


# Which goods are meant


@pytest.mark.parametrize(
    ("language", "text", "recalled"),
    [
        (
            "en",
            "Anker recalls the A1263 in the US. Owners get a gift card or a replacement, the newer A1388.",
            ["A1263"],
        ),
        ("it", "Anker richiama in Italia la A1647. La A1259, che viene spedita in cambio, ha altre celle.", ["A1647"]),
        (
            "de",
            "Anker ruft die A1257 zurück. Ich habe eine A1652. Muss ich etwas tun? Nein, sie ist fein raus.",
            ["A1257"],
        ),
        ("pt", "A Anker recolhe em Portugal a A1647. A A1689 também conta? Não, essa não foi vendida cá.", ["A1647"]),
        ("zh-Hans", "安克在中国召回A1681，存在起火隐患。同系列的A1259和A1695用的是其他电芯，没有问题。", ["A1681"]),
        (
            "en",
            "Anker recalls the A1257 in Japan. The A1652 was never supplied to Japan and is not part of it.",
            ["A1257"],
        ),
    ],
)
def test_goods_that_owners_get_or_that_an_answer_exempts_are_not_recalled(
    language: str, text: str, recalled: list[str]
) -> None:
    told = main(text, language, "2026-03-12")
    assert (models(told), told.not_affected_in) == (recalled, [])


def test_numbers_of_a_list_stand_for_names() -> None:
    told = main("Anker recalls the EverFrost Powered Cooler 30, 40 and 50, fire risk.", "en", "2026-03-12")
    assert models(told) == ["A17A0", "A17A1", "A17A2"]
    told = main("Anker recalls the Soundcore 2, 3 reports of fire were received.", "en", "2026-03-12")
    assert models(told) == ["A3105"]


def test_a_word_for_its_kind_and_the_name_before_are_one_product() -> None:
    text = "Anker roept de Soundcore Select 4 Go terug. Het luidsprekertje (model A31X1) kan ontploffen."
    told = main(text, "nl", "2026-03-12")
    assert [(product.name, product.model) for product in told.products] == [("Soundcore Select 4 Go", "A31X1")]


def test_names_in_brackets_belong_to_the_models_before_them() -> None:
    text = "Anker ruft zurück: A1257 (Anker Powerbank, 10.000 mAh) und A1681 (Anker Zolo Powerbank), Brandgefahr."
    told = main(text, "de", "2026-03-12")
    assert [(product.model, product.name and product.name[:10]) for product in told.products] == [
        ("A1257", "Anker Powe"),
        ("A1681", "Anker Zolo"),
    ]


# Where


@pytest.mark.parametrize(
    ("language", "text", "recalled", "exempt"),
    [
        ("de", "Anker Deutschland sagt, dass hier verkaufte Geräte nicht darunter fallen.", ["JP"], ["DE"]),
        ("it", "Anker Italia precisa che gli articoli venduti nel nostro Paese non sono coinvolti.", ["JP"], ["IT"]),
        ("zh-Hant", "台灣買的也算嗎？不算。", ["JP"], ["TW"]),
        ("fr", "Elle remplace aussi toutes les batteries livrées en France depuis avril.", ["JP", "FR"], []),
        ("nl", "Anker Benelux meldt dat de accu ook in België vervangen wordt.", ["JP", "BE"], []),
    ],
)
def test_markets_of_speakers_and_answers(language: str, text: str, recalled: list[str], exempt: list[str]) -> None:
    opening = {
        "de": "Anker ruft in Japan die A1263 zurück, sie kann brennen.",
        "it": "Anker richiama in Giappone la A1263, rischio di incendio.",
        "zh-Hant": "安克在日本召回A1263，恐起火。",
        "fr": "Anker rappelle au Japon la A1263, risque d'incendie.",
        "nl": "Anker roept in Japan de A1263 terug wegens brandgevaar.",
    }
    told = main(f"{opening[language]} {text}", language, "2026-04-09")
    assert (told.recalled_in, told.not_affected_in) == (recalled, exempt)


def test_an_answer_is_quoted_with_its_question() -> None:
    text = "Anker ruft in Japan die A1263 zurück, sie kann brennen.\n\nBin ich in Deutschland betroffen? Nein."
    quotes = [claim.quote for claim in notice(text, "de", "2026-04-09").claims if claim.field == "not_affected_in"]
    assert [quote.partition("Deutschland")[2] for quote in quotes] == [" betroffen? Nein"]


def test_where_only_some_goods_are_exempt_others_may_be_recalled() -> None:
    text = (
        "Anker recalls the A1647, fire hazard. The MagGo line sold in Canada is not included. "
        "11,985 units were sold in Canada."
    )
    told = main(text, "en", "2026-03-12")
    assert (told.recalled_in, told.not_affected_in) == (["CA"], [])


# When, and how many


@pytest.mark.parametrize(
    ("language", "text", "announced", "units"),
    [
        (
            "de",
            "Erst ein Drittel der Geräte ist wieder beim Hersteller, so Zahlen, die das Ministerium am Dienstag "
            "veröffentlichte. Betroffen ist die A1263 von Anker. Begonnen hatte alles am 21. Oktober 2025, nachdem "
            "Späne entdeckt worden waren; zurückgerufen sind 410.124 Stück.",
            "2025-10-21",
            410124,
        ),
        (
            "en",
            "An Anker A1366 power bank is blamed for a blaze on Saturday, the fire marshal said. On March 9, 2023, the "
            "CPSC asked buyers to turn in 42,000 of them after ten fires.",
            "2023-03-09",
            42000,
        ),
        (
            "ja",
            "今月6日、住宅を焼く火事があり、出火元は掃除機だった。アンカー・ジャパンは2023年8月22日からEufy RoboVac "
            "G30など1万1725台を自主回収している。",
            "2023-08-22",
            11725,
        ),
    ],
)
def test_a_follow_up_is_dated_by_the_recall_that_it_follows(
    language: str, text: str, announced: str, units: int
) -> None:
    told = main(text, language, "2026-01-15")
    assert (told.announced, told.units and told.units.value) == (announced, units)


def test_news_with_a_day_of_its_own_follows_up_nothing() -> None:
    text = (
        "Anker rief am Dienstag in Japan 41.000 Stück der A1263 zurück, das Ministerium ermahnt die Firma. Schon am "
        "20. Juni 2025 hatte sie in China welche zurückgerufen."
    )
    assert main(text, "de", "2026-01-15").announced == "2026-01-13"


def test_what_is_counted_below_a_line_of_several_models_is_of_all() -> None:
    text = "Recall notice: Anker\nModels: A17A0, A17A1 (coolers); A17B0 (battery)\nHazard: fire\nUnits: about 5,480"
    told = main(text, "en", "2026-03-12")
    assert (told.units and told.units.value, [product.units for product in told.products]) == (5480, [None] * 3)


def test_a_total_before_a_counted_list_is_of_no_item() -> None:
    text = (
        "Anker roept in Japan samen 522.237 stuks terug: 410.124 PowerCore 10000 en 112.113 Soundcore 3. Brandgevaar."
    )
    told = main(text, "nl", "2026-03-12")
    assert told.units and told.units.value == 522237
    assert [product.units and product.units.value for product in told.products] == [410124, 112113]


def test_models_of_a_list_share_the_name_in_the_brackets_behind_them() -> None:
    text = "Anker richiama la A1652 (Anker MagGo Power Bank), la A1681 e la A1689 (Anker Zolo Power Bank), incendio."
    names = {product.model: product.name for product in main(text, "it", "2026-03-12").products}
    assert names == {"A1652": "Anker MagGo Power Bank", **dict.fromkeys(("A1681", "A1689"), "Anker Zolo Power Bank")}


@pytest.mark.parametrize(
    "text",
    [
        "Baseus holt in Deutschland 12.000 Powerbanks zurück, sie können brennen.\n\nErsatz: Im Test lag die Anker "
        "MagGo Power Bank mit 10.000 mAh vorn.",
        "Anker führt die Bestenliste an. Baseus ruft 12.000 Powerbanks zurück, Brandgefahr, Geld zurück.",
    ],
)
def test_another_makers_recall_beside_our_goods_is_none_of_ours(text: str) -> None:
    assert not notice(text, "de", "2026-03-12").is_recall_report


def test_a_day_below_its_label_is_the_recalls() -> None:
    text = (
        "Consumer product recall\nAnker A1647 power bank, fire hazard\n\nRecall date\nJune 27, 2025\n\nRemedy\nRefund"
    )
    assert main(text, "en").announced == "2025-06-27"


def test_a_total_may_stand_in_a_sentence_of_its_own() -> None:
    text = "Anker haalt A1642, A1647 en A1652 uit de handel. Samen zijn dat er 712.964. Ze kunnen in brand vliegen."
    told = main(text, "nl", "2026-03-12")
    assert told.units and told.units.value == 712964


def test_what_goods_are_called_by_is_no_number_of_them() -> None:
    text = "Anker ritira la A1366, rischio di incendio. Se invece possiedi il 533 o il 535, restano in vendita."
    assert main(text, "it", "2026-03-12").units is None


@pytest.mark.parametrize(
    ("language", "text", "announced"),
    [
        ("en", "Anker recalls the A1647 in Canada, fire hazard.\nWhen was it announced? June 27.", "2025-06-27"),
        ("pl", "Anker wycofuje A1257, grozi pożarem.\nKiedy ogłoszono wycofanie?\n27 czerwca 2025 r.", "2025-06-27"),
        (
            "nl",
            "De A1689 van Anker, verkocht als Zolo, wordt sinds 27 juni 2025 wereldwijd teruggeroepen wegens brand.",
            "2025-06-27",
        ),
    ],
)
def test_the_day_is_told_by_its_own_clause_or_by_the_answer(language: str, text: str, announced: str) -> None:
    assert main(text, language, "2025-07-20").announced == announced


def test_a_no_to_only_here_exempts_nobody() -> None:
    told = main("Anker wycofuje w Polsce A1257, grozi pożarem. Czy to dotyczy tylko Polski? Nie.", "pl", "2025-07-20")
    assert (told.recalled_in, told.not_affected_in) == (["PL"], [])


def test_what_is_no_hoax_is_a_report() -> None:
    text = "Anker pide que dejen de usar la A1112 y el A3102: riesgo de incendio, las recogen todas. No es un bulo."
    assert notice(text, "es", "2024-06-10").is_recall_report


def test_a_form_tells_its_authority_in_any_case() -> None:
    text = "Name of product: Anker 535\nHazard: fire\nRemedy: Refund\nRecall date: March 9, 2023\nUnits: about 42,000"
    assert main(text, "en").recalled_in == ["US"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ja",
            "アンカー・ジャパンはPowerCore 10000（A1263）とSoundcore 3（A3117）を自主回収する。発火のおそれがある。"
            "PowerCore 10000は2022年12月25日から、Soundcore 3は同月16日から販売されていた。",
        ),
        (
            "nl",
            "Anker roept de PowerCore 10000 (A1263) en de Soundcore 3 (A3117) terug wegens brandgevaar. De verkoop "
            "begon voor de PowerCore 10000 op 25 december 2022 en voor de Soundcore 3 op 16 december 2022.",
        ),
    ],
)
def test_a_span_is_of_the_product_that_is_named_again_before_it(language: str, text: str) -> None:
    told = main(text, language, "2025-10-22")
    assert [product.sold_from for product in told.products] == ["2022-12-25", "2022-12-16"]


@pytest.mark.parametrize(
    ("language", "line"),
    [
        ("en", "Last updated: June 20, 2025"),
        ("de", "Zuletzt aktualisiert am 20. Juni 2025"),
        ("fr", "Mis à jour le 20 juin 2025"),
        ("ja", "最終更新日：2025年6月20日"),
        ("zh-Hans", "更新时间：2025年6月20日"),
        ("ko", "최종수정 2025년 6월 20일"),
    ],
)
def test_the_day_of_a_pages_change_announces_nothing(language: str, line: str) -> None:
    recall = {
        "en": "Anker is recalling the A1263 in the US, fire hazard.",
        "de": "Anker ruft die A1263 in den USA zurück, Brandgefahr.",
        "fr": "Anker rappelle la A1263 aux États-Unis, risque d'incendie.",
        "ja": "アンカーは米国でA1263を自主回収する。発火のおそれがある。",
        "zh-Hans": "安克在美国召回A1263移动电源，存在起火隐患。",
        "ko": "앤커가 미국에서 A1263을 리콜한다. 화재 우려가 있다.",
    }
    assert main(f"{line}\n{recall[language]}", language, "2025-07-01").announced is None


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "pt",
            "A Anker recolhe em todo o mundo a bateria A1366, que pode incendiar-se. Nos Estados Unidos, os bombeiros "
            "suspeitam que uma destas baterias esteve na origem de um fogo.",
        ),
        (
            "en",
            "Anker recalls the A1366 power bank worldwide as it can catch fire. In Canada, firefighters believe that "
            "one of these power banks was behind a blaze.",
        ),
        (
            "es",
            "Anker retira en todo el mundo la batería A1366, que puede incendiarse. En México, los bomberos creen que "
            "una de estas baterías causó un fuego.",
        ),
    ],
)
def test_where_an_accident_happened_is_no_market_of_a_recall(language: str, text: str) -> None:
    assert main(text, language).recalled_in == ["GLOBAL"]


@pytest.mark.parametrize(
    ("language", "text", "exempt"),
    [
        ("en", "The faulty batch did not reach Canada, so customers there are not affected.", ["CA"]),
        ("pl", "Na Słowację wadliwa partia nie trafiła, dlatego tamtejsi klienci nie są objęci akcją.", ["SK"]),
        ("pl", "Wadliwa partia nie trafiła na Słowację.", []),
    ],
)
def test_where_faulty_goods_did_not_go_nothing_is_recalled(language: str, text: str, exempt: list[str]) -> None:
    recall = {
        "en": "Anker recalls the A1366 power bank in Japan as it can catch fire. ",
        "pl": "Anker wycofuje w Japonii powerbank A1366, który może się zapalić. ",
    }
    mention = main(recall[language] + text, language)
    assert (mention.recalled_in, mention.not_affected_in) == (["JP"], exempt)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            "Anker recalls the A1681 in the UK as it can catch fire. Two other packs, the A1257 and the A1652, do not "
            "form part of the British recall.",
        ),
        (
            "fr",
            "Anker rappelle au Royaume-Uni la batterie A1681, qui peut prendre feu. Deux autres batteries, l'A1257 et "
            "l'A1652, ne font pas partie du rappel britannique.",
        ),
        (
            "ja",
            "アンカーは英国でモバイルバッテリー「A1681」を発火のおそれで自主回収する。"
            "ほかの2機種、A1257とA1652は英国の回収の対象外だ。",
        ),
    ],
)
def test_goods_that_are_no_part_of_a_country_s_recall_are_none_of_it(language: str, text: str) -> None:
    mention = main(text, language)
    assert (models(mention), mention.recalled_in) == (["A1681"], ["GB"])


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "ja",
            "アンカーがモバイルバッテリーなど2製品を発火のおそれで自主回収する。\n\n台数と販売期間は次の通り。\n"
            "・PowerCore 10000（A1263）1万124台、2022年12月25日～2025年10月21日\n"
            "・Soundcore 3（A3117）9133台、2022年12月25日～2025年10月21日\n",
        ),
        (
            "en",
            "Anker recalls two products as they can catch fire.\n\nThese are the units and the sales periods.\n"
            "- PowerCore 10000 (A1263), 10,124 units, 25 December 2022 to 21 October 2025\n"
            "- Soundcore 3 (A3117), 9,133 units, 25 December 2022 to 21 October 2025\n",
        ),
    ],
)
def test_the_sentence_over_a_list_says_what_its_spans_are_of(language: str, text: str) -> None:
    assert {(product.model, product.sold_from, product.sold_to) for product in main(text, language).products} == {
        ("A1263", "2022-12-25", "2025-10-21"),
        ("A3117", "2022-12-25", "2025-10-21"),
    }
