"""Numbers in every language: how many, of what, and how firmly."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import lexicon
from pipelines.numbers import find

#: language, words, value, qualifier, counter
COUNTED = [
    ("de", "34.700 Stück", 34700, "exact", "product"),
    ("de", "1.158.000 Geräte", 1158000, "exact", "product"),
    ("de", "1 158 000 Geräte", 1158000, "exact", "product"),
    ("de", "1'158'000 Geräte", 1158000, "exact", "product"),
    ("de", "über 1,1 Millionen Powerbanks", 1100000, "at_least", "product"),
    ("de", "mehr als eine Million Geräte", 1000000, "at_least", "product"),
    ("de", "rund 60.700 Dollar", 60700, "about", "money"),
    ("de", "19 Brand- oder Explosionsfälle", 19, "exact", "incident"),
    ("de", "zwei leichte Verbrennungen", 2, "exact", "incident"),
    ("de", "anderthalb Wochen", 1.5, "exact", "time"),
    ("de", "drei Dutzend Meldungen", 36, "exact", "incident"),
    ("de", "eine halbe Million Akkus", 500000, "exact", "product"),
    ("de", "dreiunddreißig Fälle", 33, "exact", "incident"),
    ("de", "22,5 W", 22.5, "exact", "power"),
    ("de", "20.000 mAh", 20000, "exact", "capacity"),
    ("de", "0,07 Prozent", 0.07, "exact", "percent"),
    ("de", "bis zu 5.000 Kunden", 5000, "at_most", "person"),
    ("de", "zweihundertfünfzigtausend Geräte", 250000, "exact", "product"),
    ("it", "duecentocinquantamila pezzi", 250000, "exact", "product"),
    ("it", "trentatré casi", 33, "exact", "incident"),
    ("nl", "drieëntwintighonderd exemplaren", 2300, "exact", "product"),
    ("sv", "femhundratusen enheter", 500000, "exact", "product"),
    ("hu", "ezerkétszáz darab", 1200, "exact", "product"),
    ("hu", "765 db", 765, "exact", "product"),
    ("da", "to hundrede halvtreds tusind enheder", 250000, "exact", "product"),
    ("da", "cirka et halvt tusind enheder", 500, "about", "product"),
    ("pt", "quinhentas mil unidades", 500000, "exact", "product"),
    ("pt", "cento e vinte mil unidades", 120000, "exact", "product"),
    ("es", "doscientas cincuenta mil unidades", 250000, "exact", "product"),
    ("fr", "quatre-vingt mille unités", 80000, "exact", "product"),
    ("pl", "pięćset tysięcy sztuk", 500000, "exact", "product"),
    ("pl", "2 tys. 140 sztuk", 2140, "exact", "product"),
    ("cs", "pět set tisíc kusů", 500000, "exact", "product"),
    ("cs", "tři stovky kusů", 300, "exact", "product"),
    ("ru", "1 млн 158 тыс. пауэрбанков", 1158000, "exact", "product"),
    ("ru", "сто двадцать тысяч штук", 120000, "exact", "product"),
    ("vi", "hai nghìn năm trăm chiếc", 2500, "exact", "product"),
    ("en", "one million one hundred and fifty thousand units", 1150000, "exact", "product"),
    ("en", "1,158,000 units", 1158000, "exact", "product"),
    ("en", "about 34,000 recalled power banks", 34000, "about", "product"),
    ("en", "over 1.15 million units", 1150000, "at_least", "product"),
    ("en", "nearly half a million chargers", 500000, "about", "product"),
    ("en", "481K power banks", 481000, "exact", "product"),
    ("en", "roughly 31k power banks", 31000, "about", "product"),
    ("en", "three dozen reports", 36, "exact", "incident"),
    ("en", "one report", 1, "exact", "incident"),
    ("en", "33 fire", 33, "exact", "incident"),
    ("en", "four minor burns", 4, "exact", "incident"),
    ("en", "nearly $61,000", 61000, "about", "money"),
    ("en", "up to 5,500 devices", 5500, "at_most", "product"),
    ("en", "3rd", 3, "exact", "ordinal"),
    ("en", "41 percent", 41, "exact", "percent"),
    ("en", "10 000 mAh", 10000, "exact", "capacity"),
    ("en", "twenty-two cases", 22, "exact", "incident"),
    ("ja", "約52万台", 520000, "about", "product"),
    ("ja", "41万124台", 410124, "exact", "product"),
    ("ja", "3万4,700台", 34700, "exact", "product"),
    ("ja", "１１５万８０００台", 1158000, "exact", "product"),
    ("ja", "３４，７００台", 34700, "exact", "product"),
    ("ja", "五十二万台", 520000, "exact", "product"),
    ("ja", "100万個以上", 1000000, "at_least", "product"),
    ("ja", "33.0%", 33, "exact", "percent"),
    ("ja", "3230円", 3230, "exact", "money"),
    ("ja", "4人", 4, "exact", "person"),
    ("ja", "第3", 3, "exact", "ordinal"),
    ("zh-Hans", "约71.8万台", 718000, "about", "product"),
    ("zh-Hans", "13万余台", 130000, "at_least", "product"),
    ("zh-Hans", "不超过5500颗", 5500, "at_most", "product"),
    ("zh-Hans", "4501件", 4501, "exact", "product"),
    ("zh-Hans", "33起", 33, "exact", "incident"),
    ("zh-Hans", "五十二万台", 520000, "exact", "product"),
    ("zh-Hant", "115.8萬顆", 1158000, "exact", "product"),
    ("zh-Hant", "48萬1千顆", 481000, "exact", "product"),
    ("zh-Hant", "超過一百萬顆", 1000000, "at_least", "product"),
    ("ko", "48만1000개", 481000, "exact", "product"),
    ("ko", "약 6만9000대", 69000, "about", "product"),
    ("ko", "33건", 33, "exact", "incident"),
    ("ko", "100만 개 이상", 1000000, "at_least", "product"),
    ("fr", "1 158 000 unités", 1158000, "exact", "product"),
    ("fr", "1\u202f158\u202f000 unités", 1158000, "exact", "product"),
    ("fr", "plus d'un million d'unités", 1000000, "at_least", "product"),
    ("fr", "une vingtaine de cas", 20, "about", "incident"),
    ("es", "unas 69.000 unidades", 69000, "about", "product"),
    ("es", "más de un millón de cargadores", 1000000, "at_least", "product"),
    ("it", "oltre 1,1 milioni di unità", 1100000, "at_least", "product"),
    ("it", "circa 481.000 unità", 481000, "about", "product"),
    ("nl", "ruim 69.000 stuks", 69000, "at_least", "product"),
    ("nl", "anderhalf miljoen powerbanks", 1500000, "exact", "product"),
    ("pl", "1,1 mln sztuk", 1100000, "exact", "product"),
    ("pl", "około 1 158 000 sztuk", 1158000, "about", "product"),
    ("pl", "60,7 tys. dolarów", 60700, "exact", "money"),
    ("pt", "mais de um milhão de baterias", 1000000, "at_least", "product"),
    ("pt", "69 mil unidades", 69000, "exact", "product"),
    ("cs", "asi 481 000 kusů", 481000, "about", "product"),
    ("cs", "půl milionu powerbank", 500000, "exact", "product"),
    ("sv", "över en miljon enheter", 1000000, "at_least", "product"),
    ("da", "481.000 Anker-powerbanks", 481000, "exact", "product"),
    ("hu", "9764 darab", 9764, "exact", "product"),
    ("ru", "1,2 миллиона аккумуляторов", 1200000, "exact", "product"),
    ("ru", "около 713 тыс. аккумуляторов", 713000, "about", "product"),
    ("vi", "khoảng 92.000 chiếc", 92000, "about", "product"),
    ("vi", "hơn một triệu sạc dự phòng", 1000000, "at_least", "product"),
]

NO_NUMBERS = [
    ("de", "die Powerbank PowerCore 10.000 und der Soundcore 3"),
    ("de", "Modell 3102, A1263, PB2030MI, Charge 22D51, Nr. 12"),
    ("de", "am 12. Juni 2025 um 10:30"),
    ("en", "Soundcore 3 and USB-C 3.0, PowerCore 10000, Anker 535 Power Banks"),
    ("en", "a PowerCore Fusion 5000 chargers case"),
    ("en", "recall number 25-466, JAN 4571411190000, B09ABC1234, version 2.1.3"),
    ("en", "1-800-988-7973, +1 (800) 988-7973, 0800 123 4567"),
    ("en", "between June 1, 2016 and December 31, 2022, 24/7"),
    ("en", "https://example.org/481000/units?x=12 and 33@example.org"),
    ("ja", "2025年10月21日、0120-061-061、数十万台、一部、十分"),
    ("ja", "パワーコア 10000とSoundcore 3を"),
    ("zh-Hans", "一个问题，万一，型号A1647/A1642"),
    ("ko", "파워코어 10000은 2025년 6월 12일"),
]


@pytest.mark.parametrize(("language", "words", "value", "qualifier", "counter"), COUNTED)
def test_a_number_says_how_many_of_what_and_how_firmly(
    language: str, words: str, value: float, qualifier: str, counter: str
) -> None:
    text = f"({words})"
    numbers = find(text, language)
    assert [(number.value, number.qualifier, number.counter) for number in numbers] == [(value, qualifier, counter)]
    assert text[numbers[0].start : numbers[0].end] == words


@pytest.mark.parametrize(("language", "text"), NO_NUMBERS)
def test_codes_names_dates_and_telephones_are_no_numbers(language: str, text: str) -> None:
    assert [text[number.start : number.end] for number in find(text, language)] == []


def test_two_figures_in_one_phrase_are_two_numbers() -> None:
    numbers = find("about 69,000 (in addition, about 9,764 in Canada)", "en")
    assert [(number.value, number.qualifier) for number in numbers] == [(69000, "about"), (9764, "about")]


def test_the_first_of_two_joined_figures_counts_what_the_second_counts() -> None:
    assert [(n.value, n.counter) for n in find("5,200-6,700mAh", "en")] == [(5200, "capacity"), (6700, "capacity")]
    assert [(n.value, n.currency) for n in find("40~60달러", "ko")] == [(40, "USD"), (60, "USD")]


@pytest.mark.parametrize(
    ("language", "text", "currency"),
    [
        ("en", "$30", "USD"),
        ("en-AU", "$30", "AUD"),
        ("en", "NT$890", "TWD"),
        ("en", "£30", "GBP"),
        ("de", "49,99 Euro", "EUR"),
        ("ja", "3230円", "JPY"),
        ("zh-Hans", "1100元", "CNY"),
        ("zh-Hant", "1100元", None),
        ("zh-TW", "1100元", "TWD"),
        ("ko", "3만 원", "KRW"),
        ("pt", "R$ 12 mil", "BRL"),
    ],
)
def test_money_names_its_currency_where_the_words_tell_it(language: str, text: str, currency: str | None) -> None:
    assert [(number.counter, number.currency) for number in find(text, language)] == [("money", currency)]


def test_the_language_decides_what_a_point_means() -> None:
    assert find("22.500", "de")[0].value == 22500
    assert find("22.5 mm", "en")[0].value == 22.5
    assert find("1.158.000", "en")[0].value == 1158000
    assert find("69,000 unidades", "es")[0].value == 69000
    assert find("34.567", "xx") == [] or find("34.567", "xx")[0].value == 34.567


def test_kinds_are_counted_without_being_products() -> None:
    assert [(number.value, number.counter) for number in find("4 models, 5 stores", "en")] == [(4, None), (5, None)]
    assert [(number.value, number.counter) for number in find("7機種", "ja")] == [(7, None)]


def test_cases_are_incidents_only_beside_what_happened() -> None:
    assert find("41件の重大製品事故", "ja")[0].counter == "incident"
    assert find("通報事故共33件", "zh-Hant")[0].counter == "incident"
    assert find("共4501件。", "zh-Hans")[0].counter == "product"


def test_a_line_that_ends_with_a_figure_counts_nothing_of_the_next() -> None:
    [number, *_] = find("Stückzahl: ca. 23.400\nUnfälle: keine", "de")
    assert (number.value, number.counter) == (23400, None)


def test_a_table_that_lost_its_spaces_keeps_its_figure() -> None:
    (number,) = find("Units affected11,985Companies reported none", "en")
    assert (number.value, number.counter) == (11985, None)


def test_every_lexicon_has_the_same_keys_for_language_dates_and_numbers() -> None:
    def keys(tag: str) -> dict[str, list[str]]:
        tables = lexicon.load(tag)
        found = {name: sorted(tables[name]) for name in ("language", "dates", "numbers")}
        return found | {
            "relative": sorted(tables["dates"]["relative"]),
            "counters": sorted(tables["numbers"]["counters"]),
        }

    assert {tag for tag in lexicon.languages() if keys(tag) != keys("en")} == set()


@settings(max_examples=80, deadline=None)
@given(st.text(max_size=80), st.sampled_from(lexicon.languages()))
def test_any_text_is_read_without_error_in_order_and_within_its_bounds(text: str, language: str) -> None:
    numbers = find(text, language)
    edges = [edge for number in numbers for edge in (number.start, number.end)]
    assert edges == sorted(edges)
    assert all(0 <= number.start < number.end <= len(text) for number in numbers)


_PIECES = [
    "12",
    "1.158",
    ",000",
    "万",
    "億",
    " million",
    "K",
    " Stück",
    "台",
    "約",
    "-",
    "$",
    "mehr als ",
    "五",
    "\u0301",
    " ",
    "mAh",
]


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=24).map("".join), st.sampled_from(lexicon.languages()))
def test_pieces_of_numbers_in_any_order_never_break_the_reader(text: str, language: str) -> None:
    for number in find(text, language):
        assert text[number.start : number.end]
        assert number.value >= 0


@pytest.mark.parametrize(
    ("piece", "length"),
    [
        ("a", 500_000),
        ("1", 500_000),
        ("万", 500_000),
        (" ", 500_000),
        ("-", 500_000),
        ("1 ", 20_000),
        ("1,", 50_000),
        ("million ", 50_000),
        ("十", 100_000),
        ("one ", 20_000),
    ],
)
def test_long_repetitions_end(piece: str, length: int) -> None:
    text = piece * (length // len(piece))
    for language in ("en", "ja"):
        assert all(number.end <= len(text) for number in find(text, language))


def test_arabic_writes_and_with_its_number_in_one_word() -> None:
    assert [number.value for number in find("10000 في الولايات المتحدة و1200 في كندا", "ar")] == [10_000, 1_200]
