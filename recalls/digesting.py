"""``recalls digest``, and the digest that a night sends."""

from __future__ import annotations

import os
import smtplib
import sqlite3
from collections.abc import Callable
from pathlib import Path

import click

from db import runs
from db.store import Store, open_store
from db.timeline import BadFilter
from recalls import digest
from recalls.digest import Digest
from recalls.errors import DONE, DONE_WITH_FAILURES, Failure, clear_errors
from recalls.posting import Post
from recalls.settings import Settings


def run_digest(
    settings: Settings | None, database: Path, since: str, until: str | None, output: str, language: str, send: bool
) -> int:
    """Print what is new, or mail it. Nothing is printed or sent where there is nothing to say."""
    with clear_errors(), open_store(database, read_only=True) as store:
        try:
            found = digest.gather(store.connection, since, until, language=language)
        except BadFilter as error:
            raise click.UsageError(str(error)) from error
    settings = settings or Settings(None, {})
    if send:
        try:
            click.echo(mailed(found, settings), err=True)
        except (OSError, smtplib.SMTPException, ValueError) as error:
            raise Failure(f"the digest was not sent: {error}", DONE_WITH_FAILURES) from error
    elif found:
        written = {
            "text": lambda: digest.text(found),
            "markdown": lambda: digest.text(found, markdown=True),
            "html": lambda: digest.html(found),
            "mail": lambda: digest.mail(found, *_addresses(settings)).as_string(),
        }
        click.echo(written[output](), nl=False)
    return DONE


def nightly_digest(settings: Settings | None) -> Callable[[Store, str], str] | None:
    """What a night does to send its digest: of all that was recorded since the one before; None where none is set."""
    if settings is None or not settings.get("digest.to"):
        return None

    def send(store: Store, run: str) -> str:
        since = _last_told(store.connection, run)
        language = settings.get("digest.language", "en")
        return mailed(digest.gather(store.connection, since, language=language, recorded=True), settings)

    return send


def _last_told(connection: sqlite3.Connection, run: str) -> str:
    """Since when nothing was told: the end of the last night that sent its digest, or had none to send.

    A night that was stopped or whose digest did not go out is told by the next.
    """
    since = run[:20]  # a run's id begins with its start
    for report in runs.reports(connection, run):
        states = {step["step"]: step["state"] for step in report["steps"]}
        if states and states.get("digest", "done") == "done":
            return report["finished"] or since
        since = report["started"]
    return since


def mailed(found: Digest, settings: Settings) -> str:
    """Send a digest as the settings say; what came of it. Raises OSError, SMTPException, ValueError."""
    if not found:
        return "nothing to say"
    sender, to = _addresses(settings)
    if not to:
        raise ValueError("no address is set: digest.to in the settings file")
    if not settings.get("digest.command") and not settings.get("digest.host"):
        raise ValueError("neither digest.command nor digest.host is set in the settings file")
    post = Post(
        command=tuple(settings.get("digest.command", ())),
        host=settings.get("digest.host"),
        port=settings.get("digest.port", 587),
        user=settings.get("digest.user"),
        password=os.environ.get("RECALLS_SMTP_PASSWORD"),
        encrypted=settings.get("digest.encrypted", True),
    )
    post.send(digest.mail(found, sender, to))
    return f"sent to {', '.join(to)}"


def _addresses(settings: Settings) -> tuple[str, list[str]]:
    to = list(settings.get("digest.to", []))
    return settings.get("digest.from") or (to[0] if to else "recalls@localhost"), to
