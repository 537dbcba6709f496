"""A digest says what is new, quotes it, and is silent when there is nothing to say."""

from __future__ import annotations

import contextlib
import json
import re
import socketserver
import sqlite3
import ssl
import sys
import threading
from collections.abc import Callable, Iterator
from email import message_from_bytes, policy
from pathlib import Path

import pytest
import trustme
from click.testing import CliRunner, Result
from lxml import html as lxml_html

from db.records import Claim, Units
from recalls import digest, posting
from recalls.cli import main
from recalls.posting import Post
from tests.db.harvests import CAA, document, harvest, mention, new_store, night, publish, reading
from tests.recalls.conftest import Recalls
from tests.recalls.test_nightly import archive

Ask = Callable[..., Result]
HOSTILE = '<script>alert(1)</script>"\r\nBcc: everyone@example.org [x](javascript:alert(1))'


def test_a_day_on_which_something_happened_and_one_on_which_nothing_did(ask: Ask) -> None:
    told = ask("digest", "--since", "2025-10-21", "--until", "2025-10-22")
    assert told.exit_code == 0
    assert "NEW MARKETS" in told.stdout and "anker-jp-2025-10-21*" in told.stdout and "522,237" in told.stdout
    assert ask("digest", "--since", "2025-10-21", "--lang", "de").stdout.count("NEUE MÄRKTE") == 1
    silent = ask("digest", "--since", "2026-01-01")
    assert (silent.exit_code, silent.stdout) == (0, "")
    assert ask("digest", "--since", "yesterday").exit_code == 2


@pytest.mark.parametrize("output", ["text", "markdown", "html", "mail"])
def test_each_form_says_the_same(ask: Ask, output: str) -> None:
    told = ask("digest", "--since", "2025-06-26", "--until", "2025-06-30", "--format", output).stdout
    if output == "mail":
        message = message_from_bytes(told.encode(), policy=policy.default)
        assert message["Subject"].startswith("Recalls: ")
        assert [part.get_content_type() for part in message.iter_parts()] == ["text/plain", "text/html"]
        told = "".join(part.get_content() for part in message.iter_parts())
    assert "anker-jp-2025-06-26" in told.replace("\\", "")


@pytest.fixture
def hostile(tmp_path: Path) -> Iterator[sqlite3.Connection]:
    """A database in which a hostile source has changed its figure."""
    with new_store(tmp_path) as store:
        for day, count in ((1, 5), (2, 7)):
            words = f"{count} units {HOSTILE}"
            claim = Claim(0, "units", Units(count), "text", words, 0, len(words))
            told = mention("JP", models=("A1263",), units=count, announced="2025-10-21")
            page = document("1", words, title=HOSTILE, date=night(day))
            publish(store, harvest(reading(page, told, claims=(claim,)), source=CAA, date=night(day)))
        yield store.connection


def test_hostile_words_break_neither_page_nor_mail(hostile: sqlite3.Connection) -> None:
    found = digest.gather(hostile, "2025-01-01")
    assert any(item.words and "script" in item.words for section in found.sections for item in section.changes)
    tree = lxml_html.document_fromstring(digest.html(found))
    assert not tree.xpath("//script | //@onerror | //@onclick")
    assert all(href.startswith(("http://", "https://")) for href in tree.xpath("//@href"))
    assert not re.search(r"(?<!\\)\]\(javascript:", digest.text(found, markdown=True))
    message = message_from_bytes(bytes(digest.mail(found, "a@example.org", ["b@example.org"])), policy=policy.default)
    assert message["Bcc"] is None
    with pytest.raises(ValueError):
        digest.mail(found, "a@example.org\nBcc: c@example.org", ["b@example.org"])


