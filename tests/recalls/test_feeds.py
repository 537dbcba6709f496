"""Feeds as other programs read them, and entries that move only when something changed."""

import json
from pathlib import Path
from typing import Any

import feedparser
import icalendar
import pytest
from click.testing import CliRunner

from db.records import Source
from db.store import Store
from db.timeline import Filters
from pipelines.watchlist import load_all
from recalls.cli import main
from recalls.feeds import FORMATS, Feed, atom, calendar, json_feed
from recalls.linking import link_all
from tests.db.harvests import CAA, PRESS, document, harvest, mention, new_store, night, publish, reading

BASE = "https://example.net/recalls"
HOSTILE = '<script>alert(1)</script> & "quoted" \x07 \ufffe 回収'


def add(
    store: Store, key: str, text: str = "Recalled.", *, date: str = night(1), source: Source = CAA, **said: Any
) -> None:
    told = mention("JP", models=("A1263",), announced="2025-10-21", **said)
    one = document(key, text, title="Recall", date=date, source=source)
    publish(store, harvest(reading(one, told), source=source, date=date, complete=False))
    link_all(store, load_all())


def clocked(folder: Path) -> tuple[Store, list[str]]:
    times = ["2026-01-01T00:00:00Z"]
    return new_store(folder, clock=lambda: times[-1]), times


def test_a_reader_that_is_not_ours_reads_each_format(demo_database: Path) -> None:
    written = {}
    for name in FORMATS:
        asked = ["feed", "--format", name, "--base-url", BASE, "--lang", "ja", "--db", str(demo_database)]
        result = CliRunner().invoke(main, asked)
        assert result.exit_code == 0, result.output
        written[name] = result.stdout_bytes
    parsed = feedparser.parse(written["atom"])
    assert not parsed.bozo
    assert parsed.entries
    assert all(entry.id and entry.updated_parsed and entry.link.startswith(BASE) for entry in parsed.entries)
    assert len({entry.id for entry in parsed.entries}) == len(parsed.entries)
    items = json.loads(written["json"])["items"]
    assert [item["id"] for item in items] == [entry.id for entry in parsed.entries]
    events = icalendar.Calendar.from_ical(written["ics"].decode()).walk("VEVENT")
    dated = {item["id"] for item in items if "不明" not in item["title"]}
    assert {str(event["UID"]) for event in events} == dated
    assert all(event["DTSTART"].dt < event["DTEND"].dt for event in events)


def test_lines_are_folded_at_75_octets_and_never_within_a_character(tmp_path: Path) -> None:
    store, _ = clocked(tmp_path)
    with store:
        add(store, "1", issuer="回収" * 60 + ",;\\x")
        written = calendar(store.connection, Feed(language="ja"))
        assert all(len(line) <= 75 for line in written.split(b"\r\n"))
        for line in written.split(b"\r\n"):
            line.decode("utf-8")
        (event,) = icalendar.Calendar.from_ical(written.decode()).walk("VEVENT")
        assert "回収" * 60 + ",;\\x" in str(event["DESCRIPTION"])


def test_a_hostile_issuer_is_text_in_every_format(tmp_path: Path) -> None:
    store, _ = clocked(tmp_path)
    with store:
        add(store, "1", issuer=HOSTILE)
        (entry,) = feedparser.parse(atom(store.connection, Feed()), sanitize_html=False).entries
        (item,) = json.loads(json_feed(store.connection, Feed()))["items"]
        for html in (entry.content[0].value, item["content_html"]):
            assert "<script" not in html
            assert "&lt;script&gt;" in html
            assert "回収" in html
        assert b"\x07" not in calendar(store.connection, Feed())


