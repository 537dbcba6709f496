"""What each page says, asked as a browser asks: the recall and its quotes, the matrix, the check, changes, sources."""

import csv
import io
import json

from tests.recalls.web.conftest import Get, parsed, text

JAPAN = "/recall/anker-jp-2025-10-21"


def links(page, words: str) -> list[str]:
    return [link.get("href") for link in page.xpath("//a") if text(link) == words]


def test_each_value_of_a_recall_opens_its_quotes_in_their_own_language(get: Get) -> None:
    page = parsed(get(JAPAN))
    facts = {text(term): term.getnext() for term in page.xpath("//section[h2[@id='facts']]//dt")}
    units = facts["Units"]
    assert text(units.xpath(".//summary/span[@class='value']")[0]) == "522,237"
    quotes = units.xpath(".//q")
    assert {quote.get("lang") for quote in quotes} <= {"ja", "de"}
    assert any("522,237" in quote.text or "52万2237" in quote.text or "522237" in quote.text for quote in quotes)
    sources = [text(one) for one in units.xpath(".//p[@class='from']")]
    assert sources
    assert any("21 October 2025" in source for source in sources)
    for quote in units.xpath(".//li"):
        assert quote.xpath(".//a[starts-with(@href, 'https://')]"), "the live page"
        assert quote.xpath(".//a[starts-with(@href, '/capture/')]"), "the archived copy"


def test_a_recall_tells_who_says_that_another_market_is_not_affected(get: Get) -> None:
    said = text(parsed(get(JAPAN)).xpath("//section[h2[@id='not-affected']]")[0])
    assert "Europe: not affected" in said
    assert "Chargen für Europa sind demnach wohl nicht betroffen" in said
    assert "says Anker, with a reserve" in said


def test_a_recall_has_related_ones_disagreements_and_a_line_to_cite_it_by(get: Get) -> None:
    page = parsed(get("/recall/anker-us-2025-09-18"))
    assert "Widens: United States, 17 October 2024" in text(page.xpath("//section[h2[@id='related']]")[0])
    cite = text(page.xpath("//section[h2[@id='cite']]")[0])
    assert "(anker-us-2025-09-18)" in cite
    assert "captured 2026-11-22T00:00:00Z" in cite
    assert "sha1:" in cite


def test_what_rests_on_recreated_pages_says_so_on_every_page(get: Get) -> None:
    for address in ("/", JAPAN, "/matrix", "/check?model=A3117&market=JP", "/changes"):
        assert "evidence of nothing" in text(parsed(get(address))), address


def test_a_denial_with_a_reserve_is_not_shown_as_a_firm_one(get: Get) -> None:
    row = parsed(get("/matrix?model=A3117&market=DE")).xpath("//tbody/tr")[0]
    assert "not affected with a reserve" in text(row.xpath("./td[@class='not_affected']")[0])


def test_an_issuer_is_called_as_readers_of_a_language_call_it(get: Get) -> None:
    lead = text(parsed(get("/recall/anker-cn-2024-09-30?lang=de")).xpath("//p[@class='lead']")[0])
    assert "SAMR (China)" in lead
    assert "SAMR (China)" in text(parsed(get("/?lang=de&market=CN")).xpath("//main")[0])


def test_soundcore_3_bought_in_germany_from_the_start_page(get: Get) -> None:
    form = parsed(get("/")).xpath("//form[@class='check']")[0]
    model, market = form.xpath(".//input[@name='model']")[0], form.xpath(".//select[@name='market']")[0]
    assert model.get("list") == form.xpath(".//datalist")[0].get("id")
    assert "Soundcore 3 (A3117)" in form.xpath(".//datalist/option/@value")
    assert "DE" in market.xpath("./option/@value")
    page = parsed(get(f"{form.get('action')}?model=Soundcore+3+(A3117)&market=DE"))
    answer = text(page.xpath("//main")[0])
    assert "Look it up" in answer
    assert "Chargen für Europa sind demnach wohl nicht betroffen" in answer
    assert "says Anker" in answer
    assert "Japan, 21 October 2025" in answer


def test_a_check_names_what_it_rests_on_or_says_that_it_knows_nothing(get: Get) -> None:
    japan = text(parsed(get("/check?model=A3117&market=JP&bought=2023-05")))
    assert "Look it up Japan, 21 October 2025" in japan
    assert "Still to be found out Colours: black" in japan
    assert "Sold: 16 December 2022 – 21 October 2025 fits" in japan
    assert "2022年12月16日～2025年10月21日" in japan
    assert "No, by what is said" in text(parsed(get("/check?model=A3117&market=JP&bought=2019")))
    assert "That is no all-clear" in text(parsed(get("/check?model=A3117&market=BR")))
    assert "No source of ours speaks of “Walkman”" in text(parsed(get("/check?model=Walkman")))
    several = parsed(get("/check?model=Soundcore"))
    assert len(several.xpath("//ul[@class='choices']/li")) > 1


