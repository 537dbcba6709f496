"""Asked to stop: SIGTERM and SIGINT while our own code is at work.

While spiders run, Scrapy takes both signals and finishes the pages in hand. Before and behind that they end what is
at work at once, as every write to the database is a transaction and every folder is replaced whole.
"""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from recalls.errors import TRY_AGAIN_LATER, Failure


@contextmanager
def stoppable() -> Iterator[None]:
    """Let both signals raise KeyboardInterrupt; one that nobody handles is Failure with 75. Main thread only."""
    before = {number: signal.signal(number, _stop) for number in (signal.SIGTERM, signal.SIGINT)}
    try:
        yield
    except KeyboardInterrupt as error:
        raise Failure("stopped before its end: run it again to go on", TRY_AGAIN_LATER) from error
    finally:
        for number, handler in before.items():
            signal.signal(number, handler if handler is not None else signal.SIG_DFL)


def _stop(number: int, frame: FrameType | None) -> None:
    raise KeyboardInterrupt
