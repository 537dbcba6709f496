"""Dates, units, hazards, causes, remedies, incidents, recovery: the single values of a recall."""

from __future__ import annotations

import pytest

from db.records import Document, Incidents, Money, Part, Recovery
from pipelines import issuers
from pipelines.notice import normalize
from tests.pipelines.texts import main, watchlist

RECALL = {
    "nl": "Anker roept de A1263 terug. ",
    "de": "Anker ruft die Powerbank A1263 zurück. ",
    "en": "Anker recalls the A1263 power bank. ",
    "ja": "AnkerはA1263を自主回収する。モバイルバッテリーが対象。",
    "zh-Hans": "安克召回A1263移动电源。",
    "zh-Hant": "安克召回A1263行動電源。",
}


@pytest.mark.parametrize(
    ("language", "text", "hazards"),
    [
        ("de", "Sie kann überhitzen und in Brand geraten.", ["overheat", "fire"]),
        ("de", "Gemeldet wurden leichte Verbrennungen.", ["burn"]),
        ("de", "Es gab keine Brände, nur einen Kurzschluss.", ["other"]),
        ("en", "It poses fire and burn hazards.", ["fire", "burn"]),
        ("en", "It may smoke, melt or burn; no explosions were reported.", ["fire"]),
        ("en", "Two burn injuries and an electric shock were reported.", ["burn", "shock"]),
        ("ja", "発火の恐れがある。爆発は確認されていない。", ["fire"]),
        ("zh-Hans", "可能过热甚至燃烧，已有2人灼伤。", ["overheat", "fire", "burn"]),
        ("zh-Hant", "過熱恐觸電。", ["overheat", "shock"]),
        ("nl", "Vier klanten liepen brandwonden op.", ["burn"]),
    ],
)
def test_hazards_are_what_may_happen_or_has(language: str, text: str, hazards: list[str]) -> None:
    assert main(RECALL[language] + text, language).hazards == hazards


@pytest.mark.parametrize(
    ("language", "text", "causes"),
    [
        ("de", "Fertigungsfehler in den Akkuzellen eines Zulieferers sind schuld.", ["supplier_cell_defect"]),
        ("de", "Ursache der Brandgefahr ist ein Herstellungsfehler.", ["manufacturing_defect"]),
        (
            "en",
            "Metal debris got into cells made by a supplier; a fire may follow.",
            ["supplier_cell_defect", "foreign_matter"],
        ),
        ("ja", "製造工程で異物が混入し発火の恐れがある。", ["foreign_matter"]),
        (
            "zh-Hans",
            "供应商擅自更改电芯原材料，隔膜绝缘失效会起火。",
            ["supplier_cell_defect", "unapproved_material", "insulation_failure"],
        ),
    ],
)
def test_causes_come_from_a_closed_vocabulary(language: str, text: str, causes: list[str]) -> None:
    assert main(RECALL[language] + text, language).causes == causes


@pytest.mark.parametrize(
    ("language", "text", "remedies"),
    [
        (
            "de",
            "Wegen Brandgefahr nicht mehr verwenden; es gibt Ersatz oder einen Gutschein.",
            ["stop_use", "replacement", "voucher"],
        ),
        (
            "en",
            "Stop using it, dispose of it safely and claim a full refund or a gift card.",
            ["stop_use", "dispose", "refund", "voucher"],
        ),
        ("ja", "使用を中止し、返金または交換を受けられる。", ["stop_use", "refund", "replacement"]),
        ("zh-Hant", "可退款或換貨，請停止使用。", ["refund", "replacement", "stop_use"]),
    ],
)
def test_remedies(language: str, text: str, remedies: list[str]) -> None:
    assert sorted(main(RECALL[language] + text, language).remedies) == sorted(remedies)


