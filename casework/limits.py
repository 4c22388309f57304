"""A limit that a court has set on what one member may be told, as it is kept."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.disclosure import InfoClass
from casework.ids import LimitId, PersonId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndAsked:
    """Somebody wants a limit to end, and somebody else has to agree."""

    by: PersonId
    of: PersonId
    """Who has to have seen the court's decision too."""
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class CourtLimit:
    """What a court keeps from one member, until when, by which decision."""

    id: LimitId
    what: frozenset[InfoClass]
    decision: str
    """Which decision it is: court, date, number."""
    entered_by: PersonId
    entered_at: datetime
    until: date | None = None
    """The last day on which it holds; None: until two officials end it."""
    over_at: datetime | None = None
    """The moment at which that day is over."""
    end_asked: EndAsked | None = None
    ended_at: datetime | None = None
    ended_by: PersonId | None = None
    """Who agreed to its end; None: its last day was over."""
