"""The minutes as everyone gets them, at the same moment, and what they find wrong."""

from dataclasses import dataclass, replace
from datetime import date, datetime

from casework.circles import Circle, Participant
from casework.decisions import DecisionLine, lines
from casework.disclosure import InfoClass
from casework.ids import PersonId, RoundtableId
from casework.outcome import Fact, Lane, Message, Outcome, TeamPost
from casework.refusals import NotYours, OutOfDate
from casework.roles import Role
from casework.roundtables import AgendaKind, Correction, Roundtable, RoundtableState


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesSent(Fact):
    """The minutes went out to everyone."""

    roundtable: RoundtableId


@dataclass(frozen=True, slots=True, kw_only=True)
class MinutesCorrected(Fact):
    """Somebody said what is wrong in the minutes."""

    roundtable: RoundtableId


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """A point the reader raised, and whether it was talked about."""

    text: str
    discussed: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SendMinutes(Message):
    """Send the minutes: decisions as written, the next date, the reader's points."""

    lane = Lane.URGENT
    shows = InfoClass.MINUTES

    roundtable: RoundtableId
    code: str
    held_at: datetime
    decisions: tuple[DecisionLine, ...]
    names: bool
    """Whether the reader may see who is in the network."""
    summary: str
    next_on: date | None
    raised: tuple[Raised, ...]
    objections_until: datetime
    held: int
    managing: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TellNextDate(Message):
    """Tell somebody who reads no minutes what is theirs, and the next date."""

    lane = Lane.URGENT
    shows = InfoClass.SCHEDULE

    code: str
    held_at: datetime
    mine: tuple[DecisionLine, ...]
    raised: tuple[Raised, ...]
    next_on: date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmCorrection(Message):
    """Tell somebody that what they find wrong stands beside the minutes."""

    shows = InfoClass.MINUTES


@dataclass(frozen=True, slots=True, kw_only=True)
class TellCorrection(Message):
    """Tell the case manager what somebody finds wrong in the minutes."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    code: str
    name: str
    role: Role
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PostMinutes(TeamPost):
    """Tell the team chat that the minutes are out: a code, a date, no name."""

    code: str
    next_on: date | None


def send(roundtable: Roundtable, circle: Circle, held: int, now: datetime) -> Outcome:
    """Send the minutes to everyone who was invited, the family at the same time."""
    messages = tuple(
        _for(roundtable, circle, who, held) for _, who in circle.seated(roundtable)
    )
    post = PostMinutes(
        case=roundtable.case, code=circle.code, next_on=roundtable.next_on
    )
    fact = MinutesSent(
        at=now, by=circle.manager, case=roundtable.case, roundtable=roundtable.id
    )
    return Outcome((roundtable,), (fact,), (*messages, post))


def correct(
    roundtable: Roundtable, circle: Circle, who: Participant, text: str, now: datetime
) -> Outcome:
    """Put what somebody finds wrong beside the minutes, and tell the case manager.

    Raises:
        OutOfDate: the time to object is over.
        NotYours: they had no seat, or may not read minutes.
    """
    check_open(roundtable, who, now)
    seat = roundtable.seat_of(who.person.id)
    correction = Correction(person=seat.person, text=text, at=now)
    corrected = replace(roundtable, corrections=(*roundtable.corrections, correction))
    fact = MinutesCorrected(
        at=now, by=seat.person, case=roundtable.case, roundtable=roundtable.id
    )
    confirmation = ConfirmCorrection(to=seat.person, case=roundtable.case)
    told = TellCorrection(
        to=circle.manager,
        case=roundtable.case,
        code=circle.code,
        name=who.person.name,
        role=who.member.role,
        text=text,
    )
    return Outcome((corrected,), (fact,), (confirmation, told))


def check_open(roundtable: Roundtable, who: Participant, now: datetime) -> None:
    """Let minutes be objected to by who reads them, until the time set is over.

    Raises:
        OutOfDate: the time to object is over.
        NotYours: they had no seat, or may not read minutes.
    """
    if not who.reads(InfoClass.MINUTES):
        raise NotYours
    roundtable.seat_of(who.person.id)
    until = roundtable.objections_until
    sent = roundtable.state is RoundtableState.MINUTES_DRAFT
    if not sent or until is None or now >= until:
        raise OutOfDate


def _for(
    roundtable: Roundtable, circle: Circle, who: Participant, held: int
) -> SendMinutes | TellNextDate:
    assert roundtable.held_at is not None  # noqa: S101 - minutes of what was held
    assert roundtable.objections_until is not None  # noqa: S101 - set at the end
    decisions = lines(roundtable, circle, who.member.id)
    raised = _raised(roundtable, who.person.id)
    if not who.reads(InfoClass.MINUTES):
        return TellNextDate(
            to=who.person.id,
            case=roundtable.case,
            code=circle.code,
            held_at=roundtable.held_at,
            mine=tuple(line for line in decisions if line.mine),
            raised=raised,
            next_on=roundtable.next_on,
        )
    return SendMinutes(
        to=who.person.id,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        held_at=roundtable.held_at,
        decisions=decisions,
        names=who.reads(InfoClass.NETWORK),
        summary=roundtable.summary,
        next_on=roundtable.next_on,
        raised=raised,
        objections_until=roundtable.objections_until,
        held=held,
        managing=who.member.manages,
    )


def _raised(roundtable: Roundtable, person: PersonId) -> tuple[Raised, ...]:
    return tuple(
        Raised(text=item.text, discussed=bool(item.discussed))
        for item in roundtable.agenda
        if item.kind is AgendaKind.RAISED and item.by == person
    )


Messages = SendMinutes | TellNextDate | ConfirmCorrection | TellCorrection | PostMinutes
