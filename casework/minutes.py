"""After the roundtable: who came, what was decided, when the next one is.

The steps of the case manager; what the others get stands in `minutes_sent`.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from casework.agenda_items import AgendaKind
from casework.circles import Circle
from casework.decisions import DecisionLine, days_ahead, lines
from casework.disclosure import InfoClass
from casework.ids import MemberId, PersonId, RoundtableId
from casework.minuted import Dissent
from casework.outcome import Fact, Lane, Message, Outcome
from casework.refusals import InThePast, NextDateMissing, NoWords, OutOfDate
from casework.roundtables import (
    Roundtable,
    RoundtableState,
    Step,
)
from casework.timing import Almanac

OBJECTIONS = timedelta(days=5)
"""How long everyone may say what is wrong, and on to the end of the next workday."""


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundtableHeld(Fact):
    """The roundtable took place."""

    roundtable: RoundtableId


@dataclass(frozen=True, slots=True, kw_only=True)
class OfferMinutes(Message):
    """Offer the case manager, as it begins, to tick who is there."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHeld(Message):
    """Ask the case manager whether the roundtable took place."""

    lane = Lane.URGENT
    shows = InfoClass.MINUTES

    roundtable: RoundtableId
    code: str
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowDraftMinutes(Message):
    """Show the case manager the minutes so far: add a decision, or end them."""

    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    came: tuple[str, ...]
    absent: tuple[str, ...]
    decisions: tuple[DecisionLine, ...]
    held: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindOfMinutes(Message):
    """Remind the case manager of minutes that are not finished."""

    lane = Lane.PROMPT
    shows = InfoClass.MINUTES

    roundtable: RoundtableId
    code: str
    begun: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Closing:
    """What the case manager says at the end of the minutes."""

    by: PersonId
    next_on: date | None
    closing_proposed: bool
    dissents: tuple[Dissent, ...] = ()
    child_unknown: bool = False
    """Nobody knows how the child sees it."""
    explanation: str = ""
    summary: str = ""
    discussed: frozenset[int] = frozenset()
    """The raised points, by their place on the agenda, that were talked about."""


def offer(roundtable: Roundtable, circle: Circle) -> Outcome:
    """Offer the case manager, as it begins, to write the minutes as things fall."""
    message = OfferMinutes(
        to=circle.manager,
        case=roundtable.case,
        expires_at=roundtable.ends_at,
        roundtable=roundtable.id,
        code=circle.code,
    )
    return Outcome(messages=(message,))


def ask_held(roundtable: Roundtable, circle: Circle) -> Outcome:
    """Ask the case manager, at its end, whether it took place."""
    assert roundtable.starts_at is not None  # noqa: S101 - over, so it had a time
    message = AskHeld(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        starts_at=roundtable.starts_at,
    )
    return Outcome(messages=(message,))


def check_over(roundtable: Roundtable, now: datetime) -> None:
    """Let nothing be written of a meeting that has not begun.

    Raises:
        OutOfDate: it has not begun, was called off, or is minuted already.
    """
    begun = roundtable.starts_at is not None and now >= roundtable.starts_at
    writable = {RoundtableState.CONVENED, RoundtableState.HELD}
    if not begun or roundtable.state not in writable:
        raise OutOfDate


def hold(
    roundtable: Roundtable,
    circle: Circle,
    came: Iterable[MemberId],
    now: datetime,
) -> tuple[Roundtable, tuple[Fact, ...]]:
    """Note that it took place and who came; a second time only corrects who came.

    Raises:
        OutOfDate: it has not begun, was called off, or is minuted already.
    """
    check_over(roundtable, now)
    present = set(came)
    seats = (replace(s, attended=s.member in present) for s in roundtable.seats)
    first = roundtable.state is RoundtableState.CONVENED
    held = replace(
        roundtable,
        seats=tuple(seats),
        state=RoundtableState.HELD,
        held_at=roundtable.starts_at,
        done=roundtable.done | {Step.ASK_HELD},
    )
    fact = RoundtableHeld(
        at=now, by=circle.manager, case=roundtable.case, roundtable=roundtable.id
    )
    return held, (fact,) if first else ()


def show(roundtable: Roundtable, circle: Circle, held: int) -> ShowDraftMinutes:
    """Return the minutes so far, for the case manager."""
    seats = roundtable.seats
    lead = next(p for p in circle.present if p.person.id == circle.manager)
    return ShowDraftMinutes(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        came=circle.who(seat.member for seat in seats if seat.attended),
        absent=circle.who(seat.member for seat in seats if not seat.attended),
        decisions=lines(roundtable, circle, lead),
        held=held,
    )


def end(
    roundtable: Roundtable, closing: Closing, almanac: Almanac, now: datetime
) -> Roundtable:
    """End the minutes: everyone reads them and may say what is wrong.

    Raises:
        OutOfDate: they are finished, or the meeting was not held.
        NextDateMissing: neither a next date nor a proposal to close (R18).
        NoWords: the child sees it differently, and nobody explained (R11).
        InThePast: the next date is over.
    """
    if roundtable.state is not RoundtableState.HELD:
        raise OutOfDate
    if closing.next_on is None and not closing.closing_proposed:
        raise NextDateMissing
    if closing.next_on is not None and closing.next_on <= almanac.today(now):
        raise InThePast(closing.next_on.strftime("%d.%m.%Y"))
    differs = child_differs(roundtable, closing.dissents)
    if differs and not closing.explanation.strip():
        raise NoWords
    (last,) = days_ahead(almanac.today(now + OBJECTIONS), (0,), almanac)
    until = almanac.at(last, time(17))
    return replace(
        roundtable,
        state=RoundtableState.MINUTES_DRAFT,
        next_on=closing.next_on,
        closing_proposed=closing.closing_proposed,
        child_differs=None if closing.child_unknown and not differs else differs,
        dissents=closing.dissents,
        explanation=closing.explanation,
        summary=closing.summary,
        minuted_by=closing.by,
        minuted_at=now,
        agenda=tuple(
            replace(item, discussed=index in closing.discussed)
            if item.kind is AgendaKind.RAISED
            else item
            for index, item in enumerate(roundtable.agenda)
        ),
        objections_until=until,
        wake_at=until,
    )


def child_differs(roundtable: Roundtable, whole: Iterable[Dissent] = ()) -> bool:
    """Say whether the child sees a decision, or the whole, differently (R11)."""
    each = (d for decision in roundtable.decisions for d in decision.dissents)
    return any(dissent.of is None for dissent in (*each, *whole))


def remind(roundtable: Roundtable, circle: Circle) -> Outcome:
    """Remind the case manager, once, that the minutes are waiting."""
    message = RemindOfMinutes(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        begun=roundtable.state is RoundtableState.HELD,
    )
    return Outcome(messages=(message,))


Messages = OfferMinutes | AskHeld | ShowDraftMinutes | RemindOfMinutes
