"""How a mail goes out: by a command, or by a mail server that proves who it is."""

from __future__ import annotations

import smtplib
import ssl
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage

from recalls.digest import short

_TIMEOUT = 60


@dataclass(frozen=True, slots=True)
class Post:
    """How a mail goes out: by a command that takes it on standard input, or by a mail server."""

    command: tuple[str, ...] = ()
    host: str | None = None
    port: int = 587
    user: str | None = None
    password: str | None = None
    encrypted: bool = True

    def send(self, message: EmailMessage) -> None:
        """Send it. Raises OSError, which never names the password, where it does not go out, or not to everyone."""
        if self.command:
            try:
                done = subprocess.run(
                    self.command, input=bytes(message), capture_output=True, timeout=_TIMEOUT, check=False
                )
            except subprocess.TimeoutExpired as error:
                raise OSError(f"{self.command[0]} had not ended after {_TIMEOUT} seconds") from error
            if done.returncode:
                said = done.stderr.decode("utf-8", "replace").strip()
                raise OSError(f"{self.command[0]} ended with {done.returncode}: {short(said)}")
            return
        try:
            refused = self._hand_over(message)
        except OSError as error:
            raise OSError(f"{self.host}:{self.port}: {_said(error)}") from error
        if refused:
            told = "; ".join(f"{one} ({code} {_words(said)})" for one, (code, said) in refused.items())
            raise OSError(f"{self.host}:{self.port} took it for the others, but not for {told}")

    def _hand_over(self, message: EmailMessage) -> Mapping[str, tuple[int, bytes]]:
        """Give it to the mail server; the addresses that it does not take, and why. Raises OSError."""
        with smtplib.SMTP(self.host or "localhost", self.port, timeout=_TIMEOUT) as server:
            if self.encrypted:
                server.starttls(context=ssl.create_default_context())
            if self.user:
                server.login(self.user, self.password or "")
            return server.send_message(message)


def _said(error: OSError) -> str:
    """An error of a mail server in its own words, without Python's marks around them."""
    if isinstance(error, smtplib.SMTPResponseException):
        return f"{error.smtp_code} {_words(error.smtp_error)}"
    if isinstance(error, smtplib.SMTPRecipientsRefused):
        return "; ".join(f"{one} ({code} {_words(said)})" for one, (code, said) in error.recipients.items())
    return error.strerror or str(error)


def _words(said: bytes | str) -> str:
    return short(said.decode("utf-8", "replace") if isinstance(said, bytes) else said)
