"""When a recall was announced: the date that stands with words of announcing or recalling."""

from __future__ import annotations

from pipelines import answers, days_apart, tables
from pipelines.chronicle import beside_others, first_day, is_ahead, lately
from pipelines.dates import FoundDate
from pipelines.passages import Found, Passage
from pipelines.phrases import Hit

_REACH = 130
_NEAR = 60
#: Words of announcing this near make a date one of announcing in a sentence that does not speak of a recall.
_CLOSE = 28
#: A word of announcing so near ("전날 발표") makes the date its own, whatever stands behind.
_ADJACENT, _LONGEST = 2, 32
#: So near behind a date a comma makes it a topic of its own ("27日夜、"): what stands behind the comma is not its.
_TOPIC = 2
#: A month this many days before the publication is history.
_LONG = 75
_MONTH = 7
#: How far before a word of selling stands the word that denies it.
_DENIED = 40
#: How far into its sentence a date may stand that opens it.
_LEAD = 3
#: So near its beginning an answer gives the day that is asked for.
_BRIEF_ANSWER = 12
_OF_SALES = ("windows.sold", "windows.made", "recovery.as_of")
#: The longest label of a date.
_LABEL = 40
#: How near an accident's words stand to its date.
_BESIDE = 8
#: How far behind its date an accident may be told.
_HAPPENED = 32
_STOPS = frozenset(",;，；、。")
_OPENING = 24
#: How near before a day who speaks stands.
_SPEAKER = 6
#: A sentence that only says who told it is at most so long.
_BRIEFLY = 160
#: What sentences with words of recall date is this sure, or surer.
_OF_RECALL = 2
#: How surely a form's label and a dateline tell the day, below what sentences tell.
_BY_LABEL, _LAST = 4, 6
_OTHER = ("hazards", "incidents", "windows.sold", "windows.made", "remedies")
_ANSWERS = ("scope.not_affected", "scope.open", "recall.followed_up", "recovery.words", "recovery.outstanding")
_GIVEN = ("remedies.refund", "remedies.replacement", "remedies.repair", "remedies.voucher", "remedies.stop_use")


def find(passage: Passage, start: int, end: int) -> Found | None:
    """The date of the announcement that ``start:end`` of a passage tells, or None.

    A day wins over a month; a year alone is history, not an announcement. Dates of sale and
    making, of corrections and of figures ("as of") have other words nearer by.
    """
    best: tuple[tuple[int, ...], Found] | None = None
    looks_back = passage.says(("recall.followed_up", "recovery.outstanding"))
    accident = passage.says(("recall.accident",), start, end)
    for date in passage.dates_within(start, end):
        if date.shape not in ("date", "since"):
            continue
        value = date.first
        day = first_day(value) if value else None
        if value is None or day is None or is_ahead(passage, day) or days_apart.of_a_change(passage, date):
            continue
        if _of_others(passage, date):
            continue
        kind = _class(passage, date, start, end)
        if kind is not None and days_apart.in_dateline(passage, date):
            kind = _LAST
        elif kind is None and days_apart.labelled(passage, date):
            kind = _BY_LABEL
        elif kind is None and days_apart.signed(passage, date):
            kind = _LAST
        if kind is None or (len(value) == _MONTH and not looks_back and _long_past(value, passage.published)):
            continue
        recent = lately(passage, date) or (kind == 0 and _is_told(passage, date))
        late = int(not looks_back and not recent)
        # Beside an accident what a sentence on the recall dates comes first, however long ago.
        aside = int(accident and kind > _OF_RECALL)
        rank = (
            -len(value),
            aside,
            late,
            kind,
            int(date.shape == "since"),
            int(not _adjoins(passage, date)),
            date.start,
        )
        if best is None or rank < best[0]:
            best = (rank, Found(value, passage.part, date.start, date.end))
    return best[1] if best else None


def _adjoins(passage: Passage, date: FoundDate) -> bool:
    """Whether a word of announcing stands right beside a date, no sign between them ("published 8 July")."""
    words = passage.words("recall.announced", max(0, date.start - _LONGEST), date.end + _LONGEST)
    gaps = [sorted((word.end, date.start)) if word.start < date.start else (date.end, word.start) for word in words]
    return any(end - start <= _ADJACENT and not _STOPS & set(passage.text[start:end]) for start, end in gaps)


def _is_told(passage: Passage, date: FoundDate) -> bool:
    """Whether a day is told as the recall's ("announced on 24 August 2023"), whoever said something since."""
    told = _nearest(passage, date, ("recall.announced",), *passage.sentence_at(date.start))
    return told is not None and told <= _BESIDE


