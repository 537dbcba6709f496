"""Values of a list are of the product of their line, item or block."""

from __future__ import annotations

from db.records import Document, Mention, Part, Product, Source, Units
from pipelines.notice import normalize
from tests.pipelines.texts import main, watchlist

AGENCY = Source("jp-agency", "Agency", "regulator", "ja", "JP", "Asia/Tokyo")
BLOCKS = """①リチウム電池内蔵充電器
製品名：Anker PowerCore 10000（型番：A1263）
色・JANコード・型番：
ブラック　4571411204692　A1263N12、4571411205163　A1263016
ブルー　4571411205187　A1263036
販売期間：2022年12月25日～2025年10月21日
対象台数：410,124台

②スピーカー
製品名：Soundcore Motion X600（型番：A3130）
スペースグレー　4571411209314　A3130011
販売期間：2023年4月24日～2025年10月21日
対象台数：11,200台"""


def form(identification: str, *others: Part) -> Mention:
    parts = (
        Part("title", "アンカー・ジャパン 回収・交換", "title"),
        Part("対象", identification, "identification"),
        *others,
    )
    return next(normalize(Document("1", None, parts, source=AGENCY), watchlist()).main())


def by_model(mention: Mention) -> dict[str | None, Product]:
    return {product.model: product for product in mention.products}


def test_each_block_gives_its_product_its_own_values() -> None:
    mention = form(BLOCKS)
    products = by_model(mention)
    assert list(products) == ["A1263", "A3130"]
    charger, speaker = products.values()
    assert (charger.units, speaker.units, mention.units) == (Units(410124), Units(11200), None)
    assert (charger.sold_from, speaker.sold_from) == ("2022-12-25", "2023-04-24")
    assert charger.gtins == ["4571411204692", "4571411205163", "4571411205187"]
    assert speaker.gtins == ["4571411209314"]
    assert (charger.colours, speaker.colours) == (["black", "blue"], ["grey"])


def test_an_exempt_colour_exempts_no_product() -> None:
    note = Part("備考", "発火のおそれがあります。\nSoundcore Motion X600のホワイトは対象に含まれません。", "text")
    speaker = by_model(form(BLOCKS, note))["A3130"]
    assert speaker.colours == ["grey"]


def test_a_model_beside_an_exempt_colour_is_recalled_in_its_other_colours() -> None:
    products = by_model(
        form(
            "Anker Power Bank (20000mAh, 22.5W, Built-In USB-C ケーブル)\n型番：A1647　※グリーンは対象外\n"
            "販売期間：2024年1月12日～2024年9月17日\n\n"
            "Anker 334 MagGo Battery (PowerCore 10000)\n型番：A1642　※ピンクは対象外\n"
            "販売期間：2024年2月1日～2024年9月17日"
        )
    )
    told = [(model, product.sold_from, product.colours) for model, product in products.items()]
    assert told == [("A1647", "2024-01-12", []), ("A1642", "2024-02-01", [])]


def test_a_table_under_its_head_gives_each_row_its_own_values_and_the_total_to_the_recall() -> None:
    mention = form(
        "製品名 型番 対象台数 販売期間\n"
        "Soundcore 3 A3117 91,933台 2022年12月16日～2025年10月21日\n"
        "Anker PowerConf S500 A3305 8,980台 2022年12月29日～2025年10月21日\n"
        "合計 100,913台"
    )
    products = by_model(mention)
    assert (products["A3117"].units, products["A3117"].sold_from) == (Units(91933), "2022-12-16")
    assert (products["A3305"].units, products["A3305"].sold_from) == (Units(8980), "2022-12-29")
    assert mention.units == Units(100913)


def test_product_lines_that_follow_one_another_share_what_stands_below() -> None:
    products = by_model(
        form(
            "Soundcore 3（型番：A3117）\n販売期間：2022年12月16日～2023年10月21日\n\n"
            "Anker 334 MagGo Battery (PowerCore 10000)（型番：A1642）\nAnker PowerConf S500（型番：A3305）\n"
            "販売期間：2024年2月1日～2024年9月17日"
        )
    )
    assert products["A3117"].sold_to == "2023-10-21"
    assert products["A1642"].sold_to == products["A3305"].sold_to == "2024-09-17"


def test_items_between_semicolons_keep_their_values() -> None:
    mention = main(
        "Anker ruft Powerbanks wegen Brandgefahr zurück: "
        "A1681, hergestellt von Mai 2024 bis Februar 2025, 3.000 Stück; A1689, "
        "hergestellt von Juni 2024 bis März 2025, 4.000 Stück; insgesamt 7.000 Stück.",
        "de",
    )
    told = [(p.model, p.units, p.made_from, p.made_to) for p in mention.products]
    assert told == [
        ("A1681", Units(3000), "2024-05", "2025-02"),
        ("A1689", Units(4000), "2024-06", "2025-03"),
    ]
    assert mention.units == Units(7000)


def test_a_figure_before_a_list_of_models_is_of_all_of_them() -> None:
    mention = main("Anker recalls 30,927 power banks, models A1257, A1647 and A1681, over fire hazards.", "en")
    assert mention.units == Units(30927)
    assert [product.units for product in mention.products] == [None, None, None]
