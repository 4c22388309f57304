"""The plan as far as the check-ins need it: goals, and who does what until when."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from casework.agenda_items import Level
from casework.ids import ActivityId, CaseId, GoalId, MemberId, PersonId


class GoalState(StrEnum):
    """Where a goal stands (a part of FHIR Goal.lifecycleStatus)."""

    ACTIVE = "active"
    COMPLETED = "completed"
    CANCELLED = "cancelled"


class ActivityState(StrEnum):
    """Where an activity stands."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WAITING_FOR_CAPACITY = "waiting_for_capacity"
    PARTLY_DONE = "partly_done"
    DONE = "done"
    NOT_DONE = "not_done"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelText:
    """What can be seen when a goal is this near: one line for one level (D8)."""

    level: Level
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """Eesmärk: what shall be different for the child, in words all understand."""

    id: GoalId
    case: CaseId
    text: str
    set_by: PersonId
    set_at: datetime
    state: GoalState = GoalState.ACTIVE
    levels: tuple[LevelText, ...] = ()
    """What some or all of the levels look like, the best first; none must be there."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Tegevus: what exactly one person does for a goal, and until when (R20)."""

    id: ActivityId
    case: CaseId
    goal: GoalId | None = None
    """What it serves; a roundtable may agree on things beside the goals."""
    title: str
    responsible: MemberId
    person: PersonId
    """Who the responsible member is."""
    due_on: date | None = None
    review_on: date | None = None
    state: ActivityState = ActivityState.PROPOSED
    reason: str = ""
    asked_at: datetime | None = None
    """When the responsible person was asked what is open now."""
    reminders: int = 0
    wake_at: datetime | None = None

    @property
    def runs(self) -> bool:
        """Say whether somebody is still to do it."""
        return self.state in {
            ActivityState.PROPOSED,
            ActivityState.ACCEPTED,
            ActivityState.WAITING_FOR_CAPACITY,
            ActivityState.PARTLY_DONE,
        }

    @property
    def looked_at_on(self) -> date | None:
        """The day on which somebody is asked how far it is."""
        return self.due_on or self.review_on
