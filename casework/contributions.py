"""What people want to raise: asked before a roundtable, the family first."""

from dataclasses import dataclass, replace
from datetime import datetime

from casework.agenda_items import AgendaItem
from casework.attainment import may_rate
from casework.circles import Circle, Participant
from casework.disclosure import Audience, InfoClass
from casework.ids import PersonId, RoundtableId
from casework.outcome import Fact, Lane, Message, Outcome, Relayed
from casework.refusals import OutOfDate
from casework.roundtables import Reply, Roundtable, RoundtableState, Step


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemRaised(Fact):
    """Somebody said what they want to raise."""

    roundtable: RoundtableId


@dataclass(frozen=True, slots=True, kw_only=True)
class AskWhatToRaise(Message):
    """Ask somebody what they want to raise at the roundtable."""

    lane = Lane.DIGEST
    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    code: str
    starts_at: datetime
    family: bool
    declined: bool
    """They cannot come, and can say it in writing."""
    rates: bool = False
    """They can also say how near the goals are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmRaised(Message):
    """Tell somebody that what they raise is on the agenda, and who reads it."""

    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    text: str
    audience: Audience
    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class ThankForNothingToRaise(Message):
    """Take note that somebody has nothing to add."""

    shows = InfoClass.SCHEDULE

    starts_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class TellRaised(Relayed):
    """Tell the case manager of a point raised after the agenda had gone out."""

    lane = Lane.URGENT
    shows = InfoClass.AGENDA

    code: str
    name: str
    text: str


def ask(
    roundtable: Roundtable, circle: Circle, *, family: bool, goals: bool = False
) -> Outcome:
    """Ask the family, or all the others, what they want to raise, and of the goals."""
    assert roundtable.starts_at is not None  # noqa: S101 - asked once it has a time
    return Outcome(
        messages=tuple(
            AskWhatToRaise(
                to=seat.person,
                case=roundtable.case,
                expires_at=roundtable.starts_at,
                roundtable=roundtable.id,
                code=circle.code,
                starts_at=roundtable.starts_at,
                family=who.family,
                declined=seat.reply is Reply.DECLINES,
                rates=goals and may_rate(who),
            )
            for seat, who in circle.seated(roundtable)
            if comes_first(who) is family and who.member.may_be_asked
        )
    )


def comes_first(who: Participant) -> bool:
    """Say whether somebody is asked before the officials are."""
    return not who.official


def check_open(roundtable: Roundtable, now: datetime) -> datetime:
    """Return when it begins, if it can still be prepared.

    Raises:
        OutOfDate: it has begun, or does not take place.
    """
    starts_at = roundtable.starts_at
    convened = roundtable.state is RoundtableState.CONVENED
    if not convened or starts_at is None or now >= starts_at:
        raise OutOfDate
    return starts_at


def raise_item(
    roundtable: Roundtable, circle: Circle, item: AgendaItem, now: datetime
) -> Outcome:
    """Put what somebody raises on the agenda, in their words.

    Raises:
        OutOfDate: the roundtable has begun, or does not take place.
        NotYours: they have no seat.
    """
    starts_at = check_open(roundtable, now)
    assert item.by is not None  # noqa: S101 - raised by somebody
    seat = roundtable.seat_of(item.by)
    confirmation = ConfirmRaised(
        to=item.by,
        case=roundtable.case,
        roundtable=roundtable.id,
        text=item.text,
        audience=item.audience,
        starts_at=starts_at,
    )
    raised = answered(roundtable, item.by, now)
    raised = replace(raised, agenda=(*roundtable.agenda, item))
    fact = ItemRaised(
        at=now, by=item.by, case=roundtable.case, roundtable=roundtable.id
    )
    late = [p for s, p in circle.seated(roundtable) if s.member == seat.member]
    told = [_late(item, circle, each) for each in late if is_sent(roundtable)]
    return Outcome((raised,), (fact,), (confirmation, *told))


def answered(roundtable: Roundtable, person: PersonId, now: datetime) -> Roundtable:
    """Note that somebody has said what they want to raise, or that it is nothing.

    Raises:
        NotYours: they have no seat.
    """
    seat = roundtable.seat_of(person)
    return roundtable.with_seat(replace(seat, raised_at=now))


def waits_for(roundtable: Roundtable, who: Participant, now: datetime) -> bool:
    """Say whether somebody was asked what to raise, and has not said it yet."""
    asked = Step.ASK_FAMILY if comes_first(who) else Step.ASK_OTHERS
    starts_at = roundtable.starts_at
    ahead = starts_at is not None and now < starts_at
    convened = roundtable.state is RoundtableState.CONVENED
    if not (convened and ahead and asked in roundtable.done):
        return False
    seats = [s for s in roundtable.seats if s.person == who.person.id]
    return any(seat.raised_at is None for seat in seats)


def is_sent(roundtable: Roundtable) -> bool:
    """Say whether the agenda has gone out."""
    return Step.SEND_AGENDA in roundtable.done


def _late(item: AgendaItem, circle: Circle, who: Participant) -> TellRaised:
    return TellRaised(
        to=circle.manager,
        case=circle.case,
        code=circle.code,
        name=who.person.name,
        role=who.member.role,
        writer=None if item.audience is Audience.FAMILY else who.person.id,
        text=item.text,
    )


Messages = AskWhatToRaise | ConfirmRaised | ThankForNothingToRaise | TellRaised
