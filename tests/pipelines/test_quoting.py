"""A quote shows its value to a person."""

from __future__ import annotations

from db.records import Claim
from tests.pipelines.texts import notice


def claim(text: str, field: str, language: str = "de") -> Claim:
    return next(one for one in notice(text, language, "2025-10-24").claims if one.field == field)


SUPPLIER = (
    "Anker ruft den Soundcore 3 zurück. Anker hat mögliche Produktionsfehler im Inneren der Akku-Zellen festgestellt. "
    "Die Akkus stammen von einem Zulieferer, der bereits ausgetauscht wurde. Betroffene Geräte werden ersetzt."
)


def test_goods_are_exchanged_and_not_their_supplier() -> None:
    assert claim(SUPPLIER, "remedies").quote == "Betroffene Geräte werden ersetzt"


def test_a_suppliers_fault_is_quoted_with_the_words_of_the_defect() -> None:
    assert "mögliche Produktionsfehler im Inneren der Akku-Zellen" in claim(SUPPLIER, "causes").quote


def test_a_market_that_is_exempt_is_quoted_with_the_words_that_exempt_it_and_whoever_was_quoted_before() -> None:
    text = (
        "Anker ruft in Japan die Powerbank A1263 wegen Brandgefahr zurück. Das teilte Anker auf Nachfrage mit. "
        "Chargen für Europa sind demnach wohl nicht betroffen."
    )
    exempt = claim(text, "not_affected_in")
    assert exempt.quote == "Chargen für Europa sind demnach wohl nicht betroffen"
    assert (exempt.said_by, exempt.hedged) == ("Anker", True)


def test_a_long_clause_is_quoted_in_whole_words_around_the_one_that_tells() -> None:
    text = (
        "Anker recalls the PowerCore 10000 (A1263) because the lithium-ion cells that were put into the battery pack "
        "during the first half of the production may overheat and then set fire to things that stand around it."
    )
    hazard = claim(text, "hazards", "en")
    assert "overheat" in hazard.quote or "fire" in hazard.quote
    assert len(hazard.quote) < 140
    assert text[hazard.start - 1] == " " and text[hazard.end] in " ."
