"""A document whose words changed: its versions side by side, of an article only the words around the change."""

from pathlib import Path

from db.records import Source
from db.scopes import placed_scopes
from pipelines.link import link
from tests.db.harvests import CAA, PRESS, document, harvest, mention, new_store, night, publish, reading
from tests.recalls.web.conftest import client, parsed, text

LONG = "Ein langer Artikel. " * 60


def site(folder: Path, source: Source, *words: str):
    with new_store(folder) as store:
        for number, text_ in enumerate(words, 1):
            read = document("1", text_, source=source, title=f"Title {number}", date=night(number))
            told = reading(read, mention("JP", models=("A1263",), announced="2025-10-21"))
            publish(store, harvest(told, source=source, date=night(number)))
        store.save_links(link(placed_scopes(store.connection), groups={"Anker": "anker"}))
    return client(folder / "recalls.db")


def test_versions_of_a_notice_stand_side_by_side(tmp_path: Path) -> None:
    get = site(tmp_path, CAA, "Recalled: 100 units.", "Recalled: 200 units.")
    page = parsed(get("/recall/anker-jp-2025-10-21"))
    assert "2 versions of its words" in text(page)
    sides = [text(side) for side in page.xpath("//div[@class='versions']/div")]
    assert any("Before: text" in side and "100" in side for side in sides)
    assert any("After: text" in side and "200" in side for side in sides)
    assert "Changed words" in text(parsed(get("/changes")))


def test_of_an_article_only_the_words_around_a_change_are_told(tmp_path: Path) -> None:
    get = site(tmp_path, PRESS, f"{LONG} 100 Stück. {LONG}", f"{LONG} 200 Stück. {LONG}")
    recall = "/recall/anker-jp-2025-10-21"
    for address in (recall, f"{recall}.json", "/changes", "/changes.json", "/data/public_changes.json"):
        answered = get(address).text
        assert "100 St" in answered, address
        assert answered.count("Ein langer Artikel.") < 40, address
