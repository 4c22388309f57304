"""The municipality's schedule: how long each class of data is kept (R42, GDPR 5(1)(e)).

The program has none of its own: nothing is deleted before the municipality has
decided one, for what must be kept and for how long is its decision.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from casework.dates import months_later


@dataclass(frozen=True, slots=True)
class Term:
    """How long something is kept, counted on the calendar."""

    months: int = 0
    days: int = 0

    def after(self, moment: datetime) -> datetime:
        """Return the moment at which the term is over that began then."""
        day = months_later(moment.date(), self.months) + timedelta(days=self.days)
        return datetime.combine(day, moment.timetz())

    @property
    def at_least(self) -> timedelta:
        """The shortest time this can be: every month as short as February."""
        return timedelta(days=28 * self.months + self.days)

    def before(self, now: datetime) -> datetime:
        """Return the moment before which whatever happened has served its term."""
        day = months_later(now.date(), -self.months) - timedelta(days=self.days)
        return datetime.combine(day, now.timetz())

    def __str__(self) -> str:
        """Say it as it stands in the file of the schedule."""
        if self.months and self.months % 12 == 0:
            return _many(self.months // 12, "year")
        return _many(self.months, "month") if self.months else _many(self.days, "day")


def _many(count: int, unit: str) -> str:
    return f"{count} {unit}" if count == 1 else f"{count} {unit}s"


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """What the municipality has decided, and where it is written."""

    decided_by: str
    """The decision: who, its number, its day."""
    message_copies: Term
    """What chats, pages and the queue still hold of messages that are over."""
    closed_cases: Term
    """From the closing on, a case and everybody known from it alone."""
    journal: Term
    """From the closing on, who did and read what; no words."""
    spent_forms: Term
    """Forms and links that are used up."""
    told_before: Term
    """How long before a case is erased its case manager is told."""
