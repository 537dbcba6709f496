"""Dates in every language: what the words say, and nothing more."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipelines import lexicon
from pipelines.datelines import sent
from pipelines.dates import find
from pipelines.dates.stamps import published_on

PUBLISHED = "2025-07-02"  # a Wednesday

#: language, words, first, last (None where open), shape
WRITTEN = [
    ("de", "12. Juni 2025", "2025-06-12", "2025-06-12", "date"),
    ("de", "1. März 2023", "2023-03-01", "2023-03-01", "date"),
    ("de", "05.03.2025", "2025-03-05", "2025-03-05", "date"),
    ("de", "Dezember 2022", "2022-12", "2022-12", "date"),
    ("de", "Sommer 2024", "2024-22", "2024-22", "date"),
    ("de", "von Juni 2016 bis Dezember 2022", "2016-06", "2022-12", "range"),
    ("de", "zwischen dem 01. April 2023 und dem 10. August 2023", "2023-04-01", "2023-08-10", "range"),
    ("de", "vom 3. bis 17. September 2024", "2024-09-03", "2024-09-17", "range"),
    ("de", "nach März 2023", "2023-03", None, "since"),
    ("de", "seit dem 12. Juni 2025", "2025-06-12", None, "since"),
    ("de", "bis einschließlich 26. Juni 2025", None, "2025-06-26", "until"),
    ("en", "June 12, 2025", "2025-06-12", "2025-06-12", "date"),
    ("en", "12th of June 2025", "2025-06-12", "2025-06-12", "date"),
    ("en", "12 June 2025", "2025-06-12", "2025-06-12", "date"),
    ("en", "Sept. 18, 2025", "2025-09-18", "2025-09-18", "date"),
    ("en", "Thursday, June 12, 2025", "2025-06-12", "2025-06-12", "date"),
    ("en", "between January 1, 2016 and October 30, 2019", "2016-01-01", "2019-10-30", "range"),
    ("en", "from March 2023 through October 2023", "2023-03", "2023-10", "range"),
    ("en", "between March and April of 2023", "2023-03", "2023-04", "range"),
    ("en", "3 January to 17 September 2024", "2024-01-03", "2024-09-17", "range"),
    ("en", "August–September 2024", "2024-08", "2024-09", "range"),
    ("en", "December to February 2025", "2024-12", "2025-02", "range"),
    ("en", "June 3 to 17, 2024", "2024-06-03", "2024-06-17", "range"),
    ("en", "2023-08 .. 2025-06", "2023-08", "2025-06", "range"),
    ("en", "since August 2022", "2022-08", None, "since"),
    ("en", "Q3 2024", "2024-35", "2024-35", "date"),
    ("en", "fall 2024", "2024-23", "2024-23", "date"),
    ("ja", "2025年10月21日", "2025-10-21", "2025-10-21", "date"),
    ("ja", "２０２５年１０月２１日", "2025-10-21", "2025-10-21", "date"),
    ("zh-Hans", "型号Ａ１６８９，２０２３年８月", "2023-08", "2023-08", "date"),
    ("ja", "二〇二五年十月二十一日", "2025-10-21", "2025-10-21", "date"),
    ("ja", "令和7年10月21日", "2025-10-21", "2025-10-21", "date"),
    ("ja", "令和元年", "2019", "2019", "date"),
    ("ja", "平成15年9月", "2003-09", "2003-09", "date"),
    ("ja", "24年9月", "2024-09", "2024-09", "date"),
    ("ja", "2022年12月25日～2025年10月21日", "2022-12-25", "2025-10-21", "range"),
    ("ja", "24年9月〜25年10月", "2024-09", "2025-10", "range"),
    ("ja", "2024年10月3日～17日", "2024-10-03", "2024-10-17", "range"),
    ("ja", "2022年12月から2025年10月まで", "2022-12", "2025-10", "range"),
    ("ja", "2024年9月以降", "2024-09", None, "since"),
    ("ja", "2025/01/24", "2025-01-24", "2025-01-24", "date"),
    ("zh-Hans", "2023年12月至2024年4月", "2023-12", "2024-04", "range"),
    ("zh-Hans", "自2024年9月", "2024-09", None, "since"),
    ("zh-Hans", "2024年夏季", "2024-22", "2024-22", "date"),
    ("zh-Hans", "二〇二四年九月", "2024-09", "2024-09", "date"),
    ("zh-Hant", "民國114年6月20日", "2025-06-20", "2025-06-20", "date"),
    ("zh-Hant", "114年6月", "2025-06", "2025-06", "date"),
    ("zh-Hant", "2023年8月至2025年6月", "2023-08", "2025-06", "range"),
    ("ko", "2025년 6월 12일", "2025-06-12", "2025-06-12", "date"),
    ("ko", "2025. 6. 12.", "2025-06-12", "2025-06-12", "date"),
    ("ko", "2023년 8월부터 2025년 6월까지", "2023-08", "2025-06", "range"),
    ("fr", "12 juin 2025", "2025-06-12", "2025-06-12", "date"),
    ("fr", "1er décembre 2022", "2022-12-01", "2022-12-01", "date"),
    ("fr", "entre juin 2016 et décembre 2022", "2016-06", "2022-12", "range"),
    ("fr", "du 3 au 17 septembre 2024", "2024-09-03", "2024-09-17", "range"),
    ("fr", "d'août 2023 à juin 2025", "2023-08", "2025-06", "range"),
    ("fr", "depuis le 12 juin 2025", "2025-06-12", None, "since"),
    ("es", "12 de junio de 2025", "2025-06-12", "2025-06-12", "date"),
    ("es", "desde agosto de 2022", "2022-08", None, "since"),
    ("es", "entre agosto de 2023 y junio de 2025", "2023-08", "2025-06", "range"),
    ("it", "12 giugno 2025", "2025-06-12", "2025-06-12", "date"),
    ("it", "tra il primo giugno 2016 e il 31 dicembre 2022", "2016-06-01", "2022-12-31", "range"),
    ("hu", "2016 és 2022 között", "2016", "2022", "range"),
    ("ru", "с августа 2023-го по июнь 2025 года", "2023-08", "2025-06", "range"),
    ("it", "tra il 3 gennaio e il 17 settembre 2024", "2024-01-03", "2024-09-17", "range"),
    ("it", "dal 3 gennaio al 17 settembre 2024", "2024-01-03", "2024-09-17", "range"),
    ("nl", "12 juni 2025", "2025-06-12", "2025-06-12", "date"),
    ("nl", "tussen 3 januari en 17 september 2024", "2024-01-03", "2024-09-17", "range"),
    ("pl", "12 czerwca 2025 r.", "2025-06-12", "2025-06-12", "date"),
    ("pl", "od czerwca 2016 do grudnia 2022", "2016-06", "2022-12", "range"),
    ("pt", "12 de junho de 2025", "2025-06-12", "2025-06-12", "date"),
    ("pt", "de agosto de 2023 a junho de 2025", "2023-08", "2025-06", "range"),
    ("cs", "12. června 2025", "2025-06-12", "2025-06-12", "date"),
    ("cs", "12. 6. 2025", "2025-06-12", "2025-06-12", "date"),
    ("cs", "od srpna 2023 do června 2025", "2023-08", "2025-06", "range"),
    ("sv", "den 12 juni 2025", "2025-06-12", "2025-06-12", "date"),
    ("sv", "mellan juni 2016 och december 2022", "2016-06", "2022-12", "range"),
    ("da", "12. juni 2025", "2025-06-12", "2025-06-12", "date"),
    ("da", "fra juni 2016 til december 2022", "2016-06", "2022-12", "range"),
    ("hu", "2025. június 12-én", "2025-06-12", "2025-06-12", "date"),
    ("hu", "2016 júniusa és 2022 decembere között", "2016-06", "2022-12", "range"),
    ("hu", "2016 júniusától 2022 decemberéig", "2016-06", "2022-12", "range"),
    ("ru", "12 июня 2025 года", "2025-06-12", "2025-06-12", "date"),
    ("ru", "с июня 2016 по декабрь 2022 года", "2016-06", "2022-12", "range"),
    ("vi", "ngày 12/6/2025", "2025-06-12", "2025-06-12", "date"),
    ("vi", "từ tháng 6/2016 đến tháng 12/2022", "2016-06", "2022-12", "range"),
    ("vi", "ngày 12 tháng 6 năm 2025", "2025-06-12", "2025-06-12", "date"),
    ("de", "zweiten und dritten Quartal 2025", "2025-34", "2025-35", "range"),
    ("de", "ersten Halbjahr 2025", "2025-33", "2025-34", "range"),
    ("en", "third quarter of 2025", "2025-35", "2025-35", "date"),
    ("en", "from the fourth quarter of 2024 to the second quarter of 2025", "2024-36", "2025-34", "range"),
    ("fr", "troisième trimestre 2025", "2025-35", "2025-35", "date"),
    ("es", "primer semestre de 2025", "2025-33", "2025-34", "range"),
    ("it", "III trimestre 2025", "2025-35", "2025-35", "date"),
    ("nl", "tweede en derde kwartaal van 2025", "2025-34", "2025-35", "range"),
    ("pl", "III kwartale 2025 r", "2025-35", "2025-35", "date"),
    ("pl", "II i III kwartale 2025", "2025-34", "2025-35", "range"),
    ("pt", "terceiro trimestre de 2025", "2025-35", "2025-35", "date"),
    ("cs", "třetím čtvrtletí roku 2025", "2025-35", "2025-35", "date"),
    ("sv", "2025 års andra och tredje kvartal", "2025-34", "2025-35", "range"),
    ("hu", "2025 harmadik negyedévében", "2025-35", "2025-35", "date"),
    ("ru", "III квартале 2025 года", "2025-35", "2025-35", "date"),
    ("vi", "quý III/2025", "2025-35", "2025-35", "date"),
    ("ja", "2024年第4四半期から2026年第2四半期まで", "2024-36", "2026-34", "range"),
    ("ja", "2025年上半期", "2025-33", "2025-34", "range"),
    ("zh-Hans", "2025年三季度", "2025-35", "2025-35", "date"),
    ("zh-Hant", "2025年第2至第3季", "2025-34", "2025-35", "range"),
    ("ko", "2024년 4분기부터 2026년 2분기까지", "2024-36", "2026-34", "range"),
    ("ko", "2025년 하반기", "2025-35", "2025-36", "range"),
    ("it", "17/11/2022–31/01/2023", "2022-11-17", "2023-01-31", "range"),
    ("de", "15.11.2024-28.02.2026", "2024-11-15", "2026-02-28", "range"),
    ("th", "2 กรกฎาคม 2568", "2025-07-02", "2025-07-02", "date"),
    ("ja", "2022年11月17日の発売以降", "2022-11-17", None, "since"),
]

#: language, words, publication, value of a single date (or of the only end)
RELATIVE = [
    ("de", "am Donnerstag", PUBLISHED, "2025-06-26"),
    ("de", "im vierten Quartal", PUBLISHED, "2024-36"),
    ("en", "third quarter of last year", PUBLISHED, "2024-35"),
    ("ko", "지난해 3분기", PUBLISHED, "2024-35"),
    ("de", "am vergangenen Freitag", PUBLISHED, "2025-06-27"),
    ("de", "gestern", PUBLISHED, "2025-07-01"),
    ("de", "bis 26. Juni", PUBLISHED, "2025-06-26"),
    ("de", "im Juni dieses Jahres", PUBLISHED, "2025-06"),
    ("de", "vor drei Tagen", PUBLISHED, "2025-06-29"),
    ("de", "ab dem 15. August", PUBLISHED, "2025-08-15"),
    ("en", "March 9th", "2023-03-17", "2023-03-09"),
    ("en", "in June", "2025-07", "2025-06"),
    ("en", "in November", "2025-01-10", "2024-11"),
    ("en", "last month", PUBLISHED, "2025-06"),
    ("en", "this year", PUBLISHED, "2025"),
    ("en", "on Thursday", "2025-07", None),
    ("en", "on Wednesday", PUBLISHED, PUBLISHED),
    ("en", "last summer", PUBLISHED, "2024-22"),
    ("en", "last summer", "2025-10-02", "2025-22"),
    ("it", "l'estate scorsa", "2025-10-02", "2025-22"),
    ("ko", "오는 15일", "2025-10-22", "2025-11-15"),
    ("ja", "3日前", "2025-10-22", "2025-10-19"),
    ("en", "on Thursday", None, None),
    ("ja", "21日", "2025-10-22", "2025-10-21"),
    ("ja", "21日", "2025-06", "2025-06-21"),
    ("ja", "30日", "2025-03-02", None),
    ("ja", "28日", "2025-03-02", "2025-02-28"),
    ("ja", "26日までに", "2025-06-26", "2025-06-26"),
    ("ja", "今年6月", "2025-10-22", "2025-06"),
    ("ja", "今月", "2025-10-22", "2025-10"),
    ("ja", "先月20日", "2025-01-15", "2024-12-20"),
    ("ja", "昨年10月", "2026-03-13", "2025-10"),
    ("ja", "一昨年10月", "2026-03-13", "2024-10"),
    ("ko", "재작년 8월", "2025-09-22", "2023-08"),
    ("de", "im August vorletzten Jahres", "2025-09-22", "2023-08"),
    ("zh-Hans", "昨天", "2024-10-01", "2024-09-30"),
    ("zh-Hans", "上周四", "2024-10-04", "2024-09-26"),
    ("zh-Hant", "昨（2）日", "2026-03-03", "2026-03-02"),
    ("ko", "지난 18일", "2025-09-18", "2025-09-18"),
    ("ko", "지난달 31일", "2025-08-04", "2025-07-31"),
    ("fr", "jeudi", PUBLISHED, "2025-06-26"),
    ("es", "el jueves pasado", PUBLISHED, "2025-06-26"),
    ("it", "17 settembre di quest'anno", "2024-10-01", "2024-09-17"),
    ("nl", "eergisteren", PUBLISHED, "2025-06-30"),
    ("pl", "w ubiegły czwartek", PUBLISHED, "2025-06-26"),
    ("pt", "ontem", PUBLISHED, "2025-07-01"),
    ("cs", "minulý čtvrtek", PUBLISHED, "2025-06-26"),
    ("sv", "i går", PUBLISHED, "2025-07-01"),
    ("da", "i går", PUBLISHED, "2025-07-01"),
    ("hu", "tegnap", PUBLISHED, "2025-07-01"),
    ("ru", "в июне этого года", PUBLISHED, "2025-06"),
    ("vi", "hôm qua", PUBLISHED, "2025-07-01"),
]

NO_DATES = [
    ("en", "A1263 and PB2030MI, 10000mAh, 10:30, $2,025, version 12.06.1"),
    ("en", "You may march on; may 5,000 units be enough? The sun will tell."),
    ("en", "https://example.org/2025/06/12/news and www.example.org/2024-01-02"),
    ("en", "Call 1-800-988-7973 or +49 30 2024 1234"),
    ("en", "Black Friday deals"),
    ("de", "35 von 120 Geräten; in 2000 mAh; Nr. 12.5"),
    ("de", "Charge 22D51, 20.000 mAh, 22,5 W"),
    ("ja", "2024年13月1日"),
    ("ja", "2024年2月30日"),
    ("ja", "同社は7日間、30日以内に、10000mAhの一部を十分に"),
    ("ko", "7일 이내, 30일 동안"),
    ("zh-Hans", "3个月内，7日内，2000mAh"),
]


@pytest.mark.parametrize(("language", "words", "first", "last", "shape"), WRITTEN)
def test_a_written_form_says_its_date_and_no_more(
    language: str, words: str, first: str | None, last: str | None, shape: str
) -> None:
    text = f"A1263 {words}, …"
    dates = find(text, language)
    assert [(date.first, date.last, date.shape) for date in dates] == [(first, last, shape)]
    assert not dates[0].relative
    assert text[dates[0].start : dates[0].end] in words


@pytest.mark.parametrize(("language", "words", "published", "value"), RELATIVE)
def test_words_that_lack_a_year_are_told_by_the_publication_date_or_not_at_all(
    language: str, words: str, published: str | None, value: str | None
) -> None:
    dates = find(words, language, published)
    assert [date.first or date.last for date in dates] == [value]
    assert dates[0].relative


@pytest.mark.parametrize(("language", "text"), NO_DATES)
def test_what_only_looks_like_a_date_is_none(language: str, text: str) -> None:
    assert [text[date.start : date.end] for date in find(text, language, PUBLISHED)] == []


def test_a_week_is_its_days_and_unknown_without_a_day_of_publication() -> None:
    (week,) = find("先週", "ja", "2025-10-22")
    assert (week.first, week.last, week.shape) == ("2025-10-13", "2025-10-19", "range")
    (unknown,) = find("先週", "ja", "2025-10")
    assert (unknown.first, unknown.last) == (None, None)


def test_the_same_month_is_that_of_the_nearest_date_before() -> None:
    dates = find("2024年9月19日に公表し、同21日に訂正した。同年12月に終了", "ja", "2025-10-22")
    assert [date.first for date in dates] == ["2024-09-19", "2024-09-21", "2024-12"]


def test_the_day_before_counts_from_a_day_told_right_before_publication() -> None:
    dates = find("Le 28 avril, la direction a confirmé le rappel lancé la veille.", "fr", "2026-04-29")
    assert [date.first for date in dates] == ["2026-04-28", "2026-04-27"]
    dates = find("Vendu jusqu'au 3 février 2026, il est rappelé depuis la veille.", "fr", "2026-04-29")
    assert [date.first or date.last for date in dates] == ["2026-02-03", "2026-04-28"]
    (day,) = find("the day before yesterday", "en", "2026-04-29")
    assert day.first == "2026-04-27"


def test_the_last_june_is_not_in_the_year_of_the_other_end() -> None:
    (sold,) = find("2023년 8월부터 지난 6월까지", "ko", "2025-09-18")
    assert (sold.first, sold.last) == ("2023-08", "2025-06")


def test_a_plain_date_just_ahead_and_nearly_a_year_back_is_unknown() -> None:
    (date,) = find("Die Aktion startet am 12. Juli.", "de", PUBLISHED)
    assert date.first is None


def test_a_range_that_runs_backwards_is_unknown() -> None:
    (sold,) = find("von Dezember 2022 bis Juni 2016", "de")
    assert (sold.first, sold.last) == (None, None)


def test_days_of_one_month_ahead_stay_in_one_month() -> None:
    (action,) = find("21日から28日まで", "ja", "2025-11-21")
    assert (action.first, action.last) == ("2025-11-21", "2025-11-28")


@pytest.mark.parametrize(
    ("language", "value"), [("en", None), ("en-GB", "2013-09-06"), ("en-US", "2013-06-09"), ("de", "2013-09-06")]
)
def test_slashes_are_read_only_where_the_language_tells_their_order(language: str, value: str | None) -> None:
    assert [date.first for date in find("on 06/09/2013", language)] == ([value] if value else [])


@pytest.mark.parametrize(
    ("language", "text", "first", "last"),
    [
        ("ko", "2025년 1~12월 판매분", "2025-01", "2025-12"),
        ("ja", "昨年4～6月に販売した", "2025-04", "2025-06"),
        ("zh-Hans", "2024年3-9月生产", "2024-03", "2024-09"),
    ],
)
def test_months_of_one_year_are_a_span(language: str, text: str, first: str, last: str) -> None:
    [span] = find(text, language, "2026-05-01")
    assert (span.first, span.last) == (first, last)


def test_points_behind_days_do_not_part_a_span() -> None:
    [span] = find("판매기간: 2022. 12. 16. ~ 2025. 10. 20.", "ko")
    assert (span.first, span.last) == ("2022-12-16", "2025-10-20")


def test_years_may_be_short_in_han_digits_and_days_in_slashes() -> None:
    [span] = find("二〇二三年四月から二四年十二月までに", "ja")
    assert (span.first, span.last) == ("2023-04", "2024-12")
    [day] = find("美國 CPSC 4/23 公告", "zh-Hant", "2026-04-25")
    assert day.first == "2026-04-23"


@pytest.mark.parametrize(
    ("language", "text", "published", "day"),
    [
        ("zh-Hant", "（東京20日電）經濟產業省今天要求召回。", "2026-03-21", "2026-03-20"),
        ("de", "Wien, 7. Juli (APA) - Heute warnt die Behörde.", "2026-07-08", "2026-07-07"),
        ("de", "Am 7. Juli warnte die Behörde (zum zweiten Mal).", "2026-07-08", "2026-07-08"),
        ("en", "LONDON, March 1 (Reuters) - The agency said", "2026-07-08", "2026-07-08"),
    ],
)
def test_a_wires_own_day_is_what_today_counts_from(language: str, text: str, published: str, day: str) -> None:
    assert sent(text, language, published) == day


def test_one_date_that_can_only_be_read_one_way_tells_the_order_of_a_text() -> None:
    [span] = find("sold 01/06/2024 - 15/05/2026", "en")
    assert (span.first, span.last) == ("2024-06-01", "2026-05-15")


def test_a_table_that_lost_its_spaces_still_tells_its_dates() -> None:
    dates = find("Sold fromDecember 2023 to June 2025Recall date2025-06-27Issued by", "en")
    assert [(date.first, date.last) for date in dates] == [("2023-12", "2025-06"), ("2025-06-27", "2025-06-27")]


@pytest.mark.parametrize(
    ("language", "text"),
    [("fi", "12. kesäkuuta 2025"), ("tr", "12 Haziran 2025"), ("id", "12 Juni 2025"), ("ro", "12 iunie 2025")],
)
def test_a_language_without_a_lexicon_is_read_by_dateparser(language: str, text: str) -> None:
    assert [date.first for date in find(f"A1263 {text}.", language)] == ["2025-06-12"]


@pytest.mark.parametrize(
    ("stamp", "timezone", "language", "value"),
    [
        ("2024-03-07T00:00:00", "America/New_York", "en", "2024-03-07"),
        ("2025-10-21T16:00:00Z", "Asia/Tokyo", "ja", "2025-10-22"),
        ("2025-10-22T00:30:00+09:00", "Asia/Tokyo", "ja", "2025-10-22"),
        ("2025-10-22T00:30:00+09:00", None, "ja", "2025-10-22"),
        ("2025-06-12T23:30:00.000-0400", "Europe/Berlin", "de", "2025-06-13"),
        ("Thu, 12 Jun 2025 23:30:00 +0000", "Asia/Tokyo", "en", "2025-06-13"),
        ("Thu, 12 Jun 2025 23:30:00 GMT", "Europe/London", "en", "2025-06-13"),
        ("2025-06", None, None, "2025-06"),
        ("2025-06-12", "No/Where", None, "2025-06-12"),
        ("2021年04月28日", "Asia/Tokyo", "ja", "2021-04-28"),
        ("2025/01/24", "Asia/Tokyo", "ja", "2025-01-24"),
        ("2023.08.22", None, "zh-Hans", "2023-08-22"),
        ("20251103", None, None, "2025-11-03"),
        ("06/09/2013", None, "en-GB", "2013-09-06"),
        ("06/09/2013", None, "en", None),
        ("25/12/2024", None, "en", "2024-12-25"),
        ("12 juin 2025", None, "fr", "2025-06-12"),
        ("June 12, 2025", None, "en", "2025-06-12"),
        ("June 12, 2025", None, "ja", "2025-06-12"),
        ("12 June 2025", None, "ja", "2025-06-12"),
        ("Thu, 12 Jun 25 23:30:00 GMT", "Asia/Tokyo", "ja", "2025-06-13"),
        ("Don, 12 Juni 2025 08:30:00 +0200", "Europe/Berlin", "de", "2025-06-12"),
        ("Thu Jun 12 08:30:00 KST 2025", "Asia/Seoul", "ko", "2025-06-12"),
        ("Thu Jun 12 23:30:00 UTC 2025", "Asia/Seoul", "ko", "2025-06-13"),
        ("Thu, 12 Jun 2025 23:30:00 JST", "America/New_York", "en", "2025-06-12"),
        ("20250612T233000Z", "Asia/Tokyo", "ja", "2025-06-13"),
        ("20250612T083000+0900", "Asia/Tokyo", "ja", "2025-06-12"),
        ("Thu, 32 Jun 2025 08:30:00 +0900", "Asia/Tokyo", "ja", None),
        ("20251399", None, None, None),
        ("2025-02-30", None, None, None),
        ("yesterday", None, "en", None),
        ("", None, None, None),
        (None, None, None, None),
    ],
)
def test_a_stamp_is_the_day_it_was_at_the_source(
    stamp: str | None, timezone: str | None, language: str | None, value: str | None
) -> None:
    assert published_on(stamp, timezone, language) == value


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=80), st.sampled_from(lexicon.languages()), st.sampled_from([None, "2025", "2025-06", "x"]))
def test_any_text_is_read_without_error_in_order_and_within_its_bounds(
    text: str, language: str, published: str | None
) -> None:
    dates = find(text, language, published)
    edges = [edge for date in dates for edge in (date.start, date.end)]
    assert edges == sorted(edges)
    assert all(0 <= date.start < date.end <= len(text) for date in dates)
    published_on(text, "Asia/Tokyo", language)


_PIECES = [
    "12",
    "2025",
    ". ",
    "年",
    "月",
    "日",
    "-",
    "/",
    " bis ",
    "～",
    "Juni",
    "June",
    "21",
    "令和",
    "\u0301",
    "６",
    " ",
    "since ",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(_PIECES), max_size=24).map("".join), st.sampled_from(lexicon.languages()))
def test_pieces_of_dates_in_any_order_never_break_the_reader(text: str, language: str) -> None:
    for date in find(text, language, PUBLISHED):
        assert text[date.start : date.end]
        assert (date.first is None or date.last is None) or date.first[:4] <= date.last[:4]


@pytest.mark.parametrize(
    ("piece", "length"),
    [
        ("a", 500_000),
        ("1", 500_000),
        ("年", 500_000),
        (" ", 500_000),
        ("-", 500_000),
        ("\u0301", 500_000),
        (".", 500_000),
        ("1 ", 100_000),
        ("12. ", 100_000),
        ("in ", 100_000),
        ("二", 100_000),
        ("1月", 10_000),
    ],
)
def test_long_repetitions_end(piece: str, length: int) -> None:
    text = piece * (length // len(piece))
    for language in ("de", "ja"):
        assert all(date.end <= len(text) for date in find(text, language, PUBLISHED))


@pytest.mark.parametrize("stamp", ["9999-12-31", "0001-01-01T00:00:00Z", "1970-01-01T00:00:00Z", "9999", "99991231"])
def test_what_programs_write_for_no_date_is_none(stamp: str) -> None:
    assert published_on(stamp) is None
