"""What a case manager is shown of a roundtable in draft: times, doubts, ways out."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from casework.disclosure import InfoClass
from casework.ids import MemberId, RoundtableId
from casework.opinions import Wanted
from casework.outcome import Message
from casework.roundtables import (
    ChildPart,
    Purpose,
    Weeks,
)
from casework.standing_in import Group


class Doubt(StrEnum):
    """What speaks against a draft; it is said, and decides nothing."""

    NO_PARENT = "no_parent"
    ONE_PARENT_ALONE = "one_parent_alone"
    NOBODY_REQUIRED = "nobody_required"


@dataclass(frozen=True, slots=True, kw_only=True)
class InTheWay:
    """Why a week offers no time: what hinders, and whose calendar it is."""

    monday: date
    hindrance: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class WayOut:
    """What could be asked for less strictly, and the times that it opens."""

    easing: str
    names: tuple[str, ...]
    times: tuple[datetime, ...]
    members: tuple[MemberId, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What the search for times found."""

    times: tuple[datetime, ...] = ()
    in_the_way: tuple[InTheWay, ...] = ()
    ways_out: tuple[WayOut, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDraft(Message):
    """Show the case manager the roundtable as it would be: go, or change."""

    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    purpose: Purpose
    minutes_long: int
    weeks: Weeks
    place: str
    required: tuple[str, ...]
    optional: tuple[str, ...]
    not_asked: tuple[str, ...]
    found: Found
    doubts: tuple[Doubt, ...]
    missing: tuple[Wanted, ...]
    held: int
    child_part: ChildPart
    groups: tuple[Group, ...] = ()
    """Who may stand for each other, by organisation."""
    again: bool = False
    """Not asked for: a calendar that was read meanwhile took away some of the times."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellDiscarded(Message):
    """Tell the case manager that the draft is gone and nobody was asked."""

    shows = InfoClass.SCHEDULE

    code: str


Messages = ShowDraft | TellDiscarded
