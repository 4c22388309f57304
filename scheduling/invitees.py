"""Who is to meet, and where in the calendar to look for a time."""

from dataclasses import dataclass
from datetime import date, timedelta
from zoneinfo import ZoneInfo

from scheduling.spans import OFFICE_HOURS, Span, WorkingHours

QUARTER = timedelta(minutes=15)


@dataclass(frozen=True)
class Invitee:
    """Somebody who is to come, known here by a key only.

    Where one of several may stand for an organisation ("someone of the school"),
    each of them says `one_is_enough`: of the required invitees of the same
    organisation who say so, one is enough.

    Times held for something that may still fall through are `tentative`: they are
    proposed only where there are too few others. Days on which an organisation is
    shut, and school breaks, are kept apart from one's own days off, to be named.
    """

    key: str
    required: bool = True
    family: bool = False
    organisation: str | None = None
    one_is_enough: bool = False
    hours: WorkingHours = OFFICE_HOURS
    busy: tuple[Span, ...] = ()
    tentative: tuple[Span, ...] = ()
    days_off: frozenset[date] = frozenset()
    shut: frozenset[date] = frozenset()
    breaks: frozenset[date] = frozenset()


@dataclass(frozen=True)
class Search:
    """The days in which to look for a time of `length`, both ends included.

    Starts lie on whole steps counted from midnight in `zone`.
    """

    length: timedelta
    first_day: date
    last_day: date
    zone: ZoneInfo
    closed_days: frozenset[date] = frozenset()
    step: timedelta = QUARTER

    def __post_init__(self) -> None:
        if self.length <= timedelta(0) or self.step <= timedelta(0):
            raise ValueError("a meeting and a step take some time")
        if self.step % timedelta(minutes=1):
            raise ValueError("a step is a number of whole minutes")
        if self.last_day < self.first_day:
            raise ValueError("a search that ends before it begins")


@dataclass(frozen=True)
class Need:
    """One place at the table that must be taken: a person's, or an organisation's."""

    keys: tuple[str, ...]
    family: bool = False


def needs_of(invitees: tuple[Invitee, ...]) -> tuple[Need, ...]:
    """Return what the required invitees come to, in their order."""
    groups: dict[tuple[str, str], list[Invitee]] = {}
    for each in invitees:
        if each.required:
            groups.setdefault(_place(each), []).append(each)
    return tuple(
        Need(tuple(each.key for each in group), any(each.family for each in group))
        for group in groups.values()
    )


def _place(invitee: Invitee) -> tuple[str, str]:
    if invitee.one_is_enough and invitee.organisation is not None:
        return ("organisation", invitee.organisation)
    return ("person", invitee.key)
