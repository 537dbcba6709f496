from __future__ import annotations

import pytest

from pipelines import alike, products
from pipelines.passages import Passage
from tests.pipelines.texts import main, models, watchlist


def named(text: str, language: str = "en") -> list[tuple[str | None, str | None]]:
    passage = Passage("text", "text", text, language, watchlist())
    found = alike.one_each(products.find(passage, watchlist()), watchlist())
    return [(one.name, one.model) for one in found if not one.generic]


def test_models_share_the_name_before_their_list_and_behind_it() -> None:
    assert named("Anker Zolo Power Banks A1681 (12W) and A1689 (15W)") == [
        ("Anker Zolo Power Banks", "A1681"),
        ("Anker Zolo Power Banks", "A1689"),
    ]
    assert named("A1681、A1689 Zolo移动电源", "zh-Hans") == [("Zolo移动电源", "A1681"), ("Zolo移动电源", "A1689")]


def test_a_kind_of_goods_that_several_models_share_is_no_name() -> None:
    called = [("334 MagGo Battery", "A1642"), ("MagGo Power Bank (10,000mAh, 7.5W, Stand)", "A1652")]
    assert named("Anker Power Banks A1642 (12W) and A1652 (20W)") == called
    assert named("A1642、A1652移动电源", "zh-Hans") == called


def test_a_line_with_its_kind_of_goods_is_a_name() -> None:
    assert named("Battery pack within certain Anker EverFrost Powered Coolers") == [
        ("Anker EverFrost Powered Coolers", None)
    ]


def test_names_first_and_models_after_belong_together_in_order() -> None:
    text = "the 334 MagGo Battery, the Anker Power Bank and the MagGo Power Bank (A1642, A1647, A1652)"
    assert named(text) == [
        ("334 MagGo Battery", "A1642"),
        ("Anker Power Bank", "A1647"),
        ("MagGo Power Bank", "A1652"),
    ]


def test_a_name_without_a_model_gets_it_from_the_watchlist() -> None:
    assert named("die Powerbank PowerCore 10.000 und der Soundcore 3", "de") == [
        ("PowerCore 10.000", "A1263"),
        ("Soundcore 3", "A3117"),
    ]


def test_a_second_name_in_brackets_tells_which_product_is_meant() -> None:
    assert named("「Anker 334 MagGo Battery(PowerCore 10000)」", "ja") == [
        ("Anker 334 MagGo Battery(PowerCore 10000)", "A1642")
    ]
    assert named("the Anker 535 Power Banks (PowerCore 20k)") == [("Anker 535 Power Banks (PowerCore 20k)", "A1366")]


def test_a_second_name_behind_a_number_that_the_catalogue_lacks_is_none_of_its_products() -> None:
    assert named("the Anker 313 Power Bank (PowerCore 10K), model A1229") == [
        ("Anker 313 Power Bank (PowerCore 10K)", "A1229")
    ]


def test_a_variant_is_not_the_product_whose_name_it_goes_on_from() -> None:
    assert named("the Soundcore Space One Pro") == [("Soundcore Space One Pro", None)]
    assert named("the Soundcore Space One and the Space One Pro (A3062)") == [
        ("Soundcore Space One", "A3035"),
        ("Space One Pro", "A3062"),
    ]


def test_a_counted_series_is_a_product_where_no_other_is_named() -> None:
    assert named("Anker pulls 90,000 Nano Power Banks") == [("Nano Power Banks", None)]
    assert named("Anker pulls 90,000 power banks") == []


def test_a_name_and_its_short_form_are_the_only_printed_model() -> None:
    text = "Soundcore Boom 2 Outdoor Speakers recalled: the Soundcore Boom 2 speakers, model A3138, can catch fire."
    assert models(main(text, "en")) == ["A3138"]
    text = "Anker recalls the Anker Prime Power Bank (12,000 mAh, 130 W) over fires. Anker Prime Power Bank, A1336."
    assert models(main(text, "en")) == ["A1336"]


def test_figures_tell_products_of_one_series_apart() -> None:
    assert named("Anker Power Bank(20000mAh, 22.5W, Built-In USB-C ケーブル)", "ja")[0][1] == "A1647"
    assert named("Anker MagGo Power Bank(10000mAh, 7.5W, Stand)", "ja")[0][1] == "A1652"
    assert named("Anker Zolo Power Bank (20K, 30W, USB-C and Lightning cable)")[0][1] == "A1681"


