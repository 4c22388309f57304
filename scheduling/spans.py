"""Stretches of time, of a day's clock and of the calendar."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, time

NAIVE = "a moment without a zone"


@dataclass(frozen=True, order=True, slots=True)
class Span:
    """A stretch of time between two instants, the end not included."""

    starts_at: datetime
    ends_at: datetime

    def __post_init__(self) -> None:
        if self.starts_at.tzinfo is None or self.ends_at.tzinfo is None:
            raise ValueError(NAIVE)
        if self.ends_at < self.starts_at:
            raise ValueError("a span that ends before it starts")

    def overlaps(self, other: "Span") -> bool:
        """Tell whether the two share any time."""
        return self.starts_at < other.ends_at and other.starts_at < self.ends_at


@dataclass(frozen=True, order=True)
class Hours:
    """A stretch of one day by the local clock, as "8 to 17"; midnight ends a day."""

    opens: time
    closes: time = time.min


@dataclass(frozen=True)
class WorkingHours:
    """The hours of each weekday, Monday first, in which a person can be asked to come.

    A weekday without hours is a day on which the person does not come.
    """

    week: tuple[tuple[Hours, ...], ...] = field(default=((),) * 7)

    def __post_init__(self) -> None:
        if len(self.week) != 7:  # noqa: PLR2004 - a week has seven days
            raise ValueError("working hours are given for seven weekdays")

    @classmethod
    def on(cls, weekdays: Iterable[int], *hours: Hours) -> "WorkingHours":
        """Make working hours that are the same on each of `weekdays` (0 is Monday)."""
        chosen = frozenset(weekdays)
        return cls(tuple(hours if day in chosen else () for day in range(7)))


OFFICE_HOURS = WorkingHours.on(range(5), Hours(time(8), time(17)))
"""Monday to Friday from 8 to 17."""


def merged(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Return the same time as the fewest spans, in order."""
    found: list[Span] = []
    for span in sorted(spans):
        if found and span.starts_at <= found[-1].ends_at:
            end = max(found[-1].ends_at, span.ends_at)
            found[-1] = Span(found[-1].starts_at, end)
        else:
            found.append(span)
    return tuple(found)
