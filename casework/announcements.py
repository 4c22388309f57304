"""What everyone is told of a meeting, each in their own chat, and the team by code."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from casework import mails
from casework.ballots import AskTimes, paper
from casework.calendars import Change as Change  # noqa: PLC0414 - also found here
from casework.calendars import Entry
from casework.circles import Circle
from casework.disclosure import InfoClass
from casework.ids import MemberId, RoundtableId, ShownId
from casework.meetings import fact_of
from casework.outcome import Lane, Message, Outcome, TeamPost
from casework.roundtables import (
    Purpose,
    Reply,
    Roundtable,
    RoundtableState,
    Seat,
    Source,
)

Secrets = Mapping[MemberId, str]
"""The secret of each member's link to the calendar file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class InviteToRoundtable(Message):
    """Invite somebody, or tell them of a change: words, file and link."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    change: Change
    purpose: Purpose
    entry: Entry
    required: bool
    chair: bool
    one_is_enough: bool = False
    """They come for an organisation, and a colleague may come instead."""
    secret: str
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class TellPollCancelled(Message):
    """Tell somebody who was asked for times that there will be no roundtable."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.SCHEDULE

    code: str
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmReply(Message):
    """Tell somebody that their answer to the invitation is kept."""

    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    reply: Reply
    sequence: int
    starts_at: datetime
    code: str
    may_raise: bool
    source: Source = Source.CHAT
    replaces: ShownId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TellSeated(Message):
    """Tell the case manager how many were invited besides the others."""

    shows = InfoClass.SILENCE

    code: str
    names: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindSoon(Message):
    """Remind somebody that the roundtable begins in two hours."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.SCHEDULE

    entry: Entry


@dataclass(frozen=True, slots=True, kw_only=True)
class PostRoundtable(TeamPost):
    """Put the date of a roundtable into the team chat: a code and no name."""

    change: Change
    code: str
    starts_at: datetime
    minutes_long: int


def announce(
    roundtable: Roundtable, circle: Circle, change: Change, secrets: Secrets
) -> Outcome:
    """Tell everyone who is still in the network, and the team chat, of the time."""
    assert roundtable.starts_at is not None  # noqa: S101 - announced once it has one
    invitations = tuple(
        invitation(roundtable, circle, seat, change, secrets[seat.member])
        for seat, _ in circle.seated(roundtable)
    )
    post = PostRoundtable(
        case=roundtable.case,
        change=change,
        code=circle.code,
        starts_at=roundtable.starts_at,
        minutes_long=roundtable.minutes_long,
    )
    fact = fact_of(roundtable, circle.manager, convened=change is Change.CONVENED)
    mailed = mails.announce(roundtable, circle, change, secrets)
    return Outcome((roundtable,), (fact,), (*invitations, *mailed, post))


def call_off_poll(roundtable: Roundtable, circle: Circle) -> Outcome:
    """Tell those who were asked for times that nothing comes of it."""
    told = tuple(
        TellPollCancelled(
            to=seat.person,
            case=roundtable.case,
            code=circle.code,
            reason=roundtable.reason,
        )
        for seat, _ in circle.seated(roundtable)
    )
    fact = fact_of(roundtable, circle.manager, convened=False)
    return Outcome((roundtable,), (fact,), told)


def invitation(
    roundtable: Roundtable, circle: Circle, seat: Seat, change: Change, secret: str
) -> InviteToRoundtable:
    """Return one person's invitation; it is worth nothing once the time is over."""
    return InviteToRoundtable(
        to=seat.person,
        case=roundtable.case,
        expires_at=roundtable.ends_at,
        roundtable=roundtable.id,
        change=change,
        purpose=roundtable.purpose,
        entry=roundtable.entry(circle.code, seat.member),
        required=seat.required,
        chair=seat.chair,
        one_is_enough=seat.one_is_enough,
        secret=secret,
        reason=roundtable.reason,
    )


def invite_late(
    roundtable: Roundtable, circle: Circle, new: Iterable[MemberId], secrets: Secrets
) -> Outcome:
    """Give those seated later what the others got: the poll, or the invitation."""
    wanted = set(new)
    seats = [seat for seat, _ in circle.seated(roundtable) if seat.member in wanted]
    told = TellSeated(
        to=circle.manager,
        case=roundtable.case,
        code=circle.code,
        names=circle.who(seat.member for seat in seats),
    )
    if roundtable.state is RoundtableState.POLLING:
        asking = [paper(AskTimes, roundtable, circle, seat, 0) for seat in seats]
        return Outcome((roundtable,), (), (*asking, told))
    invited = [
        invitation(roundtable, circle, s, Change.CONVENED, secrets[s.member])
        for s in seats
    ]
    theirs = {seat.member: secrets[seat.member] for seat in seats}
    mailed = mails.announce(roundtable, circle, Change.CONVENED, theirs)
    return Outcome((roundtable,), (), (*invited, *mailed, told))


def remind_soon(roundtable: Roundtable, circle: Circle) -> Outcome:
    """Remind everyone who has not declined that it begins soon."""
    return Outcome(
        messages=tuple(
            RemindSoon(
                to=seat.person,
                case=roundtable.case,
                expires_at=roundtable.starts_at,
                entry=roundtable.entry(circle.code),
            )
            for seat, _ in circle.seated(roundtable)
            if seat.reply is not Reply.DECLINES
        )
    )


Messages = (
    InviteToRoundtable
    | TellPollCancelled
    | ConfirmReply
    | TellSeated
    | RemindSoon
    | PostRoundtable
)
