"""Pictures of each page for the documentation: ``python -m tests.browser.screenshots DEMO.db docs/screenshots``.

They show the demo, whose pages are re-created and marked so. Colours are brought down to a
palette, so that the pictures stay small in git.
"""

from __future__ import annotations

import io
import sys
from pathlib import Path

import recalls
from tests.browser.chromium import PHONE, Browser, opened
from tests.browser.serving import served

BUNDLED = Path(recalls.__file__).parent / "demo.warc.gz"
#: File, address, size of the window, whether its screen is dark.
PICTURES = {
    "timeline": ("/", (1280, 900), False),
    "timeline-dark": ("/?market=JP&lang=de", (1280, 900), True),
    "timeline-phone": ("/?lang=ja", PHONE, False),
    "check": ("/check?model=Soundcore+3&market=DE", (1280, 900), False),
    "recall": ("/recall/anker-jp-2025-10-21", (1280, 1100), False),
    "matrix": ("/matrix", (1280, 900), False),
    "changes": ("/changes", (1280, 900), False),
    "sources": ("/sources", (1280, 900), False),
    "about": ("/about", (1280, 700), False),
}
_COLOURS = 48


def main(database: str, folder: str) -> None:
    """Take every picture anew."""
    Path(folder).mkdir(parents=True, exist_ok=True)
    with served(Path(database), "--archive", BUNDLED) as site, opened() as browser:
        for name, (path, size, dark) in PICTURES.items():
            browser.resize(size)
            browser.dark(dark)
            browser.open(site + path)
            _save(browser, Path(folder) / f"{name}.png")


def _save(browser: Browser, path: Path) -> None:
    from PIL import Image

    taken = Image.open(io.BytesIO(browser.driver.get_screenshot_as_png())).convert("RGB")
    # Median cut without dithering: flat surfaces stay flat, and the same page gives the same bytes.
    small = taken.quantize(_COLOURS, Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)
    small.save(path, "PNG", optimize=True)
    print(f"{path}: {path.stat().st_size:,} bytes", file=sys.stderr)


if __name__ == "__main__":
    main(*sys.argv[1:])
