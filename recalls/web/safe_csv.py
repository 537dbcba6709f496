"""CSV on its way out whose cells no spreadsheet runs as formulas, row by row as it comes."""

from __future__ import annotations

import codecs
import csv
import io

from db.exporting.cells import safe_cell


class SafeRows:
    """Takes pieces of CSV as bytes and gives them back with their cells made safe; what is no whole row yet waits."""

    def __init__(self) -> None:
        self._decode = codecs.getincrementaldecoder("utf-8")("replace")
        self._waiting = ""

    def __call__(self, piece: bytes, *, last: bool) -> bytes:
        text = self._waiting + self._decode.decode(piece, last)
        end = len(text) if last else _whole_rows(text)
        self._waiting = text[end:]
        written = io.StringIO()
        writer = csv.writer(written, lineterminator="\r\n")
        for row in csv.reader(io.StringIO(text[:end], newline="")):
            writer.writerow([safe_cell(cell) for cell in row])
        return written.getvalue().encode()


def _whole_rows(text: str) -> int:
    """Where the last line ends that lies in no quoted cell."""
    end = len(text)
    while (end := text.rfind("\n", 0, end)) >= 0:
        if text.count('"', 0, end) % 2 == 0:
            return end + 1
    return 0
