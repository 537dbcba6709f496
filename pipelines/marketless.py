"""Which recall a mention speaks of that names no market, or none.

"Anker ruft drei Powerbanks zurück" is said at home or of a worldwide recall: who writes
about another country's recall names the country. So of the recalls that fit count, in
this order, and only where one is left:

1. that whose figure it gives;
2. that of the only market in which the report is at home (its outlet's, its language's);
3. those of the stated day or month, where only one is so dated or has the very models;
4. those of its markets at home and the worldwide one: the one whose models stand out, else the worldwide.

What looks back ("after several power banks in summer 2024") tells little and may speak of
anywhere: it joins only where one recall fits in all the world.
"""

from __future__ import annotations

from pipelines import regions
from pipelines.candidates import UNDATED_APART, Candidate, Fit
from pipelines.recall_groups import Group

Choice = tuple[Fit, Group]

#: By so much a recall must fit better than the next: a third of all models more in common.
CLEARLY = 0.1


def only(one: Candidate, choices: list[Choice]) -> list[Choice]:
    """Of the recalls that a mention without a market fits, best first, the one it speaks of; empty where none is."""
    if one.scope.role == "background":
        return _only(_of_the_very_day(one, choices)) or _only(choices)
    figured = [choice for choice in choices if choice[1].has_figure_of(one)]
    if len(figured) == 1:
        return figured
    home = regions.at_home(one.scope.source_market, one.scope.url, one.scope.language)
    near = _rather_dated([choice for choice in choices if choice[1].market in home and _mostly(one, choice[1])])
    if len(home) == 1 and len(near) == 1:
        return near
    told = _of_the_very_day(one, choices) or _within_the_stated_span(one, choices)
    if len(told) == 1:
        return told
    world = [choice for choice in choices if choice[1].market == "GLOBAL"]
    dated = _rather_dated([choice for choice in choices if choice in near or choice in world])
    told_of = [choice for choice in dated if choice in near or (choice in world and _covers(choice[1], one))]
    # Without a date a worldwide recall that lists other models too stays a rival.
    rivals = told_of if one.date else [choice for choice in dated if choice in near or choice in world]
    if len(rivals) > 1 and rivals[0][0].score < rivals[1][0].score + CLEARLY:
        rivals = [choice for choice in world if choice in told_of and choice[0].score > rivals[0][0].score - CLEARLY]
        return _only(rivals)
    return [choice for choice in rivals[:1] if choice in told_of]


def _rather_dated(choices: list[Choice]) -> list[Choice]:
    """Those whose dates fit; those of which one has no date only where there is no other."""
    return [choice for choice in choices if choice[0].days != UNDATED_APART] or choices


def _only(choices: list[Choice]) -> list[Choice]:
    return choices if len(choices) == 1 else []


def _mostly(one: Candidate, group: Group) -> bool:
    """Whether a recall has all models of a report, or half of all are in common."""
    common = len(one.models & group.models)
    return one.models <= group.models or not group.models or 2 * common >= len(one.models | group.models)


def _covers(group: Group, one: Candidate) -> bool:
    """Whether a worldwide recall has all models of a report; where that gives no date, few others too."""
    few = one.date is not None or 3 * len(one.models) >= len(group.models)
    return not group.models or (few and one.models <= group.models)


def _of_the_very_day(one: Candidate, choices: list[Choice]) -> list[Choice]:
    """The recalls of the very day that is said, with the very models."""
    if one.basis != "announced" or one.date is None or one.date[0] != one.date[1]:
        return []
    return [(best, group) for best, group in choices if group.models == one.models and group.founder.date == one.date]


def _within_the_stated_span(one: Candidate, choices: list[Choice]) -> list[Choice]:
    """The recalls announced on the day or in the month that is said."""
    if one.basis != "announced" or one.date is None:
        return []
    first, last = one.date
    return [
        (best, group)
        for best, group in choices
        if group.founder.date and first <= group.founder.date[0] and group.founder.date[1] <= last
    ]