def _of_others(passage: Passage, date: FoundDate) -> bool:
    """Whether words of selling, making or "as of" stand beside a date, and none of announcing as near."""
    if date.relative and date.shape == "date" and date.first == passage.published:
        return False  # "as of today" is when it begins
    label = tables.label(passage, date.start)
    if (
        label
        and label[1] - label[0] <= _LABEL
        and passage.says(("windows.sold", "windows.made"), *label)
        and not passage.says(("recall.words", "recall.weak"), *label)
    ):
        return True
    clause = passage.clause_at(date.start)
    if passage.says(("recall.words",), clause.start, clause.end) and not passage.says(
        _OF_SALES, clause.start, clause.end
    ):
        return False  # "…, which was on sale, has been recalled since 27 June": its clause says what a day is of.
    if not beside_others(passage, date) or set("、，") & set(passage.text[date.end : date.end + _TOPIC]):
        return False
    first, last = passage.sentence_at(date.start)
    told = _nearest(passage, date, ("recall.announced",), first, last)
    as_of = passage.says(("recovery.as_of", "windows.made"), first, last)
    if date.shape == "date" and told is not None and not as_of and lately(passage, date):
        return False
    others = _nearest(passage, date, ("windows.sold", "windows.made", "recovery.as_of"), first, last)
    recalled = _nearest(passage, date, ("recall.words",), first, last)
    if date.shape == "date" and lately(passage, date) and recalled is not None and others is not None:
        return not recalled < others
    return told is None or others is None or others <= told or told > _ADJACENT


def _long_past(month: str, published: str | None) -> bool:
    """Whether a month lies so far before the publication that it is history beside the news."""
    now = first_day(published) if published else None
    then = first_day(month)
    return now is not None and then is not None and now - then > _LONG


def _class(passage: Passage, date: FoundDate, start: int, end: int) -> int | None:
    """How surely a date is the announcement's, 0 the surest: by the words of its sentence, and how near they stand."""
    first, last = passage.sentence_at(date.start)
    first, last = max(first, start), min(last, end)
    told = _nearest(passage, date, ("recall.announced", "passages.said"), first, last)
    question = answers.asked(passage, first)
    if question and passage.says(("recall.announced",), *question) and date.start - first <= _BRIEF_ANSWER:
        return 1  # "When was it announced? June 27."
    if _of_an_accident(passage, date, first, last) or _of_an_answer(passage, date, first, last):
        return None
    if not passage.says(("recall.words", "recall.weak"), first, last):
        if passage.says(("recall.followed_up",), first, last) or _of_a_share(passage, first, last):
            return None
        if told is not None and told <= (_NEAR if date.start - first <= _LEAD else _CLOSE):
            return 3
        today = date.shape == "date" and date.relative and lately(passage, date)
        if told is not None and told <= _REACH and today and not passage.says(("recall.accident",), first, last):
            return 4
        if _that_is_told(passage, date, first, last):
            return 3
        if today and date.start - first <= _OPENING and _counted_by_office(passage, first, last):
            return 4
        given = _nearest(passage, date, _GIVEN, first, last)
        if _of_widening(passage, date, first, last):
            return 4
        if date.shape == "since":
            if given is not None and (given <= _CLOSE or lately(passage, date)):
                return 4
            return 5 if first > start and _news_day(passage, date, first, last) else None
        return 5 if _news_day(passage, date, first, last) else None
    near = _nearest(passage, date, ("recall.words", "recall.weak", "recall.announced"), first, last)
    if near is None or near > _REACH:
        return None
    clause = passage.clause_at(date.start)
    own = passage.says(("recall.words",), clause.start, clause.end)
    around = (max(first, clause.start), min(last, clause.end)) if own else (first, last)
    window = _nearest(passage, date, ("windows.sold", "windows.made"), *around)
    if date.shape == "since" and window is not None and window <= near:
        return None
    status = _nearest(passage, date, ("recovery.words", "recall.followed_up"), first, last)
    if status is not None and status < near:
        return None
    widened = passage.says(("recall.expanded",), first, last) and (told is None or told > _CLOSE)
    return (0 if near <= _NEAR else 1) + widened


def _that_is_told(passage: Passage, date: FoundDate, first: int, last: int) -> bool:
    """Whether a short sentence only says who told what the one before it recalls ("That the authority said …")."""
    if not lately(passage, date) or last - first > _BRIEFLY or not first:
        return False
    opening = passage.says(("recall.announced", "passages.said"), first, min(last, first + _OPENING))
    official = passage.says(("recall.announced",), first, last) and bool(passage.table("authority", first, last))
    return (opening or official) and passage.says(("recall.words",), *passage.sentence_at(first - 1))


