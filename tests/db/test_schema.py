"""How a database is opened, and what is refused with which words."""

import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from db import schema
from db.schema import MIGRATIONS, StoreBusy, StoreError, connect
from db.scopes import placed_scopes
from db.tables import RARE
from pipelines.link import link
from tests.db.harvests import CAA, PRESS, document, harvest, mention, new_store, publish, reading, rows


def test_a_new_database_is_strict_and_keeps_a_write_ahead_log(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db")
    assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
    assert [number for (number,) in connection.execute("SELECT number FROM migrations")] == sorted(MIGRATIONS)
    loose = connection.execute(
        """SELECT name FROM pragma_table_list WHERE type = 'table' AND strict = 0 AND schema = 'main'
           AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'document_words%'"""
    ).fetchall()
    assert loose == []
    with pytest.raises(sqlite3.IntegrityError):
        connection.execute("INSERT INTO runs (id, started) VALUES ('1', x'00')")


def test_opening_again_changes_nothing(tmp_path: Path) -> None:
    connect(tmp_path / "a.db").close()
    before = (tmp_path / "a.db").read_bytes()
    connect(tmp_path / "a.db").close()
    assert (tmp_path / "a.db").read_bytes() == before


def test_a_database_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    connection = connect(tmp_path / "a.db")
    connection.execute("INSERT INTO migrations VALUES (999, '2030-01-01T00:00:00Z')")
    connection.close()
    with pytest.raises(StoreError, match="newer version"):
        connect(tmp_path / "a.db")


def test_a_migration_that_fails_leaves_the_tables_as_they_were(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    connect(tmp_path / "a.db").close()

    def half_way(database: object) -> None:
        database.execute("CREATE TABLE half (a TEXT) STRICT")  # type: ignore[attr-defined]
        raise RuntimeError("power cut")

    monkeypatch.setitem(schema.MIGRATIONS, 99, half_way)
    with pytest.raises(RuntimeError, match="power cut"):
        connect(tmp_path / "a.db")
    monkeypatch.delitem(schema.MIGRATIONS, 99)
    connection = connect(tmp_path / "a.db")
    assert connection.execute("SELECT count(*) FROM sqlite_schema WHERE name = 'half'").fetchone() == (0,)


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"<html>no database at all</html>" * 100, "not a database"),
        (b"SQLite format 3\0" + b"\xff" * 4096, "damaged|not a"),
    ],
)
def test_a_damaged_file_is_refused_with_what_to_do(tmp_path: Path, content: bytes, words: str) -> None:
    (tmp_path / "a.db").write_bytes(content)
    with pytest.raises(StoreError, match=words) as refusal:
        connect(tmp_path / "a.db")
    assert "a.db" in str(refusal.value)
    assert (tmp_path / "a.db").read_bytes() == content


def test_a_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "a.db")
    other.execute("CREATE TABLE addresses (name TEXT)")
    other.close()
    with pytest.raises(StoreError, match="another program"):
        connect(tmp_path / "a.db")


def test_a_missing_file_is_not_made_by_asking(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="no database"):
        connect(tmp_path / "a.db", read_only=True)
    with pytest.raises(StoreError, match="no database"):
        connect(tmp_path / "a.db", create=False)
    assert not (tmp_path / "a.db").exists()


def test_a_folder_or_a_missing_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreError, match="permissions"):
        connect(tmp_path)
    with pytest.raises(StoreError, match="permissions"):
        connect(tmp_path / "nowhere" / "a.db")


def test_a_database_that_another_writes_says_to_try_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(schema, "_BUSY_SECONDS", 0.01)
    writer = connect(tmp_path / "recalls.db")
    writer.execute("BEGIN IMMEDIATE")
    with new_store(tmp_path) as store, pytest.raises(StoreBusy, match="try again"):
        store.start_run()


def test_reading_only_writes_nothing_and_sees_what_is_committed(tmp_path: Path) -> None:
    with new_store(tmp_path) as store, new_store(tmp_path, read_only=True) as asking:
        publish(store, harvest(reading(document("1"))))
        assert rows(asking, "documents", "key") == [("1",)]
        with pytest.raises(StoreError):
            asking.start_run()


def test_a_closed_database_is_read_where_nothing_can_be_written(tmp_path: Path) -> None:
    with new_store(tmp_path) as store:
        publish(store, harvest(reading(document("1"))))
    (tmp_path / "recalls.db").chmod(0o444)
    tmp_path.chmod(0o555)
    try:
        with new_store(tmp_path, read_only=True) as store:
            assert rows(store, "documents", "key") == [("1",)]
    finally:
        tmp_path.chmod(0o755)


def test_asking_does_not_import_sqlite_utils(tmp_path: Path) -> None:
    new_store(tmp_path).close()
    program = (
        "import sys; from db.store import open_store; from db.timeline import timeline;"
        f"print(timeline(open_store({str(tmp_path / 'recalls.db')!r}, read_only=True).connection));"
        "sys.exit('sqlite_utils' in sys.modules)"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False, timeout=600).returncode == 0


def test_a_database_of_the_version_before_is_brought_up_to_date(tmp_path: Path) -> None:
    """Its fields that differ are found, and questions about what is rare go by an index."""
    with new_store(tmp_path) as store:
        for source, units in ((CAA, 522_237), (PRESS, 410_000)):
            said = mention("JP", models=("A1263",), announced="2025-10-21", units=units)
            publish(store, harvest(reading(document("1", source=source), said), source=source))
        store.save_links(link(placed_scopes(store.connection)))
        connection = store.connection
        assert {field for (field,) in connection.execute("SELECT field FROM differing")} == {"units"}
        connection.execute("DROP TABLE differing")
        for name, *_ in RARE:
            connection.execute(f"DROP INDEX {name}")
        for name in ("change_list_date_first", "recalls_id_market_date_first_retired"):
            connection.execute(f"DROP INDEX idx_{name}")
        connection.execute("DROP INDEX idx_recall_products_base_model_recall_id")
        connection.execute("CREATE INDEX idx_recall_products_base_model ON recall_products (base_model)")
        connection.execute("DELETE FROM migrations WHERE number = 22")
    with new_store(tmp_path) as store:
        assert {field for (field,) in store.connection.execute("SELECT field FROM differing")} == {"units"}
        for name, table, _, condition in RARE:
            plan = store.connection.execute(f"EXPLAIN QUERY PLAN SELECT rowid FROM {table} WHERE {condition}")
            assert name in plan.fetchone()[3]
