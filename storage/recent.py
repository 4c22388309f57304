"""What happened lately in some cases, each kind of thing found by one statement.

Nothing here grows with the other cases or with years of history: every
statement names the cases and asks for what is recent or still open.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from casework.cases import Case, Member
from casework.disclosure import InfoClass
from casework.ids import PersonId
from casework.known import Known, Reading
from casework.obstacles import ObstacleState
from casework.people import Person
from casework.plans import ActivityState, GoalState
from casework.tasks import OPEN
from casework.timing import Almanac
from storage.tables import (
    ActivityRow,
    CheckInRow,
    GoalRow,
    MemberRow,
    ObstacleRow,
    PersonRow,
    RoundtableRow,
    TaskRow,
    UpdateRow,
)
from storage.transaction import Transaction

_MEETINGS = timedelta(days=190)
"""How far back roundtables are looked for: the last minutes and the next date."""
_SHOWN = ("WordsShown", "MessageShown")
"""The facts that say that somebody was shown something."""
_RUNNING = (
    ActivityState.PROPOSED,
    ActivityState.ACCEPTED,
    ActivityState.WAITING_FOR_CAPACITY,
    ActivityState.PARTLY_DONE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """How far back to look: for what people said, and for who has read it."""

    said: datetime
    asked: datetime | None = None
    """For check-ins put, if further back than for what was said."""
    read: datetime | None = None
    """None: who has read what is not asked for."""


async def known_of(
    tx: Transaction,
    cases: Sequence[Case],
    reach: Reach,
    almanac: Almanac,
    now: datetime,
) -> list[Known]:
    """Return what is known of some cases, in their order."""
    found = await _things(tx, [case.id for case in cases], reach, now)
    readings = await _readings(tx, cases, reach)
    members = [member for these in found["members"].values() for member in these]
    people = await _people(tx, members, readings)
    return [
        Known(
            case=case,
            now=now,
            almanac=almanac,
            since=reach.said,
            people=people,
            readings=tuple(r for owner, r in readings if owner == case.id),
            **{name: tuple(things[case.id]) for name, things in found.items()},
        )
        for case in cases
    ]


async def _things(
    tx: Transaction, cases: Sequence[UUID], reach: Reach, now: datetime
) -> dict[str, Mapping[UUID, list[Any]]]:
    said, asked = reach.said, reach.asked or reach.said
    unresolved = ObstacleRow.state != ObstacleState.RESOLVED
    met_since = now - _MEETINGS
    return {
        "members": _by_case(await tx.members.where(MemberRow.case_id.in_(cases))),
        "goals": _by_case(
            await tx.goals.where(
                GoalRow.case_id.in_(cases), GoalRow.state == GoalState.ACTIVE
            )
        ),
        "activities": _by_case(
            await tx.activities.where(
                ActivityRow.case_id.in_(cases), ActivityRow.state.in_(_RUNNING)
            )
        ),
        "updates": _by_case(
            await tx.updates.where(UpdateRow.case_id.in_(cases), UpdateRow.at >= said)
        ),
        "check_ins": _by_case(
            await tx.check_ins.where(
                CheckInRow.case_id.in_(cases), CheckInRow.due_at >= asked
            )
        ),
        "obstacles": _by_case(
            await tx.obstacles.where(ObstacleRow.case_id.in_(cases), unresolved)
        ),
        "tasks": _by_case(
            await tx.tasks.where(TaskRow.case_id.in_(cases), TaskRow.state.in_(OPEN))
        ),
        "roundtables": _by_case(
            await tx.roundtables.where(
                RoundtableRow.case_id.in_(cases), RoundtableRow.created_at >= met_since
            )
        ),
    }


async def _readings(
    tx: Transaction, cases: Sequence[Case], reach: Reach
) -> list[tuple[UUID, Reading]]:
    if reach.read is None:
        return []
    readings: list[tuple[UUID, Reading]] = []
    for case in cases:
        for entry in await tx.journal.of_case(case.id, reach.read, _SHOWN):
            what = tuple(InfoClass(each) for each in entry.details["what"])
            if entry.by is not None:
                reading = Reading(
                    person=PersonId(entry.by),
                    at=entry.at,
                    what=what,
                    words_of=_person(entry.details.get("words_of")),
                )
                readings.append((case.id, reading))
    return readings


def _person(text: str | None) -> PersonId | None:
    return PersonId(UUID(text)) if text else None


async def _people(
    tx: Transaction,
    members: Iterable[Member],
    readings: Iterable[tuple[UUID, Reading]],
) -> dict[PersonId, Person]:
    ids = {member.person for member in members}
    ids |= {reading.person for _case, reading in readings}
    found = await tx.people.where(PersonRow.id.in_(ids))
    return {person.id: person for person in found}


def _by_case(things: Iterable[Any]) -> Mapping[UUID, list[Any]]:
    by_case: defaultdict[UUID, list[Any]] = defaultdict(list)
    for thing in things:
        by_case[thing.case].append(thing)
    return by_case