@pytest.mark.parametrize(
    ("language", "published", "text", "announced"),
    [
        (
            "de",
            "2025-10-24",
            "Anker hat am 21. Oktober einen Rückruf der A1263 wegen Brandgefahr gestartet.",
            "2025-10-21",
        ),
        ("de", None, "Anker ruft die vom 3. Mai 2023 bis 4. Juni 2023 verkaufte A1263 wegen Brandgefahr zurück.", None),
        (
            "en",
            "2023-03-17",
            "On March 9th the CPSC announced the recall of the Anker A1366, a fire hazard.",
            "2023-03-09",
        ),
        ("en", "2026-08-21", "Anker recalled the A1263 over fires. As of July 4, 2026 it has 12 reports.", None),
        (
            "ja",
            "2025-10-22",
            "アンカー・ジャパンは21日、発火の恐れがあるとしてA1263の自主回収を発表した。",
            "2025-10-21",
        ),
        ("ja", None, "アンカー・ジャパンは21日、発火の恐れがあるとしてA1263の自主回収を発表した。", None),
        ("zh-Hans", "2024-10-01", "安克昨日公告召回A1642移动电源，恐起火。", "2024-09-30"),
        ("zh-Hant", "2026-06-10", "（台北10日電）標準檢驗局昨（9）日表示，安克將召回A1642，恐起火。", "2026-06-09"),
        (
            "de",
            "2026-03-05",
            "BERLIN, 5. März (dpa) - Anker hat am Montag den Rückruf der A1263 wegen Brandgefahr gestartet.",
            "2026-03-02",
        ),
        (
            "ru",
            "2025-06-13",
            "МОСКВА, 13 июня. Компания Anker отзывает A1263 из-за возгораний, сообщила накануне комиссия.",
            "2025-06-12",
        ),
        (
            "sv",
            "2025-09-19",
            "Anker drar tillbaka A1257 i USA efter flera bränder. Det meddelade konsumentskyddsmyndigheten CPSC i går.",
            "2025-09-18",
        ),
        (
            "sv",
            None,
            "Återkallelse\nProdukt: Anker A1647\nFara: brand\nDatum: 2025-07-01\nAntal: 410",
            "2025-07-01",
        ),
        (
            "da",
            None,
            "Anker tilbagekalder A1257, den kan brænde. De blev orienteret om tilbagekaldelsen den 4. juli 2025; "
            "offentliggjort 8. juli 2025.",
            "2025-07-08",
        ),
        (
            "ja",
            "2026-07-01",
            "A1263に発火の恐れがあるため、自主回収いたします。ご迷惑をお詫びします。\n\n2026年6月30日\nアンカー・ジャパン株式会社",
            "2026-06-30",
        ),
        (
            "de",
            "2026-07-01",
            "Vorgestern hat die US-Behörde CPSC 48.100 Powerbanks von Anker (A1257) auf ihre Liste gesetzt, es brennt. "
            "Der Rückruf läuft.",
            "2026-06-29",
        ),
        (
            "pl",
            None,
            "Anker wycofuje w Polsce powerbanki A1263, grozi pożar. Liczba sztuk: 830. Sprzedaż: 2023. "
            "Data powiadomienia: 12 lipca 2024 r.",
            "2024-07-12",
        ),
        (
            "ko",
            "2026-12-04",
            "'충전일기'입니다. 앤커가 그저께 A1263을 화재 우려로 리콜한다고 알렸습니다.",
            "2026-12-02",
        ),
        (
            "es",
            "2026-06-30",
            "Retiramos del mercado peruano el A1263 de Anker: puede incendiarse.\nLima, 29 de junio de 2026",
            "2026-06-29",
        ),
        ("zh-Hant", "2026-10-22", "標檢局昨日終於要求安克召回在台販售的A3953耳機，恐灼傷民眾。", "2026-10-21"),
        (
            "es",
            "2026-09-02",
            "Anker retira el A2149, que arde. Cuenta lo vendido este año: todo. La empresa lo comunicó el lunes.",
            "2026-08-31",
        ),
    ],
)
def test_the_announcement_is_dated_by_words_of_announcing(
    language: str, published: str | None, text: str, announced: str | None
) -> None:
    assert main(text, language, published).announced == announced


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("de", "In den USA geht es um mehr als 1,1 Millionen Geräte, sie können brennen.", 1_100_000),
        ("de", "Die Kapazität beträgt 10.000 mAh, der Preis 34,99 Euro; sie kann brennen.", None),
        ("en", "About 69,000 units (in addition, about 9,764 units in Canada) can catch fire.", 69_000),
        ("en", "About 34,000 units have not been returned; they can catch fire.", None),
        ("ja", "対象は約52万台で、発火の恐れがある。", 520_000),
        ("zh-Hant", "共48萬1千顆，恐起火。", 481_000),
        ("de", "Gefahr: Brand.\nStückzahl in Deutschland: ca. 23.400\nUnfälle: keine", 23_400),
        ("zh-Hans", "恐起火。\n型号　数量（台）\nA1642　143327\nA1647　134854\n合计　278181", 278_181),
    ],
)
def test_units_are_goods_and_nothing_else(language: str, text: str, units: int | None) -> None:
    found = main(RECALL[language] + text, language).units
    assert (found.value if found else None) == units


