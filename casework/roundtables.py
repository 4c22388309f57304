"""Roundtables: from a purpose and proposed times to decisions and minutes."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from casework.ids import ActivityId, CaseId, MemberId, PersonId, RoundtableId


class Purpose(StrEnum):
    """Why the network meets."""

    AGREE_INTERVENTIONS = "agree_interventions"
    REVIEW_EFFECT = "review_effect"
    URGENT = "urgent"
    CLOSING = "closing"
    OTHER = "other"


class RoundtableState(StrEnum):
    """Where a roundtable stands."""

    POLLING = "polling"
    CONVENED = "convened"
    HELD = "held"
    MINUTES_DRAFT = "minutes_draft"
    MINUTES_CONFIRMED = "minutes_confirmed"
    CANCELLED = "cancelled"


class Vote(StrEnum):
    """What somebody says to a proposed time; silence is none of these."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


class AgendaKind(StrEnum):
    """Where an item of the agenda comes from (casework.md H)."""

    RAISED = "raised"
    OBSTACLE = "obstacle"
    GOAL = "goal"


@dataclass(frozen=True, slots=True, kw_only=True)
class Seat:
    """One invited member: needed or not, what they said, whether they came."""

    member: MemberId
    person: PersonId
    required: bool
    votes: dict[int, Vote]
    """By the index of the proposed time."""
    answered_at: datetime | None = None
    reminded_at: datetime | None = None
    attended: bool | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One point to talk about, with who raised it."""

    kind: AgendaKind
    text: str
    by: PersonId | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """Otsus: what was agreed, with exactly one responsible person and a date."""

    text: str
    responsible: MemberId
    due_on: date
    activity: ActivityId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Roundtable:
    """Ümarlaud: the network meets; everyone in their own chat before and after."""

    id: RoundtableId
    case: CaseId
    purpose: Purpose
    minutes_long: int
    proposals: tuple[datetime, ...]
    seats: tuple[Seat, ...]
    state: RoundtableState = RoundtableState.POLLING
    closes_at: datetime | None = None
    starts_at: datetime | None = None
    uid: str = ""
    sequence: int = 0
    place: str = ""
    agenda: tuple[AgendaItem, ...] = ()
    decisions: tuple[Decision, ...] = ()
    summary: str = ""
    next_on: date | None = None
    opened_at: datetime
    held_at: datetime | None = None
    wake_at: datetime | None = None