def test_the_matrix_says_in_words_what_its_colours_say(get: Get) -> None:
    page = parsed(get("/matrix?model=A3117"))
    markets = [text(one) for one in page.xpath("//thead//th")][1:]
    cells = dict(zip(markets, page.xpath("//tbody/tr/td"), strict=True))
    assert text(cells["JP"]) == "recalled, 2025-10-21 91,933 first"
    assert text(cells["KR"]) == "recalled, 2025-11-03 +13 days"
    assert text(cells["Europe"]).startswith("not affected")
    note = cells["Europe"].xpath(".//a/@href")[0]
    quote = page.xpath(f"//*[@id='{note[1:]}']")[0]
    assert "Chargen für Europa sind demnach wohl nicht betroffen" in text(quote)


def test_a_market_of_which_nothing_is_known_is_no_all_clear(get: Get) -> None:
    cell = parsed(get("/matrix?model=A3117&market=BR")).xpath("//tbody/tr/td")[0]
    assert cell.get("class") == "nothing_known"
    assert "nothing known" in text(cell)


def test_changes_stand_by_day_with_feeds_of_what_one_follows(get: Get) -> None:
    page = parsed(get("/changes?market=JP&since=2025"))
    assert [text(one) for one in page.xpath("//section[@class='month']/h3")] == ["21 October 2025", "26 June 2025"]
    feeds = page.xpath("//aside//a/@href")
    for asked in ("/feed.atom", "/feed.json?market=JP", "/feed.ics?model=A3117", "/feed.atom?language=de"):
        assert asked in feeds
        assert get(asked).status_code == 200
    assert "?brand=Soundcore" in " ".join(feeds)


def test_sources_tell_their_nights_in_words(get: Get) -> None:
    page = parsed(get("/sources"))
    row = page.xpath("//tr[contains(., 'jp-caa')]")[0]
    strip = row.xpath(".//*[local-name()='svg'][@role='img']")[0]
    assert strip.get("aria-label").startswith("Consumer Affairs Agency")
    assert "2026-11-" in text(strip)
    assert ": read" in text(strip)


def test_every_view_is_there_as_json_and_csv(get: Get) -> None:
    for address in ("/", JAPAN, "/matrix?model=A3117", "/check?model=A3117&market=DE", "/changes", "/sources"):
        page = parsed(get(address))
        told = json.loads(get(links(page, "JSON")[0]).text)
        assert told, address
        answered = get(links(page, "CSV")[0])
        assert answered.headers["content-type"].startswith("text/csv")
        assert len(list(csv.reader(io.StringIO(answered.text)))) > 1, address


def test_pages_speak_german_and_japanese(get: Get) -> None:
    assert parsed(get("/", headers={"accept-language": "de-AT,en;q=0.5"})).get("lang") == "de"
    page = parsed(get("/?lang=ja", headers={"accept-language": "de"}))
    assert page.get("lang") == "ja"
    assert "リコール45件" in text(page)
    kept = page.xpath("//article//h4/a/@href")
    assert all(href.endswith("?lang=ja") for href in kept), "the reader's choice goes with every link"
    assert page.xpath("//form[@class='check']//input[@name='lang']/@value") == ["ja"]
    german = text(parsed(get("/matrix?lang=de&model=A3117")))
    assert "nicht betroffen" in german
    for address in (JAPAN, "/check?model=A3117&market=DE", "/changes", "/sources", "/about"):
        for language in ("de", "ja"):
            assert parsed(get(f"{address}{'&' if '?' in address else '?'}lang={language}")).get("lang") == language


def test_an_unknown_page_is_no_page(get: Get) -> None:
    for address in ("/recall/anker-xx-1999", "/capture/demo.warc.gz/1", "/copy/nothing.warc.gz/0"):
        assert get(address).status_code == 404, address


def test_the_first_page_is_light(get: Get) -> None:
    response = get("/")
    page = parsed(response)
    loaded = page.xpath("//link[@rel='stylesheet' or @rel='icon']/@href | //script/@src | //img/@src")
    assert all(address.startswith("/-/recalls/") for address in loaded), "nothing comes from elsewhere"
    assert len(response.content) + sum(len(get(address).content) for address in loaded) < 150_000
