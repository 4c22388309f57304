"""Check-ins: a few short questions to one member, answered one at a time."""

from dataclasses import dataclass
from datetime import datetime, time
from enum import StrEnum

from casework.disclosure import Audience
from casework.ids import CaseId, CheckInId, GoalId, MemberId, PersonId, RhythmId


class CheckInState(StrEnum):
    """Where a check-in stands."""

    PLANNED = "planned"
    """Waits until the same person has finished another one."""
    ASKED = "asked"
    ANSWERED = "answered"
    SKIPPED = "skipped"
    EXPIRED = "expired"
    """Its window is over; an answer is still taken, marked late."""
    STOPPED = "stopped"


class SkipReason(StrEnum):
    """Why somebody gives no answer; each is an answer too."""

    NOT_MY_TOPIC = "not_my_topic"
    NOTHING_NEW = "nothing_new"
    COULD_NOT_BE_DONE = "could_not_be_done"


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
    paused: bool = False
    wake_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One question as it was put: frozen when the check-in opened."""

    key: str
    choices: tuple[str, ...] = ()
    """Empty: only free words answer it."""
    goal: GoalId | None = None
    audience: Audience = Audience.MANAGER
    sensitive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a member said to one item, and when; a change is a further answer."""

    item: int
    at: datetime
    choice: str = ""
    words: str = ""
    skipped: SkipReason | None = None
    audience: Audience = Audience.MANAGER
    late: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckIn:
    """Lühiküsitlus: the questions put to one member, and every answer so far."""

    id: CheckInId
    case: CaseId
    member: MemberId
    person: PersonId
    question_set: str
    items: tuple[Item, ...]
    due_at: datetime
    state: CheckInState = CheckInState.ASKED
    answers: tuple[Answer, ...] = ()
    reminders: int = 0
    closes_at: datetime | None = None
    wake_at: datetime | None = None

    def latest(self, item: int) -> Answer | None:
        """Return the answer that counts for an item: the last one given."""
        given = [answer for answer in self.answers if answer.item == item]
        return given[-1] if given else None