def _counted_by_office(passage: Passage, first: int, last: int) -> bool:
    """Whether an authority and a number of goods stand in a sentence ("The CPSC has 481,000 on its list")."""
    return bool(passage.table("authority", first, last)) and any(
        number.counter == "product" for number in passage.numbers_within(first, last)
    )


def _of_a_share(passage: Passage, first: int, last: int) -> bool:
    """Whether a sentence tells a percentage: a date in it is of how a recall stands, not of its beginning."""
    return any(number.counter == "percent" for number in passage.numbers_within(first, last))


def _of_an_accident(passage: Passage, date: FoundDate, first: int, last: int) -> bool:
    """Whether what happened with the goods stands right beside a date, and no word of announcing as near."""
    happened = [
        word
        for key in ("hazards", "incidents", "recall.accident")
        for word in passage.words(key, date.end, min(last, date.end + _BESIDE + 24))
        if word.start - date.end <= _BESIDE and not _STOPS & set(passage.text[date.end : word.start])
    ]
    told = _nearest(passage, date, ("recall.words", "recall.weak", "recall.announced", "passages.said"), first, last)
    if any(date.start - word.end <= _SPEAKER for word in passage.table("authority", first, date.start)[-1:]):
        return False  # "ACCC는 27일 과열로 …": who speaks stands before the day
    if any(0 <= date.start - place.end <= _SPEAKER for place, _ in passage.brands):
        return False
    if date.shape != "date":
        return False
    if bool(happened) and (told is None or told > _BESIDE):
        return True
    # "On the 6th, there was a fire that …": what happened stands behind the comma, before any word of telling.
    behind = passage.words("recall.accident", date.end, min(last, date.end + _HAPPENED))
    between = (date.end, behind[0].start) if behind else (first, first)
    return bool(behind) and not passage.says(("recall.words", "recall.announced", "passages.said"), *between)


def _of_an_answer(passage: Passage, date: FoundDate, first: int, last: int) -> bool:
    """Whether a date is when someone answered what a recall leaves out, leaves open or brought back.

    "The company said on Monday that units sold here are not affected."
    """
    if not passage.says(_ANSWERS, first, last) and not _no_sale(passage, first, last):
        return False
    apart = passage.words("scope.not_affected", first, last) + passage.words("scope.open", first, last)
    speaking = {word.start for word in passage.words("passages.said", first, last)}
    telling = [
        word
        for key in ("recall.words", "recall.weak", "recall.announced")
        for word in passage.words(key, first, last)
        if not any(other.start <= word.start and word.end <= other.end for other in apart)
        and (key != "recall.announced" or word.start not in speaking)
    ]
    said = _nearest(passage, date, ("passages.said",), first, last)
    told = min((_away(word, date) for word in telling), default=None)
    return said is not None and said <= _NEAR and (told is None or said < told)


def _no_sale(passage: Passage, first: int, last: int) -> bool:
    """Whether a sentence denies that goods were sold somewhere."""
    return any(
        0 <= sold.start - no.end <= _DENIED
        for sold in passage.words("scope.sold", first, last)
        for no in passage.words("passages.negated", first, sold.start)
    )


def _of_widening(passage: Passage, date: FoundDate, first: int, last: int) -> bool:
    """Whether a day right before the publication stands with what a widened recall adds."""
    if not lately(passage, date) or not passage.words("recall.expanded"):
        return False
    return bool(passage.words("recall.expanded", first, last) or passage.model_places(first, last))


def _news_day(passage: Passage, date: FoundDate, first: int, last: int) -> bool:
    """Whether a day right before the publication opens a sentence of its own before one on the recall.

    "The day before yesterday news came from Japan. There …"; or, since when, behind one ("Since yesterday it runs.").
    """
    if not lately(passage, date) or date.start - first > _OPENING:
        return False
    if date.first == passage.published and not date.relative:
        return False  # a page's own stamp
    others = (*_OTHER, "recall.followed_up", "passages.elsewhere")
    if any(passage.words(key, first, last) for key in others) or passage.model_places(first, last):
        return False
    if date.shape == "since":
        behind = passage.sentence_at(first - 1) if first else (first, first)
    else:
        behind = passage.sentence_at(last) if last < len(passage.text) else (last, last)
    return passage.says(("recall.words", "recall.announced", "recall.affected"), *behind)


def _nearest(passage: Passage, date: FoundDate, keys: tuple[str, ...], first: int, last: int) -> int | None:
    return min((_away(hit, date) for key in keys for hit in passage.words(key, first, last)), default=None)


def _away(hit: Hit, date: FoundDate) -> int:
    return max(hit.start - date.end, date.start - hit.end, 0)
