"""The language of titles and texts."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import lexicon
from pipelines.language import detect

TEXTS = [
    ("de", "Anker ruft Powerbanks wegen Brandgefahr zurück: Diese Modelle sind betroffen"),
    ("en", "Anker Recalls More Than One Million Power Banks Due to Fire and Burn Hazards"),
    ("ja", "Anker PowerCore 10000 Soundcore Motion X600 自主回収のお知らせ"),
    ("ja", "アンカー・ジャパン、モバイルバッテリーなど4製品を自主回収 発火の恐れ"),
    ("zh-Hans", "安克创新召回部分移动电源，存在起火风险"),
    ("zh-Hans", "Anker PowerCore 10000 移动电源召回公告"),
    ("zh-Hant", "安克召回行動電源，隔膜絕緣可能失效"),
    ("zh-Hant", "Anker PowerCore 10000 行動電源預防性召回公告"),
    ("ko", "앵커 보조배터리 리콜… 화재 위험 A1257 A1647 MagGo Power Bank"),
    ("fr", "Anker rappelle cinq batteries externes pour risque d'incendie"),
    ("es", "Anker retira del mercado sus baterías externas por riesgo de incendio"),
    ("it", "Anker richiama alcune power bank: rischio di incendio"),
    ("nl", "Anker roept powerbanks terug wegens brandgevaar"),
    ("pl", "Anker wycofuje powerbanki z rynku, istnieje ryzyko pożaru"),
    ("pt", "Anker recolhe baterias portáteis devido ao risco de incêndio"),
    ("cs", "Anker stahuje z trhu powerbanky kvůli riziku požáru"),
    ("sv", "Anker återkallar powerbanks på grund av brandrisk"),
    ("da", "Anker tilbagekalder powerbanks på grund af brandfare, hvis du har en"),
    ("hu", "Az Anker visszahívja az akkumulátorokat, mert tűzveszélyesek lehetnek"),
    ("ru", "Anker отзывает внешние аккумуляторы из-за риска возгорания"),
    ("vi", "Anker thu hồi pin sạc dự phòng vì nguy cơ cháy nổ"),
]


@pytest.mark.parametrize(("language", "text"), TEXTS)
def test_a_title_tells_its_language_whatever_brands_it_names(language: str, text: str) -> None:
    assert detect(text) == language
    assert detect(text.upper().replace("SS", "ß") if language == "de" else text.upper()) == language


@pytest.mark.parametrize(
    ("text", "declared", "language"),
    [
        ("安全情報", "ja", "ja"),
        ("重要製品回収", "ja-JP", "ja"),
        ("製品回収情報", None, "ja"),
        ("安克召回", "zh-TW", "zh-Hant"),
        ("安克召回", "zh-CN", "zh-Hans"),
        ("安克召回", None, "zh"),
        ("Anker PowerCore 10000", "de", "de"),
        ("Anker PowerCore 10000", None, "und"),
        ("A1263", "fr-CA", "fr"),
        ("A1263 – 10000 mAh", None, "und"),
        ("", None, "und"),
        ("", "de", "und"),
        ("Anker Recalls Power Banks Due to Fire Hazard", "de", "en"),
        ("Soundcore", "not a language!", "und"),
    ],
)
def test_the_declared_language_decides_only_what_words_leave_open(
    text: str, declared: str | None, language: str
) -> None:
    assert detect(text, declared) == language


def test_one_kana_in_a_chinese_name_is_not_japanese() -> None:
    assert detect("鲜の味餐厅使用的安克移动电源被召回，请用户立即停止使用") == "zh-Hans"


def test_a_name_in_kana_does_not_make_an_english_text_japanese() -> None:
    assert (
        detect("The Japanese company アンカー has recalled the speakers and it will refund the owners of them.") == "en"
    )


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ml", "ആങ്കർ പവർ ബാങ്കുകൾ തിരിച്ചുവിളിക്കുന്നു"),
        ("th", "Anker เรียกคืนพาวเวอร์แบงก์เนื่องจากเสี่ยงไฟไหม้"),
        ("el", "Η Anker ανακαλεί φορητούς φορτιστές λόγω κινδύνου πυρκαγιάς"),
    ],
)
def test_languages_without_a_lexicon_are_told_by_their_script_or_by_langdetect(language: str, text: str) -> None:
    assert detect(text) == language


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ar", "شركة أنكر تستدعي بنوك الطاقة بسبب خطر الحريق"),
        (
            "id",
            "Sekitar 42.000 pengisi daya yang dijual di toko itu ditarik kembali karena bahaya kebakaran bagi pengguna",
        ),
        ("no", "Flere ladere som ble solgt i butikkene er nå tilbakekalt etter at flere tok fyr og ikke må brukes"),
        ("da", "Flere opladere, der blev solgt i butikkerne, er nu tilbagekaldt, efter at nogle brød i brand"),
        ("uk", "Компанія відкликає павербанки через ризик пожежі, їх продавали з серпня"),
        ("ru", "Компания отзывает повербанки из-за риска пожара, их продавали с августа"),
        ("ro", "Compania recheamă bateriile externe din cauza riscului de incendiu, acestea fiind vândute în august"),
        ("tr", "Şirket, yangın riski nedeniyle ağustos ayında satılan taşınabilir şarj cihazlarını geri çağırıyor"),
        ("fi", "Yhtiö kutsuu takaisin varavirtalähteet palovaaran vuoksi, niitä myytiin elokuusta alkaen"),
    ],
)
def test_sister_languages_are_told_apart(language: str, text: str) -> None:
    assert detect(text) == language


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60), st.sampled_from([None, "de", "ja", "zh", "xx", "en_GB", "\ud800"]))
def test_any_text_has_a_language_or_is_undetermined(text: str, declared: str | None) -> None:
    language = detect(text, declared)
    assert language == "und" or language.split("-")[0].isalpha()
    assert detect(text, declared) == language


def test_every_lexicon_says_how_its_language_is_told() -> None:
    for tag in lexicon.languages():
        table = lexicon.load(tag)["language"]
        assert table["langdetect"]
        assert table["words"] or table["script"] in {"Japanese", "Hans", "Hant", "Hangul"}