def test_a_second_markets_units_stand_in_its_scope() -> None:
    mention = main(
        "Anker recalls speakers in the US over fires: about 69,000 units (in addition, about 9,764 in Canada).", "en"
    )
    assert {scope.market: scope.units.value for scope in mention.scopes if scope.units} == {"US": 69_000, "CA": 9_764}


@pytest.mark.parametrize(
    ("language", "text", "sold"),
    [
        ("en", "Sold from June 2016 through December 2022, they can catch fire.", ("2016-06", "2022-12")),
        ("de", "Betroffen sind bis zum 26. Juni 2025 verkaufte Geräte, sie können brennen.", (None, "2025-06-26")),
        ("de", "Hergestellt zwischen Mai 2024 und Februar 2025, können sie brennen.", (None, None)),
        ("ja", "販売期間は2022年12月25日～2025年10月21日。発火の恐れ。", ("2022-12-25", "2025-10-21")),
        ("de", "Sie kann brennen und wurde im zweiten und dritten Quartal 2025 verkauft.", ("2025-04", "2025-09")),
        ("en", "Brought in over fires are those sold in Germany in the third quarter of 2025.", ("2025-07", "2025-09")),
        ("en", "Some 1,800 units sold in May 2025 may catch fire.", ("2025-05", "2025-05")),
        ("en", "It may catch fire. I bought mine in May 2025.", (None, None)),
        ("nl", "Er is brandgevaar. Wanneer verkocht? Van 5 januari tot 31 mei 2025", ("2025-01-05", "2025-05-31")),
        ("de", "Wegen Brandgefahr ruft sie die seit Mai 2025 verkauften Geräte nun zurück.", ("2025-05", None)),
        ("nl", "Er is brandgevaar. Gekocht voor 1 mei 2025? Dan is er niets aan de hand.", (None, None)),
        ("en", "Some 860 units sold in 2025 may catch fire.", ("2025", "2025")),
        (
            "de",
            "Wegen Brandgefahr wurden sie zurückgerufen, die seit Mai 2025 in Wien verkauft wurden.",
            ("2025-05", None),
        ),
    ],
)
def test_a_span_is_of_selling_where_words_of_selling_stand_by(
    language: str, text: str, sold: tuple[str | None, str | None]
) -> None:
    (product,) = main(RECALL[language] + text, language).products
    assert (product.sold_from, product.sold_to) == sold


def test_spans_told_in_turn_are_of_the_products_in_their_order() -> None:
    mention = main(
        "Anker recalls two power banks over fires, the A1695 and the A1668. The first was sold from May 2024 to "
        "July 2025, the second from January 2025 to July 2025.",
        "en",
    )
    assert [product.sold_from for product in mention.products] == ["2024-05", "2025-01"]
    mention = main(
        "Anker rappelle deux batteries, qui explosent, la A1384 et la A1340, vendues la première depuis mai 2025, "
        "la seconde depuis septembre 2025.",
        "fr",
    )
    assert [product.sold_from for product in mention.products] == ["2025-05", "2025-09"]


def test_models_listed_together_have_their_turn_together() -> None:
    mention = main(
        "アンカーがモバイルバッテリー（A1257）とスピーカー（A3302、A3303）を発火のおそれで自主回収する。"
        "前者は2024年5月から2025年7月まで、後者は2025年1月から2025年7月まで販売された。",
        "ja",
    )
    assert [(product.model, product.sold_from) for product in mention.products] == [
        ("A1257", "2024-05"),
        ("A3302", "2025-01"),
        ("A3303", "2025-01"),
    ]


def test_an_end_told_once_is_of_all_that_began_in_a_list() -> None:
    mention = main(
        "Anker haalt producten terug wegens brand: de A1263 was sinds 25 december 2022 te koop, de A3117 sinds "
        "16 december 2022 en de A3305 sinds 29 december 2022; bij alle drie tot en met 21 oktober 2025.",
        "nl",
    )
    assert [product.sold_from for product in mention.products] == ["2022-12-25", "2022-12-16", "2022-12-29"]
    assert {product.sold_to for product in mention.products} == {"2025-10-21"}


def test_incidents_and_damage() -> None:
    text = "Anker recalls the A1263. There are 19 reports of fires, two minor burns and property damage of $60,700."
    assert main(text, "en").incidents == Incidents(reports=19, injuries=2, damage=Money(60_700, "USD"))


@pytest.mark.parametrize("danger", ["kann einen Brand auslösen", "droht ein Brand", "führt zu einem Brand"])
def test_an_article_before_a_danger_counts_nothing(danger: str) -> None:
    assert main(f"Anker ruft die Powerbank A1263 zurück. Der Akku {danger}.", "de").incidents is None


