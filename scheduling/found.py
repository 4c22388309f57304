"""What a search for a time found: times, what stood in the way, and ways out."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from scheduling.spans import Span


class Hindrance(StrEnum):
    """What keeps a group from meeting in a week."""

    CLOSED = "closed"  # holidays only
    HOURS = "hours"  # works at no time that is long enough
    SHUT = "shut"  # the organisation is closed
    BREAK = "break"  # school holidays
    AWAY = "away"  # days off
    BUSY = "busy"  # other appointments
    TOGETHER = "together"  # each could come, but not all of these at once


class Easing(StrEnum):
    """What can be asked for less strictly, the weakest first."""

    WITHOUT_OPTIONAL = "without_optional"
    SHORTER = "shorter"
    OUTSIDE_HOURS = "outside_hours"
    ONE_OF_ORGANISATION = "one_of_organisation"
    WRITTEN_OPINION = "written_opinion"
    SPLIT = "split"
    THREE_QUARTERS = "three_quarters"
    HALF = "half"
    LATER = "later"


@dataclass(frozen=True)
class Proposal:
    """A time at which all required people can come; `missing` are optional ones."""

    span: Span
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Obstacle:
    """Who stands in the way, and how; nobody where the days themselves are closed."""

    hindrance: Hindrance
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class BlockedWeek:
    """A week that offers no time at all, known by its Monday."""

    monday: date
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True)
class Relaxation:
    """A way out: whom it concerns, and the times that it opens.

    Of a split meeting, `keys` are those who come to the second of the two times only.
    """

    easing: Easing
    keys: tuple[str, ...] = ()
    slots: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Proposals:
    """What a search found."""

    slots: tuple[Proposal, ...]
    blocked: tuple[BlockedWeek, ...]
    relaxations: tuple[Relaxation, ...]
