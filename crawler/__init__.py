"""Visits the sources, keeps what came over the wire, and names the parts of what it found."""

from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as _installed


def version() -> str:
    """The major and minor version of this program, as a User-Agent says it."""
    try:
        return ".".join(_installed("recall-timeline").split(".")[:2])
    except PackageNotFoundError:
        return "0"
