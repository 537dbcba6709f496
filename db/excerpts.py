"""The words in which two texts differ, with some on either side: what may be told of somebody's text, and is read."""

from __future__ import annotations

#: So many code points of an article are told around a change, and so many of a notice.
OF_ARTICLES, OF_NOTICES = 300, 1500
_CONTEXT = 60


def excerpts(old: str | None, new: str | None, most: int) -> tuple[str | None, str | None]:
    """A piece of either text around their difference, ``most`` code points at most; None for no text."""
    ours, theirs = old or "", new or ""
    shorter = min(len(ours), len(theirs))
    start = next((at for at in range(shorter) if ours[at] != theirs[at]), shorter)
    same = next((at for at in range(shorter - start) if ours[-1 - at] != theirs[-1 - at]), shorter - start)
    first = max(0, start - _CONTEXT)

    def piece(text: str | None) -> str | None:
        if text is None:
            return None
        last = min(len(text), len(text) - same + _CONTEXT, first + most)
        return f"{'… ' if first else ''}{text[first:last]}{' …' if last < len(text) else ''}"

    return piece(old), piece(new)


def excerpted(changes: list[dict[str, str | None]], most: int) -> list[dict[str, str | None]]:
    """The changes of a version (``part``, ``old``, ``new``) with a piece of the words in place of all of them."""
    told = []
    for change in changes:
        old, new = excerpts(change["old"], change["new"], most)
        told.append({"part": change["part"], "old": old, "new": new})
    return told
