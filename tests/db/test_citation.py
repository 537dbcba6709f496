"""The line by which a recall is cited."""

from pathlib import Path

from db.citation import citation
from db.linking import Link, Linking, Recall
from tests.db.harvests import CAA, PRESS, capture, document, harvest, mention, new_store, night, publish, reading

ID = "anker-jp-2025-10-21"
PRESS_SCOPE, CAA_SCOPE = "de-press/a#0@JP", "jp-caa/1#0@JP"


def linked(store, *scopes: str) -> None:
    links = tuple(Link(scope, "first", 1.0) for scope in scopes)
    store.save_links(Linking((Recall(ID, "anker", "JP", "2025-10-21", "regulator", scopes[:1], links),)))


def test_it_names_id_address_day_of_capture_and_digest_of_the_weightiest_source(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        press = document("a", source=PRESS, published="2025-10-25", date=night(3))
        publish(
            store,
            harvest(reading(document("1"), mention("JP", models=("A1263",), issuer="Anker"))),
            harvest(reading(press, mention("JP", models=("A1263",))), source=PRESS, date=night(3)),
        )
        linked(store, CAA_SCOPE, PRESS_SCOPE)
        cited = citation(store.connection, ID, "https://example.net/recalls/")
        assert cited is not None
        assert (cited.source, cited.captured, cited.digest) == (CAA.name, night(1), "sha1:1")
        for piece in (ID, "https://example.net/recalls/recall/" + ID, "https://example.org/1", night(1), "sha1:1"):
            assert piece in cited.line
        without_site = citation(store.connection, ID)
        assert without_site is not None
        assert without_site.line.count("https://") == 1


def test_it_follows_the_newest_words_and_leaves_out_what_is_withheld(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        said = mention("JP", models=("A1263",))
        publish(store, harvest(reading(document("1"), said)))
        changed = document("1", "New words.", date=night(2), digest="sha1:new")
        publish(store, harvest(reading(changed, said), date=night(2), captures=[capture("listing", night(2))]))
        linked(store, CAA_SCOPE)
        cited = citation(store.connection, ID)
        assert cited is not None
        assert (cited.captured, cited.digest) == (night(2), "sha1:new")
        store.connection.execute("UPDATE documents SET withheld = '2026-01-01'")
        assert citation(store.connection, ID) is None


def test_a_recreated_page_is_marked_and_an_unknown_recall_has_no_line(tmp_path: Path) -> None:
    with new_store(tmp_path, allow_recreated=True) as store:
        publish(store, harvest(reading(document("1", recreated=True), mention("JP", models=("A1263",)))))
        linked(store, CAA_SCOPE)
        cited = citation(store.connection, ID)
        assert cited is not None
        assert cited.line.endswith("[re-created page: no evidence]")
        assert citation(store.connection, "nothing") is None
