"""Decisions: each with one responsible person and a date; each becomes an activity."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from casework.circles import Circle
from casework.ids import ActivityId, MemberId, RoundtableId
from casework.outcome import Fact
from casework.plans import Activity
from casework.refusals import InThePast, NoWords, OutOfDate
from casework.roles import Role
from casework.roundtables import Decision, Roundtable, RoundtableState
from casework.timing import Almanac


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionMade(Fact):
    """Something was decided, with one responsible person and a date."""

    roundtable: RoundtableId
    responsible: MemberId
    due_on: date


@dataclass(frozen=True, slots=True, kw_only=True)
class DecisionLine:
    """A decision as it is read: who does it, until when."""

    text: str
    name: str
    role: Role
    due_on: date
    mine: bool = False


def decide(
    roundtable: Roundtable,
    circle: Circle,
    decision: Decision,
    when: tuple[datetime, date],
) -> tuple[Roundtable, Fact]:
    """Write down one decision.

    Raises:
        OutOfDate: the minutes are finished, or the meeting was not held.
        NoWords: nothing was decided.
        InThePast: the date is over.
    """
    now, today = when
    if roundtable.state is not RoundtableState.HELD:
        raise OutOfDate
    if not decision.text.strip():
        raise NoWords
    if decision.due_on < today:
        raise InThePast(decision.due_on.strftime("%d.%m.%Y"))
    fact = DecisionMade(
        at=now,
        by=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        responsible=decision.responsible,
        due_on=decision.due_on,
    )
    return replace(roundtable, decisions=(*roundtable.decisions, decision)), fact


def lines(
    roundtable: Roundtable, circle: Circle, reader: MemberId | None = None
) -> tuple[DecisionLine, ...]:
    """Return the decisions as they are read by one member."""
    here = {each.member.id: each for each in circle.present}
    return tuple(
        DecisionLine(
            text=each.text,
            name=here[each.responsible].person.name,
            role=here[each.responsible].member.role,
            due_on=each.due_on,
            mine=each.responsible == reader,
        )
        for each in roundtable.decisions
        if each.responsible in here
    )


def activities(
    roundtable: Roundtable, circle: Circle, ids: Iterable[ActivityId]
) -> tuple[Roundtable, tuple[Activity, ...]]:
    """Return an activity for each decision; its person is still to accept it (R20)."""
    here = {each.member.id: each.person.id for each in circle.present}
    made, decisions = [], []
    for decision, activity_id in zip(roundtable.decisions, ids, strict=True):
        if decision.responsible not in here:
            decisions.append(decision)
            continue
        made.append(
            Activity(
                id=activity_id,
                case=roundtable.case,
                goal=decision.goal,
                title=decision.text,
                responsible=decision.responsible,
                person=here[decision.responsible],
                due_on=decision.due_on,
            )
        )
        decisions.append(replace(decision, activity=activity_id))
    return replace(roundtable, decisions=tuple(decisions)), tuple(made)


def days_ahead(today: date, weeks: Iterable[int], almanac: Almanac) -> tuple[date, ...]:
    """Return the workdays so many weeks ahead, moved on past holidays."""
    return tuple(_open(today + timedelta(weeks=n), almanac) for n in weeks)


def _open(day: date, almanac: Almanac) -> date:
    while day in almanac.closed or day.weekday() > 4:  # noqa: PLR2004 - Friday
        day += timedelta(days=1)
    return day
