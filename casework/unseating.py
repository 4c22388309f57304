"""Somebody is not expected at a roundtable any more; it takes place without them."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime

from casework.circles import Circle
from casework.disclosure import InfoClass
from casework.ids import MemberId
from casework.outcome import Lane, Message, Outcome
from casework.roundtables import Roundtable, Seat


@dataclass(frozen=True, slots=True, kw_only=True)
class TellNotExpected(Message):
    """Tell somebody that a roundtable takes place without them."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.SCHEDULE

    code: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmUnseated(Message):
    """Tell the case manager who has been told so."""

    shows = InfoClass.SILENCE

    code: str
    names: tuple[str, ...]


def free_seats(roundtable: Roundtable, members: Iterable[MemberId]) -> tuple[Seat, ...]:
    """Return the seats of these members; who leads the table keeps theirs."""
    wanted = set(members)
    return tuple(s for s in roundtable.seats if s.member in wanted and not s.chair)


def unseat(roundtable: Roundtable, circle: Circle, gone: tuple[Seat, ...]) -> Outcome:
    """Take these seats away; nobody else hears of it, and the meeting stays."""
    left = tuple(seat for seat in roundtable.seats if seat not in gone)
    told = [
        TellNotExpected(
            to=seat.person,
            case=roundtable.case,
            expires_at=roundtable.ends_at,
            code=circle.code,
            starts_at=roundtable.starts_at,
        )
        for seat in gone
        if roundtable.starts_at is not None
    ]
    confirmed = ConfirmUnseated(
        to=circle.manager,
        case=roundtable.case,
        code=circle.code,
        names=circle.who(seat.member for seat in gone),
    )
    return Outcome((replace(roundtable, seats=left),), (), (*told, confirmed))


Messages = TellNotExpected | ConfirmUnseated
