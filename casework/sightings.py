"""What the agenda shows of each goal: who saw it go which way, when, in their words."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from casework import agreed, spoken
from casework.circles import Participant
from casework.ids import GoalId, PersonId
from casework.known import Known
from casework.plans import Activity
from casework.roles import Role
from casework.statements import Kind, Statement, readable

NEWEST = 3
"""How many ratings of one observer are shown for one goal."""
QUOTE = 160
"""Characters of an observer's newest words that are shown."""
_GAPS = {"activity.waiting_for_capacity", "activity.unowned"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Sighting:
    """How one observer saw one goal go, oldest first; never averaged (D8)."""

    goal: GoalId
    person: PersonId
    role: Role | None
    ratings: tuple[tuple[datetime, str], ...]
    """When, and the program's word for the direction."""
    text: str = ""


def statements(known: Known, agreed_on: Iterable[Activity]) -> tuple[Statement, ...]:
    """Return what can be said of goals and of what was agreed, for all readers."""
    gaps = (each for each in agreed.activities(known) if each.word in _GAPS)
    before = agreed.since_last(known, agreed_on)
    going = (each for each in before if each.word not in _GAPS)
    return (*spoken.ratings(known), *gaps, *going)


def sightings(found: Iterable[Statement], who: Participant) -> tuple[Sighting, ...]:
    """Return what somebody may read of how the goals go, observer by observer."""
    seen: dict[tuple[GoalId, PersonId], Sighting] = {}
    read = readable(found, who.member, who.rests)
    for each in sorted(read, key=lambda each: each.at):
        if each.goal is None or each.by is None or each.kind is not Kind.RATING:
            continue
        before = seen.get((each.goal, each.by)) or Sighting(
            goal=each.goal, person=each.by, role=each.role, ratings=()
        )
        ratings = (*before.ratings, (each.at, each.word))[-NEWEST:]
        text = each.text[:QUOTE] or before.text
        seen[each.goal, each.by] = replace(before, ratings=ratings, text=text)
    return tuple(seen.values())


def gaps(found: Iterable[Statement], who: Participant) -> tuple[Statement, ...]:
    """Return what waits for a free place or a person, as far as a member may read it."""
    return tuple(each for each in _activities(found, who) if each.word in _GAPS)


def since(found: Iterable[Statement], who: Participant) -> tuple[Statement, ...]:
    """Return what became of what was agreed, as far as a member may read it."""
    return tuple(each for each in _activities(found, who) if each.word not in _GAPS)


def _activities(found: Iterable[Statement], who: Participant) -> tuple[Statement, ...]:
    planned = (each for each in found if each.kind is Kind.ACTIVITY)
    return readable(planned, who.member, who.rests)