def test_names_that_several_products_bear_stay_open() -> None:
    assert named("the Anker MagGo battery is affected") == []
    assert named("the Anker PowerCore 5K") == [("Anker PowerCore 5K", None)]


def test_digits_behind_the_word_model_are_a_known_model() -> None:
    assert named("soundcore Lautsprecher (Modell 3102)", "de") == [("soundcore Lautsprecher", "A3102")]
    assert named("im Modell 2024 neu", "de") == []


def test_a_model_that_the_watchlist_lacks_is_found_by_the_brands_pattern() -> None:
    assert named("Anker Prime speakers A3999")[0][1] == "A3999"
    assert [model for _, model in named("A31X1, A91C5, A110D, T85D0")] == ["A31X1", "A91C5", "A110D", "T85D0"]


def test_a_forms_model_belongs_to_the_name_on_the_line_above() -> None:
    assert named("対象製品：Anker Nano Power Bank (5000mAh, MagGo)\n型番：A1665／対象台数：18,204台", "ja") == [
        ("Anker Nano Power Bank (5000mAh, MagGo)", "A1665")
    ]
    assert named("Item: Soundcore Select 4 Go portable speaker\nModel no.: A31X9") == [
        ("Soundcore Select 4 Go", "A31X9")
    ]


def test_tables_that_lost_their_spaces_are_read() -> None:
    text = "Detachable Battery pack for CoolerA17B0Not ApplicableAnker EverFrost Powered Coolers 30A17A033 Liter"
    assert [model for _, model in named(text)] == ["A17B0", "A17A0"]


def test_a_list_of_a_family_goes_on_without_its_name() -> None:
    text = "RoboVac 11S (auch Max), 15C Max, G40 (auch Plus und Hybrid Plus) und X8 (Standard und Hybrid)"
    assert [name for name, _ in named(text, "de")] == [
        "RoboVac 11S",
        "RoboVac 11S Max",
        "RoboVac 15C Max",
        "RoboVac G40",
        "RoboVac G40 Plus",
        "RoboVac G40 Hybrid Plus",
        "RoboVac X8",
        "RoboVac X8 Hybrid",
    ]


def test_an_address_names_no_product() -> None:
    assert named("see https://us.soundcore.com/pages/A3102-recall or write to A1263@anker.com") == []


@pytest.mark.parametrize(
    ("text", "language", "recalled"),
    [
        (
            "Anker recalls the PowerCore 10000 over a fire risk. It is replaced with the Anker 533 Power Bank.",
            "en",
            ["A1263"],
        ),
        (
            "Anker ruft den Motion X600 zurück, Brandgefahr. Der Soundcore 2 (A3105) ist nicht betroffen.",
            "de",
            ["A3130"],
        ),
        (
            "Anker ruft die Powerbank A1647 zurück, sie kann brennen. Sie ist identisch mit der Anker 535.",
            "de",
            ["A1647"],
        ),
        (
            "Anker recalls the A1263 in Canada, it may burn. And the A1259? It is not part of the recall. "
            "Is the A1647 affected? Units sold in Mexico are not affected.",
            "en",
            ["A1263", "A1647"],
        ),
        (
            "A ASAE recolhe a Anker A110G em Portugal por perigo de incêndio. O A110H, do mesmo fabricante, "
            "não é abrangido.",
            "pt",
            ["A110G"],
        ),
        ("安克在国内召回A1257移动电源，可能起火。\n问：A1259呢？\n答：不在名单里。", "zh-Hans", ["A1257"]),
        ("ankerは火災の恐れで「Soundcore 3」を自主回収し、「Soundcore 2」に交換する。", "ja", ["A3117"]),
    ],
)
def test_what_is_given_instead_likened_or_exempt_is_not_recalled(text: str, language: str, recalled: list[str]) -> None:
    assert models(main(text, language)) == recalled