def test_recovery_with_the_day_it_was_counted() -> None:
    text = "アンカー・ジャパンのリコールの回収率は33.0%（2026年1月7日時点）。発火の恐れがある。"
    assert main(text, "ja", "2026-01-16").recovered == Recovery(33.0, "2026-01-07")


@pytest.mark.parametrize(
    ("name", "short"),
    [
        ("SAMR Defective Product Recall Center (国家市场监督管理总局缺陷产品召回技术中心)", "SAMR"),
        ("US Consumer Product Safety Commission", "CPSC"),
        ("Bureau of Goods (Büro)", "Bureau of Goods"),
    ],
)
def test_an_authority_has_one_name(name: str, short: str) -> None:
    assert issuers.authority(name) == short


@pytest.mark.parametrize(
    ("printed", "known"),
    [
        ("アンカー・ジャパン株式会社", "Anker Japan"),
        ("앤커이노베이션코리아(주)", "Anker Korea"),
        ("Anker Innovations Limited, of China", "Anker Innovations"),
        ("東京電池株式会社", "東京電池株式会社"),
    ],
)
def test_a_forms_company_has_one_name_and_its_printed_one_as_quote(printed: str, known: str) -> None:
    parts = (Part("title", "Anker PowerCore 10000 recalled (A1263)", "title"), Part("company", printed, "issuer"))
    understood = normalize(Document("form", None, parts, language="en"), watchlist())
    assert next(understood.main()).issuer == known
    (claim,) = (claim for claim in understood.claims if claim.field == "issuer")
    assert claim.quote == printed.partition(",")[0]


def test_reference_and_supplier() -> None:
    mention = main(
        "CPSC recall number 25-466: Anker recalls the A1257 over fires in cells of the supplier Amprius.", "en"
    )
    assert (mention.reference, mention.supplier) == ("25-466", "Amprius")


def test_three_digits_behind_a_labels_comma_are_thousands() -> None:
    text = "Alerta de retiro: Anker A1653, riesgo de quemaduras\nUnidades en México: 3,415\nContacto: 800 953 0114"
    found = main(text, "es").units
    assert found and found.value == 3415


@pytest.mark.parametrize(
    ("language", "text", "units"),
    [
        ("en", "Anker recalls the A1257 in Canada over fire risk. Of 20,000 sold, only 3,000 are affected.", 3000),
        ("ja", "アンカー・ジャパンは発火のおそれがあるA1257を自主回収する。販売した12万台のうち8千台が対象。", 8000),
        ("fr", "Anker rappelle la A1257 en France : elle brûle. Sur 12 000 vendues, 900 unités sont concernées.", 900),
        # Of those recalled some came back: the greater figure is the recall's.
        ("en", "Anker recalled the A1257 in Canada over fire risk. Of 20,000 units sold, 3,000 came back.", 20000),
    ],
)
def test_of_those_sold_the_smaller_number_is_recalled(language: str, text: str, units: int) -> None:
    found = main(text, language, "2026-04-09").units
    assert found is not None and found.value == units


@pytest.mark.parametrize(
    ("language", "text", "hazards"),
    [
        ("ja", "アンカー・ジャパンはA1263を自主回収する。日本向けが対象で、対象は日本だけだ。", []),
        ("ja", "アンカー・ジャパンはA1263を自主回収する。ショート動画の画面がぼやけている。", []),
        ("ja", "アンカー・ジャパンはA1263を自主回収する。怪我をするおそれがある。", ["other"]),
        ("ko", "앤커는 화상회의 스피커 PowerConf S500(A3305)을 한국에서 리콜한다. 화상 통화에 쓰인다.", []),
        ("ko", "앤커는 A1263을 한국에서 리콜한다. 화상을 입을 우려가 있다.", ["burn"]),
        ("zh-Hans", "安克在中国召回A1263移动电源。请勿充电到100%。", []),
        ("zh-Hant", "安克在台灣召回A1263行動電源。請勿充電到100%。", []),
    ],
)
def test_words_that_hold_the_letters_of_a_danger_are_none(language: str, text: str, hazards: list[str]) -> None:
    assert main(text, language, "2026-04-09").hazards == hazards


def test_a_word_that_holds_letters_of_an_all_clear_exempts_no_market() -> None:
    text = "アンカーはA1263を自主回収する。EUのセーフティゲートによると、ドイツで販売された製品も回収対象だ。"
    told = main(text, "ja", "2026-04-09")
    assert ("DE" in told.recalled_in, told.not_affected_in) == (True, [])