def test_a_night_mails_what_it_recorded_and_says_so(recalls: Recalls, tmp_path: Path) -> None:
    keep = 'import sys; open("mail.eml", "ab").write(sys.stdin.buffer.read())'
    (tmp_path / "recalls.toml").write_text(
        f'database = "n.db"\n[sources]\nonly = ["us-cpsc"]\n[digest]\nto = ["desk@example.org"]\n'
        f"command = {json.dumps([sys.executable, '-c', keep])}\n",
        encoding="utf-8",
    )
    pages = archive(tmp_path, "us-cpsc")
    command = ("nightly", "--replay", pages, "--allow-recreated", "--format", "json")
    steps = {step["step"]: step["message"] for step in json.loads(recalls(*command).stdout)["steps"]}
    assert steps["digest"] == "nothing to say"  # what was public long ago is no news
    with sqlite3.connect(tmp_path / "n.db") as connection:
        day = connection.execute("SELECT date('now')").fetchone()[0]
        connection.execute("UPDATE mentions SET announced = ? WHERE announced IS NOT NULL", [day])
        connection.execute("UPDATE notices SET published = ?", [day])
        connection.execute("UPDATE runs SET report = json_set(report, '$.finished', '2020-01-01T00:00:00Z')")
        connection.execute("DELETE FROM recalls")
    connection.close()
    settings = (tmp_path / "recalls.toml").read_text(encoding="utf-8")
    (tmp_path / "recalls.toml").write_text(settings.replace("open(", "sys.exit(9); open("), encoding="utf-8")
    failed = json.loads(recalls(*command).stdout)
    assert {step["step"]: step["state"] for step in failed["steps"]}["digest"] == "failed"
    assert not (tmp_path / "mail.eml").exists()
    # What one night could not send, the next one does.
    (tmp_path / "recalls.toml").write_text(settings, encoding="utf-8")
    second = json.loads(recalls(*command).stdout)
    assert {step["step"]: step["message"] for step in second["steps"]}["digest"] == "sent to desk@example.org"
    message = message_from_bytes((tmp_path / "mail.eml").read_bytes(), policy=policy.default)
    assert message["To"] == "desk@example.org"
    assert "anker-us-" in message.get_body(("plain",)).get_content()


class _Mailbox(socketserver.StreamRequestHandler):
    """As much of RFC 5321 as a client needs."""

    def handle(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        taken: list[bytes] = self.server.taken  # type: ignore[attr-defined]
        while line := self.rfile.readline(2000):
            verb = line[:4].upper()
            if verb == b"RCPT" and b"gone@" in line:
                self.wfile.write(b"550 no such person\r\n")
                continue
            if verb == b"DATA":
                self.wfile.write(b"354 go on\r\n")
                body = []
                while (line := self.rfile.readline(2000)) not in (b".\r\n", b""):
                    body.append(line)
                taken.append(b"".join(body))
            if verb == b"QUIT":
                self.wfile.write(b"221 bye\r\n")
                return
            self.wfile.write(b"250 ok\r\n")


def test_a_mail_goes_out_by_a_mail_server(hostile: sqlite3.Connection) -> None:
    with socketserver.TCPServer(("127.0.0.1", 0), _Mailbox) as server:
        server.taken = []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.handle_request, daemon=True)
        thread.start()
        found = digest.gather(hostile, "2025-01-01")
        post = Post(host="127.0.0.1", port=server.server_address[1], encrypted=False)
        post.send(digest.mail(found, "a@example.org", ["b@example.org"]))
        thread.join(60)
        assert len(server.taken) == 1  # type: ignore[attr-defined]
        assert b"Subject: Recalls:" in server.taken[0]  # type: ignore[attr-defined]


