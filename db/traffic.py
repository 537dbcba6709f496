"""What visiting a source cost and what was spared."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Traffic:
    """What a source's run cost and saved.

    ``requests`` were sent, ``received`` bytes came back; ``not_modified`` answers were spared as nothing had
    changed, ``not_due`` pages were not asked for.
    """

    requests: int = 0
    received: int = 0
    not_modified: int = 0
    not_due: int = 0
