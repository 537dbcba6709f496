"""What this is and how to read it."""

from __future__ import annotations

from recalls.web.visit import Visit, render


def page(visit: Visit) -> str:
    """The page as HTML."""
    return render(visit, "about")
