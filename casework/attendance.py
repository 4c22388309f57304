"""Who comes: what the case manager sees of it, and hears when somebody cannot."""

from dataclasses import dataclass
from datetime import date, datetime

from casework.calendars import Entry
from casework.circles import Circle, Participant
from casework.disclosure import InfoClass
from casework.ids import RoundtableId
from casework.meetings import Answer
from casework.outcome import Lane, Message, Outcome
from casework.roles import Role
from casework.roundtables import Purpose, Reply, Roundtable, Seat
from casework.tasks import Task


@dataclass(frozen=True, slots=True, kw_only=True)
class TellDeclined(Message):
    """Tell the case manager that somebody cannot come, and what can be done."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    name: str
    role: Role
    family: bool
    required: bool
    starts_at: datetime
    note: str = ""
    """What they wrote with it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PassNote(Message):
    """Give the case manager what somebody wrote with their answer."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    code: str
    name: str
    role: Role
    reply: Reply
    starts_at: datetime
    note: str


@dataclass(frozen=True, slots=True)
class Absent:
    """Somebody invited who is away until a day, and may not read before it."""

    name: str
    until: date


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowMeeting(Message):
    """Show the case manager who comes, and what can be done."""

    shows = InfoClass.SILENCE

    roundtable: RoundtableId
    entry: Entry
    purpose: Purpose
    coming: tuple[str, ...]
    declined: tuple[str, ...]
    silent: tuple[str, ...]
    unsure: tuple[str, ...] = ()
    away: tuple[Absent, ...] = ()
    """Those of them who are away."""


def card(roundtable: Roundtable, circle: Circle, today: date) -> ShowMeeting:
    """Return what the case manager sees of a roundtable that has a time."""
    replies = {seat.member: _reply(seat) for seat in roundtable.seats}

    def who(reply: Reply | None) -> tuple[str, ...]:
        return circle.who(m for m, given in replies.items() if given is reply)

    return ShowMeeting(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        entry=roundtable.entry(circle.code),
        purpose=roundtable.purpose,
        coming=who(Reply.COMES),
        declined=who(Reply.DECLINES),
        silent=who(None),
        unsure=who(Reply.UNSURE),
        away=_away(roundtable, circle, today),
    )


def _away(roundtable: Roundtable, circle: Circle, today: date) -> tuple[Absent, ...]:
    return tuple(
        Absent(each.person.name, until)
        for seat, each in circle.seated(roundtable)
        if seat.reply is None
        if each.person.is_away(today) and (until := each.person.away_until)
    )


def _reply(seat: Seat) -> Reply | None:
    """Return what somebody said; who convened it comes, unless they say no."""
    return seat.reply or (Reply.COMES if seat.chair else None)


def tell_declined(
    roundtable: Roundtable, circle: Circle, given: Answer, task: Task
) -> Outcome:
    """Tell the case manager of a "no"; of somebody required it becomes a task."""
    assert roundtable.starts_at is not None  # noqa: S101 - declined once it has one
    seat, who = _who(roundtable, circle, given)
    message = TellDeclined(
        to=circle.manager,
        case=roundtable.case,
        expires_at=roundtable.starts_at,
        roundtable=roundtable.id,
        code=circle.code,
        name=who.person.name,
        role=who.member.role,
        family=who.family,
        required=seat.required,
        starts_at=roundtable.starts_at,
        note=given.note,
    )
    return Outcome((task,) if seat.required else (), (), (message,))


def pass_note(roundtable: Roundtable, circle: Circle, given: Answer) -> Outcome:
    """Give the case manager alone what somebody wrote with their answer."""
    assert roundtable.starts_at is not None  # noqa: S101 - answered once it has one
    _, who = _who(roundtable, circle, given)
    message = PassNote(
        to=circle.manager,
        case=roundtable.case,
        roundtable=roundtable.id,
        code=circle.code,
        name=who.person.name,
        role=who.member.role,
        reply=given.reply,
        starts_at=roundtable.starts_at,
        note=given.note,
    )
    return Outcome(messages=(message,))


def _who(
    roundtable: Roundtable, circle: Circle, given: Answer
) -> tuple[Seat, Participant]:
    seat = roundtable.seat_of(given.person)
    return next(each for each in circle.seated(roundtable) if each[0] == seat)


Messages = TellDeclined | PassNote | ShowMeeting
