"""Visits the sources, keeps what came over the wire, and names the parts of what it found."""

import hashlib
from functools import cache
from importlib import resources
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as _installed


def version() -> str:
    """The major and minor version of this program, as a User-Agent says it."""
    try:
        return ".".join(_installed("recall-timeline").split(".")[:2])
    except PackageNotFoundError:
        return "0"


@cache
def reader_version() -> str:
    """The version of the code that names a document's parts: a digest over the spiders and the platforms.

    It tells whether a document's words changed at their source or through our code.
    """
    digest = hashlib.sha256()
    root = resources.files(__name__)
    for name in ("encoding.py", "markup.py", "source.py"):
        digest.update((root / name).read_bytes())
    folders = [root / "platforms", *(folder for folder in (root / "spiders").iterdir() if folder.is_dir())]
    for folder in sorted(folders, key=str):
        for file in sorted(folder.iterdir(), key=str):
            if file.name.endswith(".py"):
                digest.update(file.read_bytes())
    return f"{version()}+{digest.hexdigest()[:8]}"
