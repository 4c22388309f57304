"""Rhythms: on which day and at what time somebody is asked, as they wish it."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from casework.ids import CaseId, MemberId, PersonId, RhythmId
from casework.outcome import Fact, Message, Outcome
from casework.questions import AskedOf
from casework.roles import CLOSE, FAMILY, LOOKING_ON, MANAGING, Role

PROMPT_LOOK_BACK = timedelta(days=7)
"""How late a prompt may still be put that was missed (conversations.md 2)."""
LONGEST_WINDOW = timedelta(days=10)
_TUESDAY, _SUNDAY = 1, 6
USUAL = {
    AskedOf.PARENTS: ("parent_weekly", _SUNDAY, time(18), 1),
    AskedOf.SPECIALISTS: ("specialist_update", _TUESDAY, time(9), 2),
}
"""Question set, weekday, time and weeks to begin with."""
NEVER_ASKED = MANAGING | CLOSE | LOOKING_ON | {Role.CHILD}


@dataclass(frozen=True, slots=True, kw_only=True)
class Rhythm:
    """When one member is asked which set of questions, on their own wall clock."""

    id: RhythmId
    case: CaseId
    member: MemberId
    person: PersonId
    question_set: str
    weekday: int
    """0 is Monday."""
    at: time
    every_weeks: int = 1
    since: date
    """The week from which every second or fourth one is counted."""
    next_at: datetime
    """The next occurrence on the calendar, whatever holds it back."""
    paused: bool = False
    offered: bool = False
    """The member has been told once that the rhythm is theirs to choose."""
    wake_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RhythmChosen(Fact):
    """A member is asked on another day, at another time or less often."""

    rhythm: RhythmId


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRhythm(Message):
    """Tell somebody when they will be asked."""

    code: str
    weekday: int
    at: time
    every_weeks: int
    next_at: datetime


Messages = ConfirmRhythm


def asked_of(role: Role) -> AskedOf | None:
    """Return which kind of questions a role gets, or None for none at all."""
    if role in FAMILY:
        return AskedOf.PARENTS
    return None if role in NEVER_ASKED else AskedOf.SPECIALISTS


def advance(rhythm: Rhythm, following: datetime) -> Rhythm:
    """Return the rhythm set to its following occurrence."""
    return replace(rhythm, next_at=following, wake_at=following)


def hold_back(rhythm: Rhythm, until: datetime) -> Rhythm:
    """Return the rhythm with this occurrence put to the next allowed time."""
    return replace(rhythm, wake_at=until)


def rest(rhythm: Rhythm) -> Rhythm:
    """Return the rhythm of somebody who is asked nothing any more."""
    return replace(rhythm, paused=True, wake_at=None)


def choose(rhythm: Rhythm, code: str, now: datetime) -> Outcome:
    """Ask somebody from now on as they wish; the old timer is gone with it."""
    return Outcome(
        (rhythm,),
        (RhythmChosen(at=now, by=rhythm.person, case=rhythm.case, rhythm=rhythm.id),),
        (
            ConfirmRhythm(
                to=rhythm.person,
                case=rhythm.case,
                code=code,
                weekday=rhythm.weekday,
                at=rhythm.at,
                every_weeks=rhythm.every_weeks,
                next_at=rhythm.next_at,
            ),
        ),
    )