def test_units_and_spans_go_to_the_product_they_stand_with() -> None:
    mention = main(
        "アンカー・ジャパンは発火の恐れで回収する。Soundcore 3（A3117）が91,933台、PowerConf S500（A3305）が8,980台。",
        "ja",
    )
    assert [product.units and product.units.value for product in mention.products] == [91933, 8980]
    mention = main(
        "Anker recalls power banks over fires: the Zolo A1681, made May 2024 to February 2025, and the Zolo A1689, "
        "made June 2024 to March 2025.",
        "en",
    )
    assert [(product.made_from, product.made_to) for product in mention.products] == [
        ("2024-05", "2025-02"),
        ("2024-06", "2025-03"),
    ]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "nl",
            "Anker roept de zwarte Motion X600 (A3130) terug wegens brand, serienummers AKH2301 tot en met AKH2312.",
        ),
        ("pl", "Anker wycofuje czarny głośnik Motion X600 (A3130), pożar. Numery seryjne od AKH2301 do AKH2312."),
        ("it", "Anker richiama la Motion X600 nera (A3130), incendio. Numeri di serie da AKH2301 a AKH2312."),
        ("ru", "Anker отзывает чёрную колонку Motion X600 (A3130), пожар. Серийные номера с AKH2301 по AKH2312."),
    ],
)
def test_a_colour_before_a_name_and_both_ends_of_a_range_of_batches(language: str, text: str) -> None:
    (product,) = main(text, language).products
    assert (product.colours, product.batches) == (["black"], ["AKH2301", "AKH2312"])


def test_colours_in_a_products_brackets_are_its_own() -> None:
    mention = main(
        "Anker ruft zwei Geräte wegen Brandgefahr zurück: Soundcore 3 (A3117, nur Schwarz) und PowerConf S3 (A3302).",
        "de",
    )
    assert [product.colours for product in mention.products] == [["black"], []]


def test_a_list_in_full_width_brackets_goes_on_with_its_family() -> None:
    assert [model for _, model in named("Anker EverFrost Powered Cooler（30／40／50）", "ja")] == [
        "A17A0",
        "A17A1",
        "A17A2",
    ]


def test_a_lines_products_are_found_far_behind_it() -> None:
    text = "Some RoboVac batteries may overheat. Vacuums bought in 2023 - the G30, X8 and 30C - get a new one."
    assert [name for name, _ in named(text)] == ["RoboVac G30", "RoboVac X8", "RoboVac 30C"]


def test_lines_are_known_in_kana_and_hangul() -> None:
    text = "パワーコア 10000、サウンドコア モーション X600、パワーコンフ S500"
    assert [model for _, model in named(text, "ja")] == ["A1263", "A3130", "A3305"]
    assert [model for _, model in named("사운드코어 모션 X600과 파워코어 10000", "ko")] == ["A3130", "A1263"]


def test_a_series_number_may_stand_behind_its_kind_of_goods() -> None:
    assert [model for _, model in named("Anker stahuje powerbanku 321 a další", "cs")] == ["A1112"]


def test_a_model_behind_its_brand_is_called_as_printed() -> None:
    assert named("Anker Soundcore (A3102016)") == [("Anker Soundcore", "A3102016")]
    assert named("Zolo A1689") == [("Zolo Power Bank (20,000mAh, 30W, Built-In USB-C Cable)", "A1689")]


def test_goods_that_were_not_sold_are_not_recalled() -> None:
    text = (
        "Anker retira el A1257 y el A1647 en España por riesgo de incendio; "
        "el A1652, incluido en otros países, no se ha vendido aquí."
    )
    assert models(main(text, "es")) == ["A1257", "A1647"]


def test_letters_and_figures_behind_a_brand_are_a_name() -> None:
    assert named("ロボット掃除機「Eufy X8 Pro」と「Eufy Clean L60」をリコール", "ja") == [
        ("Eufy X8 Pro", None),
        ("Eufy Clean L60", None),
    ]
    assert named("eufy recalls the eufy Smart Lock S330. Anker 30W chargers are fine.") == [
        ("eufy Smart Lock S330", None)
    ]


def test_a_model_in_full_width_signs_is_the_model() -> None:
    assert named("製品名：Ａｎｋｅｒ　Ｎａｎｏ　Ｐｏｗｅｒ　Ｂａｎｋ 型式：Ａ１６３８", "ja")[0][1] == "A1638"


def test_a_number_that_the_catalogue_lacks_is_that_of_the_only_name() -> None:
    found = main("Anker recalls a power bank.\nName: Anker 633 Magnetic Battery\nModel: A1648\nFire hazard", "en")
    assert [(one.name, one.model) for one in found.products] == [("Anker 633 Magnetic Battery", "A1648")]
    assert named("Anker 511 Power Bank (PowerCore Fusion 30W) A1634")[0] == ("Anker 511 Power Bank", "A1634")


