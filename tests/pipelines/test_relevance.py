from __future__ import annotations

import pytest

from db.records import Document, Part, Source
from pipelines.notice import normalize
from tests.pipelines.texts import notice, watchlist

NEAR_MISSES = [
    ("en", "Xiaomi recalls its 33W Power Bank PB2030MI, which may catch fire. Rivals such as Anker use other cells."),
    ("en", "The Anker Prime Power Bank review: as far as I recall, no charger was hotter. 20% off today."),
    ("en", "Windows Recall takes screenshots of everything. We charged the laptop with an Anker power bank."),
    ("en", "The classifier reaches a recall of 0.93 on photographs of Anker power banks."),
    ("en", "Remember Total Recall? The Nebula projector brings it to your wall for $300."),
    ("de", "Im Hafen liegt ein Schiff vor Anker. Der Anker wiegt drei Tonnen, ein Rückruf des Kapitäns blieb aus."),
    ("de", "Die Anker 737 Power Bank im Test: schnell, teuer, gut. Heute mit Rabatt."),
    (
        "de",
        "Die Stadt sammelt alte Akkus ein. Auch Powerbanks von Anker werden zurückgenommen, es gibt einen Gutschein.",
    ),
    ("ja", "アンカー・ジャパンは店頭で使用済みモバイルバッテリーの回収ボックスを設置し、他社製品も回収する。"),
    ("ja", "Anker PowerCore Fusion 5000を3230円で買った。古いものは回収する仕組みがある。"),
    ("zh-Hans", "安克移动电源评测：到手价199元，优惠力度大，推荐选购。"),
    ("zh-Hant", "小米召回行動電源PB2030MI，恐過熱起火。Anker等其他品牌則無此問題。"),
    (
        "en",
        "CLAIM: Anker recalls all Nano power banks. RATING: False. Anker has no plans to recall the A1259.",
    ),
    (
        "pl",
        "Anker wzywa do zwrotu eufyCam 2C (T8113) z powodu pożaru? „Wspomniany post jest zmyślony”, odpisano nam.",
    ),
    (
        "pt",
        "A Positiva anunciou o recall de 8.700 carregadores por choque. Marcas como Anker e Baseus têm outros.",
    ),
    ("fr", "Non, Anker ne rappelle pas ses batteries. La marque dément : le formulaire relève de l'hameçonnage."),
    (
        "de",
        "Pearl ruft 29.000 Powerbanks zurück, Brandgefahr. Zuvor hatten Anker und Xiaomi Akkus zurückgerufen.",
    ),
]


@pytest.mark.parametrize(("language", "text"), NEAR_MISSES)
def test_what_only_looks_like_a_recall_of_ours_is_none(language: str, text: str) -> None:
    understood = notice(text, language)
    assert not understood.is_recall_report
    assert understood.kind == "none"
    assert understood.mentions == [] and understood.claims == []


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Stop using the Soundcore Boom 2 (A3138): the CPSC says its battery can explode. Owners get a refund."),
        (
            "en",
            "Units of the PowerCore Fusion 5000 (A1621) sold in 2021 are being pulled: the case gives electric shocks.",
        ),
        (
            "de",
            "Betroffen sind alle bis zum 26. Juni 2025 verkauften Anker MagGo Power Banks (A1652): Überhitzung.",
        ),
        ("de", "Anker nimmt die Powerbank A1647 zurück, weil sie Feuer fangen kann."),
        ("ja", "アンカー・ジャパンは21日、発火の恐れがあるとして4製品の自主回収を発表した。"),
        ("zh-Hans", "安克创新宣布召回A1257移动电源，电芯可能起火。"),
        ("de", "Nach Rückrufen von Xiaomi und Romoss: Auch Anker ruft in China 710.000 Powerbanks zurück. Brand!"),
        ("de", "Anker ruft weltweit rund 1,2 Mio. Powerbanks zurück: Explosionsgefahr beim Laden"),
        ("en", "Anker power bank recall widened to Singapore and Malaysia over blaze risk"),
    ],
)
def test_a_report_is_one_with_or_without_the_word(language: str, text: str) -> None:
    assert notice(text, language).is_recall_report