def test_whom_the_mail_server_does_not_take_is_named(hostile: sqlite3.Connection) -> None:
    found = digest.gather(hostile, "2025-01-01")
    for to, says in (
        (["gone@example.org", "b@example.org"], "for the others, but not for gone@example.org (550 no such person)"),
        (["gone@example.org"], "gone@example.org (550 no such person)"),
    ):
        with socketserver.TCPServer(("127.0.0.1", 0), _Mailbox) as server:
            server.taken = []  # type: ignore[attr-defined]
            thread = threading.Thread(target=server.handle_request, daemon=True)
            thread.start()
            post = Post(host="127.0.0.1", port=server.server_address[1], encrypted=False)
            with pytest.raises(OSError, match=re.escape(says)) as caught:
                post.send(digest.mail(found, "a@example.org", to))
            thread.join(60)
            assert str(caught.value).startswith(f"127.0.0.1:{server.server_address[1]}")
            assert len(server.taken) == len(to) - 1  # type: ignore[attr-defined]


class _Pretender(socketserver.StreamRequestHandler):
    """A mail server that offers encryption with a certificate that nobody vouches for, and notes who trusts it."""

    def handle(self) -> None:
        self.wfile.write(b"220 loopback\r\n")
        while line := self.rfile.readline(2000):
            if line[:4].upper() == b"EHLO":
                self.wfile.write(b"250-loopback\r\n250 STARTTLS\r\n")
            elif line[:8].upper() == b"STARTTLS":
                self.wfile.write(b"220 go on\r\n")
                with (
                    contextlib.suppress(OSError),
                    self.server.tls.wrap_socket(  # type: ignore[attr-defined]
                        self.connection, server_side=True
                    ) as wrapped,
                ):
                    if wrapped.recv(2000):
                        self.server.trusted.append(True)  # type: ignore[attr-defined]
                return


def test_a_mail_server_that_cannot_be_trusted_gets_neither_mail_nor_password(hostile: sqlite3.Connection) -> None:
    found = digest.gather(hostile, "2025-01-01")
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(tls)
    with socketserver.TCPServer(("127.0.0.1", 0), _Pretender) as server:
        server.tls, server.trusted = tls, []  # type: ignore[attr-defined]
        thread = threading.Thread(target=server.handle_request, daemon=True)
        thread.start()
        post = Post(host="127.0.0.1", port=server.server_address[1], user="me", password="s3cret")
        with pytest.raises(OSError, match="certificate verify failed") as caught:
            post.send(digest.mail(found, "a@example.org", ["b@example.org"]))
        thread.join(60)
        assert "s3cret" not in str(caught.value)
        assert server.trusted == []  # type: ignore[attr-defined]


def test_the_settings_say_in_which_language_a_digest_is(ask: Ask, tmp_path: Path, demo_database: Path) -> None:
    (tmp_path / "de.toml").write_text('[digest]\nlanguage = "de"\n', encoding="utf-8")
    command = ["--settings", str(tmp_path / "de.toml"), "digest", "--since", "2025-10-21", "--db", str(demo_database)]
    assert "Rückruf" in CliRunner().invoke(main, command).stdout.splitlines()[0]
    assert "Recalls" in CliRunner().invoke(main, [*command, "--lang", "en"]).stdout.splitlines()[0]


def test_a_command_that_does_not_end_is_one_line(hostile: sqlite3.Connection, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(posting, "_TIMEOUT", 0.5)
    found = digest.gather(hostile, "2025-01-01")
    post = Post(command=(sys.executable, "-c", "import time; time.sleep(600)"))
    with pytest.raises(OSError, match=r"had not ended after 0.5 seconds"):
        post.send(digest.mail(found, "a@example.org", ["b@example.org"]))


def test_a_command_that_fails_is_named_with_what_it_said(hostile: sqlite3.Connection) -> None:
    found = digest.gather(hostile, "2025-01-01")
    post = Post(command=(sys.executable, "-c", "import sys; sys.exit('no route')"))
    with pytest.raises(OSError, match=r"ended with 1: no route"):
        post.send(digest.mail(found, "a@example.org", ["b@example.org"]))


def test_sending_without_an_address_says_what_to_set(ask: Ask) -> None:
    told = ask("digest", "--since", "2025-10-21", "--send")
    assert told.exit_code == 1
    assert "digest.to" in told.stderr