def test_several_words_of_a_name_may_be_spelled_in_another_script() -> None:
    assert named("小型プロジェクター「ネビュラ・カプセル３」を自主回収", "ja") == [("ネビュラ・カプセル3", None)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Anker ruft in Deutschland 400 Powerbanks zurück."),
        ("de", "Anker ruft in Deutschland rund 23 400 Powerbanks zurück."),
        ("en", "Anker recalls 250 Power Banks sold in Canada."),
    ],
)
def test_goods_that_are_counted_are_not_called_by_their_number(language: str, text: str) -> None:
    assert named(text, language) == []


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("The 733 Power Bank is recalled.", "733 Power Bank"),
        ("The Anker 999 Power Banks are recalled.", "Anker 999 Power Banks"),
    ],
)
def test_goods_that_are_called_by_a_number_are(text: str, name: str) -> None:
    assert [called for called, _ in named(text)] == [name]


@pytest.mark.parametrize(
    ("language", "text", "recalled"),
    [
        ("de", "Ob auch die A1263 betroffen ist, ist nicht bekannt.", ["A1257"]),
        ("en", "It is not known whether the A1263 is affected.", ["A1257"]),
        ("en", "Not only the A1257 but also the A1263 is affected.", ["A1257", "A1263"]),
        ("fr", "On ignore si l'A1263 est concernée.", ["A1257"]),
        ("ja", "A1263が対象かどうかは不明。", ["A1257"]),
        ("zh-Hans", "尚不清楚A1263是否受影响。", ["A1257"]),
    ],
)
def test_a_product_of_which_nobody_knows_is_none_of_the_recall(language: str, text: str, recalled: list[str]) -> None:
    assert models(main(f"{A1257_IN_JAPAN[language]} {text}", language, "2026-04-09")) == recalled


def test_a_product_that_is_excepted_is_none_of_the_recall() -> None:
    found = main("Anker recalls its A1257, A1263 and A1647 power banks, except for the A1642, over fire risk.", "en")
    assert models(found) == ["A1257", "A1263", "A1647"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Anker recall over fire risk in Canada: check whether you own the A1263, and don't charge it."),
        (
            "ja",
            "アンカー・ジャパンは発火のおそれがあるモバイルバッテリーを自主回収する。お手元の製品がA1263かどうかを確認し、使用しないでください。",
        ),
        ("zh-Hans", "安克在中国召回移动电源，存在起火风险。请查看是否为A1263，切勿继续使用。"),
        ("ko", "앤커가 한국에서 화재 우려로 보조배터리를 리콜한다. A1263인지 확인하고 사용하지 마세요."),
        ("pl", "Anker wycofuje w Polsce powerbanki z powodu ryzyka pożaru. Sprawdź, czy masz A1263, i nie używaj go."),
        (
            "de",
            "Anker ruft Powerbanks in Deutschland wegen Brandgefahr zurück. "
            "Prüfen Sie, ob Ihre A1263 betroffen ist, und benutzen Sie sie nicht mehr.",
        ),
        (
            "de",
            "Rückruf wegen Brandgefahr: Prüfen Sie, ob Sie eine Anker A1263 haben, und laden Sie diese nicht mehr auf.",
        ),
        (
            "en",
            "Anker is recalling power banks in Canada over fire risk. "
            "Check whether yours is an A1263 and do not use it.",
        ),
        (
            "fr",
            "Anker rappelle des batteries en France : risque d'incendie. "
            "Vérifiez si vous avez une A1263 et ne l'utilisez plus.",
        ),
        (
            "ru",
            "Anker отзывает в России пауэрбанки из-за риска возгорания. "
            "Проверьте, есть ли у вас A1263, и не используйте его.",
        ),
    ],
)
def test_a_product_that_owners_should_look_for_is_recalled(language: str, text: str) -> None:
    assert models(main(text, language, "2026-04-09")) == ["A1263"]


#: A recall of one model in Japan, as each language tells it.
A1257_IN_JAPAN = {
    "de": "Anker ruft in Japan die Powerbank A1257 wegen Brandgefahr zurück.",
    "en": "Anker recalls the A1257 power bank in Japan over fire risk.",
    "fr": "Anker rappelle au Japon la batterie A1257 pour risque d'incendie.",
    "ja": "アンカー・ジャパンは日本でA1257を自主回収する。発火のおそれがある。",
    "zh-Hans": "安克在日本召回A1257移动电源，存在起火风险。",
}
