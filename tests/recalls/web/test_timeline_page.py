"""The start page: the list by month, the plot beside it, filters in the address."""

from pathlib import Path

from tests.db.harvests import new_store
from tests.recalls.web.conftest import Get, client, parsed, text


def recalls(page) -> list[str]:
    return [link.get("href").rpartition("/")[2] for link in page.xpath("//main//article//h4/a")]


def test_recalls_stand_by_month_the_newest_first(get: Get) -> None:
    page = parsed(get("/"))
    headings = [text(one) for one in page.xpath("//section[@class='month']/h3")]
    assert headings[:3] == ["November 2025", "October 2025", "September 2025"]
    assert headings[-1] == "date unknown"
    assert recalls(page)[:2] == ["anker-kr-2025-11-03", "anker-jp-2025-10-21"]


def test_each_filter_narrows_and_stays_in_the_form(get: Get) -> None:
    whole = recalls(parsed(get("/")))
    for asked, expected in (
        ("market=JP", "anker-jp-2025-10-21"),
        ("market=Japan&since=2025", "anker-jp-2025-10-21"),
        ("market=日本", "anker-jp-2025-10-21"),
        ("model=robovac-g30", "anker-jp-2023-10-16"),
        ("model=a-3117-016", "anker-jp-2025-10-21"),
        ("model=soundcore3", "anker-jp-2025-10-21"),
        ("brand=soundcore", "anker-jp-2025-10-21"),
        ("model=A3117", "anker-kr-2025-11-03"),
        ("language=ko", "anker-kr-2025-11-03"),
        ("hazard=fire", "anker-jp-2025-10-21"),
        ("kind=press", "anker-jp-2025-10-21"),
        ("q=%E5%9B%9E%E5%8F%8E", "anker-jp-2025-10-21"),
        ("since=2025-10&until=2025-10", "anker-jp-2025-10-21"),
    ):
        page = parsed(get(f"/?{asked}"))
        assert expected in recalls(page), asked
        assert set(recalls(page)) < set(whole), asked
        name = asked.partition("=")[0]
        kept = page.xpath(f"//form//*[@name='{name}'][@value!='' or option[@selected]]")
        assert kept, asked


def test_filters_meet(get: Get) -> None:
    assert recalls(parsed(get("/?market=JP&model=A3117&hazard=fire&kind=press&q=回収"))) == ["anker-jp-2025-10-21"]
    assert recalls(parsed(get("/?market=JP&hazard=shock"))) == []


def test_the_plot_says_the_same_as_its_table(get: Get) -> None:
    page = parsed(get("/?market=JP&since=2025"))
    plot = page.xpath("//*[local-name()='svg'][@role='img']")[0]
    circles = plot.xpath(".//*[local-name()='circle']/*[local-name()='title']")
    rows = [[text(cell) for cell in row] for row in page.xpath("//aside//tr")]
    assert [text(circle) for circle in circles] == [
        "Japan, October 2025: 1 recall, 522,237 units",
        "Japan, June 2025: 1 recall, no figure",
    ]
    assert rows == [["When", "Japan"], ["October 2025", "1 · 522,237"], ["June 2025", "1"]]


def test_a_question_that_means_nothing_is_refused_with_its_field(get: Get) -> None:
    for asked, field in (("since=yesterday", "since"), ("page=zero", "page"), ("until=2025-13", "until")):
        response = get(f"/?{asked}")
        assert response.status_code == 400
        assert field in response.text


def test_a_page_behind_the_last_is_the_last(get: Get) -> None:
    assert recalls(parsed(get("/?page=99999"))) == recalls(parsed(get("/")))
    assert "3 November 2025" in text(parsed(get("/changes?page=99999")))


def test_single_signs_and_none_at_all(get: Get) -> None:
    assert "anker-jp-2025-10-21" in recalls(parsed(get("/?q=火")))
    assert recalls(parsed(get("/?q=!!!"))) == recalls(parsed(get("/")))


def test_a_database_without_recalls_has_pages_too(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    empty = client(tmp_path / "recalls.db")
    for address in (
        "/",
        "/matrix",
        "/changes",
        "/sources",
        "/about",
        "/check?model=A1",
        "/data",
        "/data/public_recalls",
    ):
        assert empty(address).status_code == 200, address
    assert "No recall fits" in text(parsed(empty("/")))
    for address in ("/timeline.csv", "/feed.atom", "/feed.ics", "/matrix.json"):
        assert empty(address).status_code == 200, address
