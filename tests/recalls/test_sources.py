"""``recalls sources``: what there is, whether it is live, and one more."""

import json
from datetime import UTC, datetime
from email.utils import format_datetime
from pathlib import Path

import pytest

from tests.crawler.server import Reply, serving
from tests.recalls.conftest import Recalls
from tests.recalls.test_live import SOURCE, post

WORDS = "Anker ruft in Japan die PowerCore 10000 (A1263) wegen Brandgefahr zurück."
JSON = {"Content-Type": "application/json"}


@pytest.mark.parametrize(
    ("reply", "verdict"),
    [
        (Reply(b"", headers=JSON), "fine"),
        (
            Reply(b"<html><body>We have a new site</body></html>", headers={"Content-Type": "text/html"}),
            "changed layout",
        ),
        (Reply(b"no robots here", status=403), "blocked"),
        (Reply(b"gone", status=410), "moved"),
    ],
)
def test_a_live_check_tells_what_a_source_answers(recalls: Recalls, tmp_path: Path, reply: Reply, verdict: str) -> None:
    (tmp_path / "mine").mkdir()
    with serving({}) as server:
        (tmp_path / "mine" / "zz_loopback.py").write_text(SOURCE.format(site=server.site), encoding="utf-8")
        answer = reply if reply.body else Reply(post(server.site, WORDS), headers=JSON)
        server.replies = _Everything(answer)  # type: ignore[assignment]
        command = ("sources", "--check", "zz-loopback", "--sources-from", "mine", "--allow-host", "127.0.0.1")
        asked = recalls(*command, "--format", "json")
    (row,) = json.loads(asked.stdout)
    assert row["verdict"] == verdict, asked.stderr
    assert asked.returncode == (0 if verdict == "fine" else 1)
    shown = json.loads(recalls("sources", "--sources-from", "mine", "--format", "json").stdout)
    lives = {row["source"]: row["live"] for row in shown}
    assert lives.pop("zz-loopback").startswith(verdict)
    assert set(lives.values()) == {None}


class _Everything(dict[str, list[Reply]]):
    """One answer for every path but robots.txt."""

    def __init__(self, reply: Reply) -> None:
        super().__init__()
        self.reply = reply

    def get(self, path: str, default: object = None) -> list[Reply] | None:  # type: ignore[override]
        return None if path == "/robots.txt" else [self.reply]


OUTLET = '''
from crawler.health import Promise
from crawler.platforms.feed import Feed


class Loopback(Feed):
    """An outlet on loopback."""

    name = "zz-loopback"
    title = "An outlet on loopback"
    market = "DE"
    language = "de"
    homepage = "{site}"
    promise = Promise(records=1, quiet_days=30)
    checked = "2026-11-22"
    checked_by = "written here"
    feeds = ("{site}/feed",)
    custom_settings = {{"DOWNLOAD_DELAY": 0, "AUTOTHROTTLE_ENABLED": False}}
'''
ARTICLE = Reply(f"<html><body><h1>Anker ruft zurück</h1><p>{WORDS * 3}</p></body></html>".encode())
CONSENT = Reply(
    b"<html><body><h1>Cookies</h1><p>We and our 812 partners store information on devices.</p></body></html>"
)
PAYWALL = Reply(
    "<html><body><main><h1>Anker ruft zurück</h1><p>Weiterlesen nur mit Abo.</p></main></body></html>".encode()
)
WALL = Reply(b"<html><title>One moment</title><script src='/cdn-cgi/challenge-platform/h/b/x'></script></html>")


def feed(site: str, day: str) -> Reply:
    items = "".join(
        f"<item><title>Anker ruft zurück</title><link>{site}/{number}</link><pubDate>{day}</pubDate></item>"
        for number in range(3)
    )
    return Reply(f"<rss version='2.0'><channel>{items}</channel></rss>".encode())


