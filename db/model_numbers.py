"""Model numbers, and which of them name the same model."""

from __future__ import annotations

import re

#: A letter, two digits, a digit or letter, a digit; then three characters for colour
#: and region: A3102016 is A3102 in black for Japan, A1366N11 is A1366, A17A0111 is A17A0.
#: The form of Anker Innovations' numbers and of eufy's (T2128111).
_VARIANT = re.compile(r"([A-Z]\d{2}[0-9A-Z]\d)[0-9A-Z]{3}")


def base_model(model: str) -> str:
    """The model without its colour and region: ``A3102`` of ``A3102016``; others as they are, in capitals."""
    written = model.strip().upper()
    match = _VARIANT.fullmatch(written)
    return match[1] if match else written
