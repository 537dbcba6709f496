"""What has happened: reports, injuries, deaths, damage; and how much of a recall has come back."""

from __future__ import annotations

from dataclasses import dataclass

from db.records import Incidents, Money, Recovery
from pipelines import lexicon
from pipelines.folding import fold
from pipelines.numbers import FoundNumber
from pipelines.passages import Found, Passage

_NEAR = 34
_MOST = 100_000


@dataclass(frozen=True, slots=True)
class FoundIncidents:
    """Counts of incidents, and the words of each by field ("reports", "injuries", "deaths", "damage")."""

    incidents: Incidents
    words: dict[str, Found]


def find(passage: Passage, start: int, end: int) -> FoundIncidents | None:
    """The incidents that ``start:end`` of a passage counts, or None where it counts none."""
    words: dict[str, Found] = {}
    for number in passage.numbers_within(start, end):
        field = _field(passage, number)
        if field and field not in words:
            value: object = int(number.value)
            if field == "damage":
                value = Money(float(number.value), number.currency or "USD")
            words[field] = Found(value, passage.part, number.start, number.end)
    for hit in passage.words("incidents.none", start, end):
        words.setdefault("injuries", Found(0, passage.part, hit.start, hit.end))
    return FoundIncidents(counted(words), words) if words else None


def counted(words: dict[str, Found]) -> Incidents:
    """The counts as a record."""

    def count(field: str) -> int | None:
        return value if field in words and isinstance(value := words[field].value, int) else None

    damage = words["damage"].value if "damage" in words else None
    return Incidents(
        count("reports"), count("injuries"), count("deaths"), damage if isinstance(damage, Money) else None
    )


def _field(passage: Passage, number: FoundNumber) -> str | None:
    first, last = passage.sentence_at(number.start)
    low, high = max(first, number.start - 14), min(last, number.end + _NEAR)
    if number.counter == "money":
        told = passage.words("incidents.damage", max(first, number.start - 40), high)
        return "damage" if number.currency and told else None
    counts = number.counter in ("incident", "person", None) and number.value <= _MOST
    if not counts or number.value != int(number.value) or _article(passage, number):
        return None
    behind = _behind(passage, number, last)
    for field in ("deaths", "injuries", "reports"):
        if passage.words(f"incidents.{field}", number.start, behind) and (field != "reports" or number.counter):
            return field
    near = passage.words("incidents.reports", low, high) or passage.table("hazards", max(first, low - 20), high)
    return "reports" if number.counter == "incident" and near else None


def _article(passage: Passage, number: FoundNumber) -> bool:
    """Whether a one is no more than an article: "ein Brand" may be what could happen."""
    articles = lexicon.load(passage.language)["numbers"]["needs_scale"]
    return number.value == 1 and fold(passage.text[number.start : number.end]).split()[0] in articles


def _behind(passage: Passage, number: FoundNumber, last: int) -> int:
    """How far the words behind a number are its own: to the next comma or number."""
    end = min(last, number.end + _NEAR)
    stops = [other.start for other in passage.numbers_within(number.end, end)]
    stops += [place for sign in ",;，、；(（" if (place := passage.text.find(sign, number.end, end)) >= 0]
    return min(stops, default=end)


def recovery(passage: Passage, start: int, end: int) -> Found | None:
    """The share of a recall that has come back, and as of when, or None."""
    for number in passage.numbers_within(start, end):
        if number.counter != "percent" or number.value > 100:
            continue
        first, last = passage.sentence_at(number.start)
        if passage.words("recovery.words", first, last):
            # "By 1 March" says as of when, as "on 1 March" does.
            dates = [
                date
                for date in passage.dates_within(first, last)
                if (date.shape == "date" and date.first) or (date.shape == "until" and date.last)
            ]
            near = min(dates, key=lambda date: abs(date.start - number.start), default=None)
            value = Recovery(float(number.value), (near.first or near.last) if near else None)
            return Found(value, passage.part, number.start, number.end)
    return None