@pytest.mark.parametrize(
    ("case", "verdict", "why"),
    [
        ("all is well", "fine", ""),
        ("one article is gone", "fine", "but answered 404"),
        ("one article is a consent page", "fine", "but the page does not speak of"),
        ("all articles are gone", "moved", "answered 404"),
        ("all articles lead to the front page", "moved", "leads to the site's front page"),
        ("all articles are to be paid for", "changed layout", "the page does not speak of"),
        ("all articles are consent pages", "changed layout", "the page does not speak of"),
        ("a wall in well-formed HTML", "blocked", "a bot wall answered"),
        ("the feed leads to another host", "moved", "not one of this source's hosts"),
        ("the articles are on another host", "moved", "all that is listed is on new.example"),
        ("nothing new for years", "changed layout", "no news for"),
        ("robots.txt closes the articles", "forbidden by robots.txt", "forbidden by robots.txt"),
    ],
)
def test_a_live_check_of_an_outlet_judges_it_by_its_feed_and_most_of_its_articles(
    recalls: Recalls, tmp_path: Path, case: str, verdict: str, why: str
) -> None:
    (tmp_path / "mine").mkdir()
    today = format_datetime(datetime.now(UTC))
    with serving({}) as server:
        (tmp_path / "mine" / "zz_loopback.py").write_text(OUTLET.format(site=server.site), encoding="utf-8")
        good = {f"/{number}": [ARTICLE] for number in range(3)}
        usual = {"/feed": [feed(server.site, today)], **good}
        server.replies = {
            "all is well": usual,
            "one article is gone": usual | {"/0": [Reply(b"", status=404)]},
            "one article is a consent page": usual | {"/0": [CONSENT]},
            "all articles are gone": {"/feed": [feed(server.site, today)]},
            "all articles lead to the front page": usual
            | {"/": [ARTICLE]}
            | {key: [Reply(b"", status=302, headers={"Location": "/"})] for key in good},
            "all articles are to be paid for": usual | {key: [PAYWALL] for key in good},
            "all articles are consent pages": usual | {key: [CONSENT] for key in good},
            "a wall in well-formed HTML": {"/feed": [WALL]},
            "the feed leads to another host": {
                "/feed": [Reply(b"", status=301, headers={"Location": server.site.replace("127.0.0.1", "localhost")})]
            },
            "the articles are on another host": {"/feed": [feed("https://new.example", today)]},
            "nothing new for years": usual | {"/feed": [feed(server.site, "Sat, 01 Feb 2020 12:00:00 +0000")]},
            "robots.txt closes the articles": usual
            | {"/robots.txt": [Reply(b"User-agent: *\nAllow: /feed\nDisallow: /")]},
        }[case]
        command = ("sources", "--check", "zz-loopback", "--sources-from", "mine", "--allow-host", "127.0.0.1")
        asked = recalls(*command, "--format", "json")
    (row,) = json.loads(asked.stdout)
    assert row["verdict"] == verdict, row
    assert why in row["why"]
    assert bool(row["why"]) == bool(why)


def test_an_unreachable_source_is_told_apart(recalls: Recalls, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    with serving({}) as server:
        site = server.site
    (tmp_path / "mine" / "zz_loopback.py").write_text(SOURCE.format(site=site), encoding="utf-8")
    asked = recalls(
        "sources", "--check", "zz-loopback", "--sources-from", "mine", "--allow-host", "127.0.0.1", "--format", "json"
    )
    assert [row["verdict"] for row in json.loads(asked.stdout)] == ["unreachable"]


def test_a_new_source_is_found_where_it_was_written(recalls: Recalls) -> None:
    written = recalls("sources", "--new", "de-beispiel", "--platform", "wordpress", "--url", "https://blog.example")
    assert written.returncode == 0, written.stderr
    listed = json.loads(recalls("sources", "--sources-from", "sources", "--format", "json").stdout)
    assert "de-beispiel" in {row["source"] for row in listed}


def test_a_new_source_needs_a_known_platform(recalls: Recalls) -> None:
    wrong = recalls("sources", "--new", "de-beispiel", "--platform", "gopher", "--url", "https://blog.example")
    assert wrong.returncode == 2
    assert "wordpress" in wrong.stderr


@pytest.mark.parametrize(
    ("source", "says"),
    [
        ("def (:", "SyntaxError"),
        ("import no_such_module_here\n" + SOURCE, "No module named 'no_such_module_here'"),
        (SOURCE.replace('    language = "de"\n', "").replace('    market = "DE"\n', ""), "say its market, language"),
    ],
)
def test_a_source_of_ones_own_that_cannot_be_used_is_told_by_its_file(
    recalls: Recalls, tmp_path: Path, source: str, says: str
) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "zz_own.py").write_text(source.replace("{site}", "http://127.0.0.1:9"), encoding="utf-8")
    for command in (("sources",), ("nightly", "zz-loopback", "--db", "n.db")):
        told = recalls(*command, "--sources-from", "mine")
        assert told.returncode == 2
        assert "zz_own.py" in told.stderr and says in told.stderr
        assert "Traceback" not in told.stderr
    assert not (tmp_path / "n.db").exists()
