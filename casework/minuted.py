"""What minutes are made of: decisions, who sees them differently, corrections.

Each with who said or wrote it and when (R40); words stay the words of people.
"""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from casework.ids import ActivityId, GoalId, MemberId, PersonId
from casework.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class Dissent:
    """Eriarvamus: somebody of the family sees it differently, in their words."""

    of: MemberId | None
    """Which parent; None: the child."""
    words: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Otsus: what was agreed, with exactly one responsible person and a date."""

    text: str
    responsible: MemberId
    due_on: date
    goal: GoalId | None = None
    activity: ActivityId | None = None
    role: Role | None = None
    """What the responsible person was to the child, should they leave."""
    by: PersonId | None = None
    at: datetime | None = None
    dissents: tuple[Dissent, ...] = ()
    first: str = ""
    """The words before they were corrected; they stay beside the new ones."""


class CorrectionState(StrEnum):
    """What became of a correction."""

    WAITING = "waiting"
    TAKEN = "taken"
    BESIDE = "beside"
    """Not taken into the minutes; it stands beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correction:
    """What somebody finds wrong in the minutes; it is never lost."""

    person: PersonId
    text: str
    at: datetime
    role: Role | None = None
    about: int | None = None
    """Which decision should read so, by its place; None: something else."""
    state: CorrectionState = CorrectionState.WAITING
    settled_at: datetime | None = None


class StarState(StrEnum):
    """How far the minutes are on their way into the official register."""

    DRAFT = "draft"
    """They are not confirmed yet."""
    NEEDS_CHECK = "needs_check"
    """Confirmed; the case manager has not read the text for the register yet."""
    READY = "ready"
    TRANSFERRED = "transferred"
    NOT_TRANSFERRED = "not_transferred"
