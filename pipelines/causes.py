"""Why goods are recalled, in a closed vocabulary.

- ``supplier_cell_defect``: battery cells of a supplier are at fault;
- ``foreign_matter``: debris or impurities got in;
- ``unapproved_material``: a material was changed or used without approval;
- ``insulation_failure``: separator or insulation fails;
- ``assembly_defect``: welding, soldering, gluing or assembling went wrong;
- ``manufacturing_defect``: a fault of production that the text does not tell closer;
- ``design_defect``: the goods are built wrongly.
"""

from __future__ import annotations

from pipelines import hazards
from pipelines.passages import Found, Passage

VOCABULARY = (
    "supplier_cell_defect",
    "foreign_matter",
    "unapproved_material",
    "insulation_failure",
    "assembly_defect",
    "manufacturing_defect",
    "design_defect",
)
_DIRECT = ("foreign_matter", "unapproved_material", "insulation_failure", "assembly_defect", "design_defect")


def find(passage: Passage, start: int, end: int) -> list[Found]:
    """The causes that ``start:end`` of a passage gives, each where it is first given."""
    kept: dict[str, Found] = {}
    for value in _DIRECT:
        for hit in passage.words(f"causes.{value}", start, end):
            if value not in kept and not hazards.denied(passage, hit):
                kept[value] = Found(value, passage.part, hit.start, hit.end)
    if supplied := _supplied(passage, start, end):
        kept["supplier_cell_defect"] = supplied
    elif defects := passage.words("causes.defect", start, end):
        kept["manufacturing_defect"] = Found("manufacturing_defect", passage.part, defects[0].start, defects[0].end)
    return [kept[value] for value in VOCABULARY if value in kept]


def _supplied(passage: Passage, start: int, end: int) -> Found | None:
    """The words for a supplier, where his cells are spoken of in the same sentence or the one before."""
    for supplier in passage.words("causes.supplier", start, end):
        first, last = passage.sentence_at(supplier.start)
        before = max((place for place, stop in passage.sentences if stop <= first), default=first)
        if passage.words("causes.cell", max(start, before), min(end, last)):
            told = passage.words("causes.defect", max(start, before), min(end, last)) or [supplier]
            return Found("supplier_cell_defect", passage.part, told[0].start, told[0].end)
    return None
