"""A folder that takes its place when it is whole: nobody sees a half-written site.

The folder is written beside the one that stands there and takes its name in the end. What
somebody else put into the old one (``.git``, ``CNAME``) moves along; a folder that is not a
site of ours is left alone.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

#: Tells that a folder is ours and what of it we wrote.
MARK = "recalls-site.json"


class NotOurs(Exception):
    """A folder holds something and is no site of ours; the message names it."""


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new folder that takes the place of ``folder`` where the body ends well.

    Raises:
        NotOurs: the folder is not empty and was not written by us.
        OSError: it cannot be written.
    """
    folder = folder.resolve()
    ours = _ours(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    making = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    try:
        yield making
        written = sorted(path.name for path in making.iterdir())
        (making / MARK).write_text(json.dumps({"entries": [*written, MARK]}, indent=1) + "\n", encoding="utf-8")
        making.chmod(0o755)
        _take_place(making, folder, ours)
    finally:
        shutil.rmtree(making, ignore_errors=True)


def _ours(folder: Path) -> frozenset[str] | None:
    """What of a folder we wrote; None where there is no folder."""
    if not folder.exists():
        return None
    if not folder.is_dir():
        raise NotOurs(f"{folder} is no folder")
    if not any(folder.iterdir()):
        return frozenset()
    try:
        return frozenset(json.loads((folder / MARK).read_text(encoding="utf-8"))["entries"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise NotOurs(f"{folder} holds something that is no site of ours: name an empty folder or a new one") from error


def _take_place(making: Path, folder: Path, ours: frozenset[str] | None) -> None:
    if ours is None:
        making.rename(folder)
        return
    beside = Path(tempfile.mkdtemp(dir=folder.parent, prefix=f".{folder.name}-"))
    before = beside / folder.name
    folder.rename(before)
    try:
        making.rename(folder)
    except BaseException:
        before.rename(folder)
        raise
    for path in before.iterdir():
        if path.name not in ours and not (folder / path.name).exists():
            path.rename(folder / path.name)
    shutil.rmtree(beside, ignore_errors=True)
