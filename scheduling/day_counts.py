"""How many of those needed can come at which hour of which day: what a grid shows."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from scheduling.invitees import Invitee, Search
from scheduling.spans import Span
from scheduling.table import Table


@dataclass(frozen=True)
class DayCount:
    """One day: by the hour, how many of the places at the table could be taken.

    A meeting that begins within the hour counts for it, the best of several starts.
    """

    day: date
    can: tuple[tuple[int, int], ...]


@dataclass(frozen=True)
class DayCounts:
    """The days of a search, of how many places, and times at which all are taken."""

    needed: int
    days: tuple[DayCount, ...]
    for_all: tuple[datetime, ...]


def count_days(
    invitees: Sequence[Invitee],
    search: Search,
    but: Sequence[Span] = (),
    limit: int = 6,
) -> DayCounts:
    """Count for each hour how many can come, and choose times that overlap no `but`."""
    table = Table(tuple(invitees), search, limit)
    places = [table.meets(need) for need in table.needs]
    fitting = table.starts(table.needs)
    for each in but:
        fitting &= ~table.grid.overlapping(table.grid.index(each.starts_at))
    chosen = sorted(table.spans(fitting)) if places else []
    return DayCounts(
        needed=len(places),
        days=tuple(
            DayCount(day, _by_hour(table, day, places)) for day in table.grid.days
        ),
        for_all=tuple(each.starts_at for each in chosen),
    )


def _by_hour(
    table: Table, day: date, places: Sequence[int]
) -> tuple[tuple[int, int], ...]:
    found: dict[int, int] = {}
    today = table.grid.day(day)
    for start in _starts(today):
        count = sum(place >> start & 1 for place in places)
        begins = table.grid.span(start).starts_at.astimezone(table.search.zone)
        found[begins.hour] = max(found.get(begins.hour, 0), count)
    return tuple((hour, count) for hour, count in found.items() if count)


def _starts(steps: int) -> range:
    first = (steps & -steps).bit_length() - 1
    return range(max(first, 0), steps.bit_length())