def test_updated_moves_only_when_something_changed(tmp_path: Path) -> None:
    store, times = clocked(tmp_path)
    with store:
        add(store, "1")
        (before,) = json.loads(json_feed(store.connection, Feed()))["items"]
        same = atom(store.connection, Feed())
        times.append("2026-01-02T00:00:00Z")
        add(store, "1", date=night(2))  # seen again, unchanged
        store.connection.execute("UPDATE documents SET understood_reader = 'older'")
        readings = list(store.unread("reader 2", "watchlist 1"))
        store.renew(readings, reader="reader 2", watchlist="watchlist 1")
        store.connection.execute("UPDATE documents SET notice_id = (SELECT min(id) FROM notices)")
        link_all(store, load_all())
        assert atom(store.connection, Feed()) == same
        times.append("2026-01-03T00:00:00Z")
        add(store, "1", "Recalled, and more.", date=night(3))
        (after,) = json.loads(json_feed(store.connection, Feed()))["items"]
        assert (before["id"], before["date_modified"]) == (after["id"], "2026-01-01T00:00:00Z")
        assert after["date_modified"] == "2026-01-03T00:00:00Z"
        times.append("2026-01-04T00:00:00Z")
        add(store, "2", date=night(4), source=PRESS)  # another document reports it
        (joined,) = json.loads(json_feed(store.connection, Feed()))["items"]
        assert joined["date_modified"] == "2026-01-04T00:00:00Z"


def test_ids_stay_with_another_language_and_without_a_site(tmp_path: Path) -> None:
    store, _ = clocked(tmp_path)
    with store:
        add(store, "1")
        ids = {
            json.loads(json_feed(store.connection, Feed(language=language)))["items"][0]["id"]
            for language in ("en", "de", "ja")
        }
        assert len(ids) == 1
        assert ids.pop().startswith("urn:uuid:")
        (item,) = json.loads(json_feed(store.connection, Feed(base=BASE)))["items"]
        assert item["id"].startswith("tag:example.net,2026-01-01:recalls/recall/")
        assert item["url"].startswith(f"{BASE}/recall/")


@pytest.mark.parametrize("sign", ["\r\nATTACH:https://harm.invalid/", "\0", "\u2028", "\ud83d"])
def test_an_address_that_cannot_be_printed_is_linked_nowhere(tmp_path: Path, sign: str) -> None:
    store, _ = clocked(tmp_path)
    with store:
        add(store, "1")
        address = f"https://example.org/{sign}".encode("utf-8", "replace").decode()
        store.connection.execute("UPDATE documents SET url = ?", [address])
        feeds = {name: write(store.connection, Feed()) for name, write in FORMATS.items()}
        parsed = feedparser.parse(feeds["atom"])
        linked = [link.href for link in parsed.entries[0].get("links", [])]
        assert not parsed.bozo
        (event,) = icalendar.Calendar.from_ical(feeds["ics"].decode()).walk("VEVENT")
        assert not event.errors and "ATTACH" not in event
        told = {json.loads(feeds["json"])["items"][0].get("url"), event.get("URL"), *(linked or [None])}
        assert told == ({address} if address.isprintable() else {None})


@pytest.mark.parametrize("date", ["2025-06-01/..", "0999-06-01"])
def test_a_date_at_an_end_of_time_leaves_a_calendar_whole(tmp_path: Path, date: str) -> None:
    store, _ = clocked(tmp_path)
    with store:
        told = mention("JP", models=("A1263",), announced=date)
        publish(store, harvest(reading(document("1"), told)))
        link_all(store, load_all())
        (event,) = icalendar.Calendar.from_ical(calendar(store.connection, Feed()).decode()).walk("VEVENT")
        assert not event.errors and event["DTSTART"].dt.isoformat() == date[:10]


def test_a_feed_is_narrowed_like_any_question(tmp_path: Path) -> None:
    store, _ = clocked(tmp_path)
    with store:
        add(store, "1")

        def count(**asked: Any) -> int:
            return len(json.loads(json_feed(store.connection, Feed(**asked)))["items"])

        assert count(filters=Filters(market="JP")) == count(filters=Filters(model="A1263", brand="anker")) == 1
        assert count(filters=Filters(market="DE")) == count(filters=Filters(model="A9999")) == 0
        assert (count(reported_in="ja"), count(reported_in="de")) == (1, 0)
        assert not feedparser.parse(atom(store.connection, Feed(filters=Filters(market="DE")))).bozo


@pytest.mark.parametrize("wrong", [["--since", "soon"], ["--format", "rss"]])
def test_wrong_usage_is_said(demo_database: Path, wrong: list[str]) -> None:
    assert CliRunner().invoke(main, ["feed", *wrong, "--db", str(demo_database)]).exit_code == 2
