"""The meeting: convened, moved, cancelled, and what people answer to it.

The identity of a meeting in calendars never changes; its sequence rises with every
change of the time and with the cancellation, in the transaction of the change.
"""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from casework.ids import PersonId, RoundtableId
from casework.outcome import Fact
from casework.refusals import InThePast, NotAChoice, OutOfDate
from casework.roundtables import (
    OPEN,
    Reply,
    Roundtable,
    RoundtableState,
    Source,
    Step,
)
from casework.stages import next_step
from casework.timing import Almanac


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundtableConvened(Fact):
    """A time was fixed."""

    roundtable: RoundtableId
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundtableMoved(Fact):
    """The roundtable takes place at another time or place."""

    roundtable: RoundtableId
    starts_at: datetime
    sequence: int


@dataclass(frozen=True, slots=True, kw_only=True)
class RoundtableCancelled(Fact):
    """The roundtable does not take place."""

    roundtable: RoundtableId


@dataclass(frozen=True, slots=True, kw_only=True)
class InvitationAnswered(Fact):
    """Somebody said whether they come.

    `holds` is false of what was overtaken before it arrived: a later answer, or a
    later version of the meeting. It is history and nothing else.
    """

    roundtable: RoundtableId
    reply: Reply
    source: Source = Source.CHAT
    holds: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What somebody answers to the invitation of one sequence, and where."""

    person: PersonId
    reply: Reply
    sequence: int
    at: datetime
    source: Source = Source.CHAT
    note: str = ""


def convene(
    roundtable: Roundtable,
    starts_at: datetime,
    uid: str,
    when: tuple[datetime, Almanac],
    secret: str = "",
) -> Roundtable:
    """Fix the time; what follows from it happens by itself.

    Raises:
        OutOfDate: a time is fixed already, or there is no poll.
        NotAChoice: nobody was asked about this time.
        InThePast: it is over.
    """
    now, almanac = when
    if roundtable.state is not RoundtableState.POLLING:
        raise OutOfDate
    if starts_at not in roundtable.proposals:
        raise NotAChoice
    _check_ahead(starts_at, now, almanac)
    fixed = replace(
        roundtable,
        state=RoundtableState.CONVENED,
        starts_at=starts_at,
        convened_at=now,
        changed_at=now,
        uid=uid,
        secret=secret,
        done=frozenset(),
    )
    return replace(fixed, wake_at=next_step(fixed, almanac))


def move(
    roundtable: Roundtable, starts_at: datetime, when: tuple[datetime, Almanac]
) -> Roundtable:
    """Give the meeting another time: the same meeting, a higher sequence.

    Everyone is asked anew whether they come.

    Raises:
        OutOfDate: it is not convened any more.
        InThePast: the new time is over.
    """
    now, almanac = when
    if roundtable.state is not RoundtableState.CONVENED:
        raise OutOfDate
    _check_ahead(starts_at, now, almanac)
    seats = (
        replace(seat, reply=None, replied_at=None, replied_by=None, note="")
        for seat in roundtable.seats
    )
    moved = replace(
        roundtable,
        starts_at=starts_at,
        convened_at=now,
        changed_at=now,
        sequence=roundtable.sequence + 1,
        seats=tuple(seats),
        # Asked once what to raise, people are not asked again for a later day.
        done=roundtable.done & {Step.ASK_FAMILY, Step.ASK_OTHERS},
    )
    return replace(moved, wake_at=next_step(moved, almanac))


def check_convened(roundtable: Roundtable) -> None:
    """Let only a roundtable that has a time be changed.

    Raises:
        OutOfDate: it has none yet, or was held or called off.
    """
    if roundtable.state is not RoundtableState.CONVENED:
        raise OutOfDate


def check_ahead(roundtable: Roundtable) -> None:
    """Let only a roundtable that is still to come be changed.

    Raises:
        OutOfDate: it was held or called off.
    """
    if roundtable.state not in OPEN:
        raise OutOfDate


def cancel(roundtable: Roundtable, reason: str, now: datetime) -> Roundtable:
    """Call the meeting off, in everybody's calendar too.

    Raises:
        OutOfDate: it was held or called off already.
    """
    check_ahead(roundtable)
    convened = roundtable.state is RoundtableState.CONVENED
    return replace(
        roundtable,
        state=RoundtableState.CANCELLED,
        sequence=roundtable.sequence + 1 if convened else roundtable.sequence,
        changed_at=now,
        reason=reason,
        wake_at=None,
    )


def answer(roundtable: Roundtable, given: Answer, now: datetime) -> Roundtable:
    """Take somebody's answer to the invitation; the last one counts.

    Raises:
        OutOfDate: it has begun, was called off, or was moved since.
        NotYours: they have no seat.
    """
    ahead = roundtable.starts_at is not None and now < roundtable.starts_at
    current = roundtable.state is RoundtableState.CONVENED and ahead
    if not current or given.sequence != roundtable.sequence:
        raise OutOfDate
    seat = roundtable.seat_of(given.person)
    answered = replace(
        seat,
        reply=given.reply,
        replied_at=given.at,
        replied_by=given.source,
        note=given.note or seat.note,
    )
    return roundtable.with_seat(answered)


def _check_ahead(starts_at: datetime, now: datetime, almanac: Almanac) -> None:
    if starts_at <= now + timedelta(minutes=1):
        raise InThePast(almanac.local(starts_at).strftime("%d.%m.%Y %H:%M"))


def fact_of(roundtable: Roundtable, by: PersonId, convened: bool) -> Fact:
    """Return what has just happened to the meeting, for the journal."""
    at = roundtable.changed_at or roundtable.opened_at
    case = roundtable.case
    cancelled = roundtable.state is RoundtableState.CANCELLED
    if cancelled or roundtable.starts_at is None:
        return RoundtableCancelled(at=at, by=by, case=case, roundtable=roundtable.id)
    if convened:
        return RoundtableConvened(
            at=at,
            by=by,
            case=case,
            roundtable=roundtable.id,
            starts_at=roundtable.starts_at,
        )
    return RoundtableMoved(
        at=at,
        by=by,
        case=case,
        roundtable=roundtable.id,
        starts_at=roundtable.starts_at,
        sequence=roundtable.sequence,
    )
