"""Errors that a person can act on, as one line and the right exit status."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

import click

DONE = 0
DONE_WITH_FAILURES = 1
TRY_AGAIN_LATER = 75


@contextmanager
def clear_errors() -> Iterator[None]:
    """Errors that a person can act on, as one line and the right exit status."""
    from db.schema import StoreBusy, StoreError
    from pipelines.watchlist import WatchlistError

    try:
        yield
    except StoreBusy as error:
        raise Failure(str(error), TRY_AGAIN_LATER) from error
    except (StoreError, WatchlistError) as error:
        raise Failure(str(error), DONE_WITH_FAILURES) from error


class Failure(click.ClickException):
    """A message on standard error and an exit status."""

    def __init__(self, message: str, status: int) -> None:
        super().__init__(message)
        self.status = status

    @property
    def exit_code(self) -> int:  # type: ignore[override]
        """The status with which the program ends."""
        return self.status