@pytest.mark.parametrize(
    ("language", "text", "kind"),
    [
        ("en", "Anker has expanded the recall of its power banks over a fire hazard to model A1257.", "expansion"),
        (
            "ja",
            "アンカー・ジャパンのリコールの回収率は33.0%。対象はAnker PowerCore 10000で発火の恐れがある。",
            "followup",
        ),
        ("en", "Anker announced a recall of the A1263 power bank, which can overheat.", "announcement"),
    ],
)
def test_the_kind_of_a_report(language: str, text: str, kind: str) -> None:
    assert notice(text, language).kind == kind


@pytest.mark.parametrize(
    ("title", "ours"),
    [
        ("Anker Power Banks Recalled Due to Fire Hazard", True),
        ("Divvy Nebula II CBD 510 Vape Cartridge recalled", False),
        ("“Zolo Zippy” wooden pull toys by Kushies Baby", False),
        ("Trankerloop Baby Bath Seats Recalled", False),
        ("Anker Play Products Recalls Playground Equipment", False),
        ("Astronaut Nebula projector / Star projection lamp", False),
        ("Jacket Uni Anker", False),
    ],
)
def test_a_regulators_form_is_a_report_where_it_names_our_goods(title: str, ours: bool) -> None:
    source = Source("us-cpsc", "CPSC", "regulator", "en", "US", "America/New_York")
    parts = (Part("Title", title, "title"), Part("Hazard", "Fire hazard", "hazard"), Part("Remedy", "Refund", "remedy"))
    document = Document("1", None, parts, source=source, published="2025-01-02")
    assert normalize(document, watchlist()).is_recall_report is ours


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Anker should recall the A1263, says a consumer group after three fires."),
        ("en", "A consumer group urged Anker to recall the A1263 power bank after three fires."),
        ("de", "Anker prüft einen Rückruf der A1263, nachdem mehrere Geräte gebrannt haben."),
        ("de", "Verbraucherschützer fordern von Anker einen Rückruf der A1263 nach mehreren Bränden."),
        ("ja", "消費者団体はアンカーにA1263の回収を求めた。発火事故が3件あった。"),
        ("zh-Hans", "消费者呼吁安克召回A1263充电宝，已有三起起火事故。"),
        ("ko", "소비자 단체가 앤커에 A1263 리콜을 요구했다. 화재가 세 건 있었다."),
    ],
)
def test_a_recall_that_is_only_asked_for_is_none(language: str, text: str) -> None:
    assert not notice(text, language, "2026-04-09").is_recall_report


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("de", "Die Anker ruft die A1263 zurück."),
        ("el", "Η Anker ανακαλεί το powerbank A1263."),
        ("it", "La Anker ritira il power bank A1263."),
    ],
)
def test_an_article_may_stand_before_the_brand_that_recalls(language: str, text: str) -> None:
    assert notice(text, language).is_recall_report


@pytest.mark.parametrize(
    ("language", "innocent", "telling"),
    [
        (
            "en",
            "The Anker 737 (A1289) power bank pulls 140W and can get hot.",
            "Anker pulls the 737 (A1289) power bank over fears that it can get hot.",
        ),
        (
            "de",
            "Die Anker 737 (A1289) ist bei mir eingezogen und wird zu heiß.",
            "Die Anker 737 (A1289) werden eingezogen, denn sie werden zu heiß.",
        ),
        (
            "fr",
            "Le chargeur Anker A1289 chauffe trop et son design rappelle un galet.",
            "Anker rappelle le chargeur A1289, qui chauffe trop.",
        ),
    ],
)
def test_goods_that_move_in_draw_power_or_look_like_others_are_not_recalled(
    language: str, innocent: str, telling: str
) -> None:
    assert not notice(innocent, language).is_recall_report
    assert notice(telling, language).is_recall_report


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "I took back my Anker 737 (A1289) because I bought the wrong colour and got a refund."),
        (
            "sv",
            "Beställ Anker 737 (A1289) på nätet; retur inom 30 dagar mot återbetalning. Den blir varm vid laddning.",
        ),
        (
            "da",
            "Bestil Anker 737 (A1289) online; returret i 30 dage med pengene retur. Den bliver varm under opladning.",
        ),
        ("no", "Bestill Anker 737 (A1289) på nett; retur innen 30 dager med refusjon. Den blir varm under lading."),
        ("hu", "Visszaküldtem az Anker 737-et (A1289), mert nem tetszett a színe, és visszakaptam a pénzt."),
    ],
)
def test_what_a_buyer_gives_back_is_not_recalled(language: str, text: str) -> None:
    assert not notice(text, language).is_recall_report
