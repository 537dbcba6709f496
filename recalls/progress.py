"""Progress of a crawl: a bar on a terminal, a line now and then in a log."""

from __future__ import annotations

import logging
import sys
import time
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from tqdm import tqdm

from db.harvest import Harvest

log = logging.getLogger(__name__)

_LINE_SECONDS = 10.0


class CrawlProgress:
    """Counts the records that the sources have shown so far. Use it in a ``with`` statement."""

    def __init__(self) -> None:
        self.terminal = sys.stderr.isatty()
        self.bar: tqdm[Any] = tqdm(unit=" records", unit_scale=True, disable=not self.terminal, file=sys.stderr)
        self.last_line = time.monotonic()

    def __enter__(self) -> CrawlProgress:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.bar.close()

    def show(self, harvests: Sequence[Harvest]) -> None:
        """Move the bar, or print a line where the last one is long ago."""
        read = sum(harvest.read for harvest in harvests)
        working = ", ".join(harvest.source.id for harvest in harvests if not harvest.finished) or "none"
        if self.terminal:
            self.bar.set_description_str(working, refresh=False)
            self.bar.update(read - self.bar.n)
        elif time.monotonic() - self.last_line >= _LINE_SECONDS:
            self.last_line = time.monotonic()
            log.info("%d records read; at work: %s", read, working)
