"""When a seat empties before a roundtable, and when nobody need decide on a time."""

from dataclasses import dataclass
from datetime import datetime

from casework.cases import Member
from casework.circles import Circle
from casework.disclosure import InfoClass
from casework.ids import RoundtableId
from casework.opinions import Wanted
from casework.outcome import Lane, Message
from casework.polls import Choice, parted
from casework.roles import Role
from casework.roundtables import OPEN, Roundtable
from casework.standing_in import everyone_needed_can


@dataclass(frozen=True, slots=True, kw_only=True)
class TellSeatEmpty(Message):
    """Tell the case manager that somebody required has left before the roundtable."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    name: str
    role: Role
    starts_at: datetime | None
    """None while everyone is still being asked."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellConvened(Message):
    """Tell the case manager that it was convened as they wished; it can be undone."""

    lane = Lane.URGENT
    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    code: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmByItself(Message):
    """Tell the case manager when it will be convened without being asked."""

    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    code: str
    on: bool


def seat_empty(
    roundtable: Roundtable, circle: Circle, leaver: Member, name: str
) -> TellSeatEmpty | None:
    """Return what the case manager hears if the leaver was required, else None."""
    seat = next((s for s in roundtable.seats if s.member == leaver.id), None)
    if seat is None or not seat.required or roundtable.state not in OPEN:
        return None
    return TellSeatEmpty(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        name=name,
        role=leaver.role,
        starts_at=roundtable.starts_at,
    )


def settled(
    roundtable: Roundtable,
    circle: Circle,
    choices: tuple[Choice, ...],
    missing: tuple[Wanted, ...],
) -> datetime | None:
    """Return the time to convene at without asking; None: the case manager decides.

    Only if they chose that, every opinion is known, and each who is required has
    said a plain "yes" to the best time.
    """
    best, _ = parted(choices)
    if best is None or missing or not roundtable.by_itself:
        return None
    return best.at if everyone_needed_can(roundtable, circle, best.at) else None


Messages = TellSeatEmpty | TellConvened | ConfirmByItself
