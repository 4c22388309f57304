"""Mails: what leaves for an address that somebody has confirmed, and what fails.

Each goes to one person and names nobody else; the free words of a change stay in
the chats.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.calendars import Change, Entry
from casework.circles import Circle, MailRoom
from casework.disclosure import InfoClass
from casework.ids import MemberId, PersonId, RoundtableId
from casework.outcome import Lane, Mail, Message
from casework.roles import Role
from casework.roundtables import Purpose, Reply, Roundtable, Seat


class MailTrouble(StrEnum):
    """Why a mail has not arrived."""

    AWAY = "mail server away"
    """Nobody gets any: the server is down, or does not let us in."""
    LATER = "mail put off"
    """For this one address, for now."""
    REFUSED = "mail refused"
    LETTERS = "mail letters"
    """The server cannot write to an address with such letters (SMTPUTF8)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailCode(Mail):
    """Send the code that shows that an address belongs to who gave it."""

    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailInvitation(Mail):
    """Mail somebody an invitation, or its change: words and a calendar object."""

    lane = Lane.URGENT
    despite_absence = True
    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    change: Change
    purpose: Purpose
    entry: Entry
    required: bool
    chair: bool
    secret: str
    reply: Reply | None
    municipality: str
    phone: str
    """The case manager's, for who answers by telephone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MailRemoval(Mail):
    """Take a meeting out of the calendar of who is not expected there any more.

    It belongs to no case: who has left it is to get it too.
    """

    lane = Lane.URGENT
    despite_absence = True

    roundtable: RoundtableId
    entry: Entry
    required: bool
    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MailCounterDeclined(Mail):
    """Tell a calendar that proposed another time that the meeting stays as it is."""

    lane = Lane.URGENT
    shows = InfoClass.SCHEDULE

    roundtable: RoundtableId
    entry: Entry
    required: bool
    municipality: str


@dataclass(frozen=True, slots=True, kw_only=True)
class TellMailRefused(Message):
    """Tell the case manager that somebody's invitation cannot be mailed."""

    lane = Lane.URGENT
    shows = InfoClass.SILENCE

    code: str
    name: str
    role: Role
    trouble: MailTrouble


@dataclass(frozen=True, slots=True, kw_only=True)
class TellOwnMailRefused(Message):
    """Tell somebody that mail to the address they gave does not arrive."""

    address: str
    trouble: MailTrouble


@dataclass(frozen=True, slots=True, kw_only=True)
class TellMailAway(Message):
    """Tell the case manager, once, that the mail server takes nothing."""

    lane = Lane.URGENT

    since: datetime


def announce(
    roundtable: Roundtable,
    circle: Circle,
    change: Change,
    secrets: Mapping[MemberId, str],
) -> tuple[MailInvitation, ...]:
    """Write to everyone seated here who has confirmed an address."""
    if circle.mail_room is None:
        return ()
    return tuple(_invitations(roundtable, circle, change, secrets))


def _invitations(
    roundtable: Roundtable,
    circle: Circle,
    change: Change,
    secrets: Mapping[MemberId, str],
) -> Iterator[MailInvitation]:
    assert circle.mail_room is not None  # noqa: S101 - asked before
    for seat, who in circle.seated(roundtable):
        if not who.person.email or seat.member not in secrets:
            continue
        yield MailInvitation(
            to=seat.person,
            case=roundtable.case,
            expires_at=roundtable.ends_at,
            address=who.person.email,
            made_at=circle.mail_room.now,
            about=roundtable.id,
            roundtable=roundtable.id,
            change=change,
            purpose=roundtable.purpose,
            entry=roundtable.entry(circle.code, seat.member),
            required=seat.required,
            chair=seat.chair,
            secret=secrets[seat.member],
            reply=seat.reply,
            municipality=circle.mail_room.municipality,
            phone=_phone(circle),
        )


def removal(
    roundtable: Roundtable, seat: Seat, address: str, code: str, room: MailRoom
) -> MailRemoval:
    """Take the meeting out of one person's calendar; it takes place without them."""
    return MailRemoval(
        to=seat.person,
        expires_at=roundtable.ends_at,
        address=address,
        made_at=room.now,
        about=roundtable.id,
        roundtable=roundtable.id,
        entry=roundtable.entry(code, seat.member),
        required=seat.required,
        municipality=room.municipality,
    )


def counter_declined(
    roundtable: Roundtable, circle: Circle, person: PersonId
) -> tuple[MailCounterDeclined, ...]:
    """Answer the calendar that proposed another time, where it can be mailed to."""
    seats = [(s, who) for s, who in circle.seated(roundtable) if s.person == person]
    room = circle.mail_room
    if room is None or roundtable.starts_at is None:
        return ()
    return tuple(
        MailCounterDeclined(
            to=person,
            case=roundtable.case,
            expires_at=roundtable.ends_at,
            address=who.person.email,
            made_at=room.now,
            about=roundtable.id,
            roundtable=roundtable.id,
            entry=roundtable.entry(circle.code, seat.member),
            required=seat.required,
            municipality=room.municipality,
        )
        for seat, who in seats
        if who.person.email
    )


def is_superseded(
    mail: MailInvitation | MailCounterDeclined, roundtable: Roundtable, address: str
) -> bool:
    """Say whether a newer mail of the same meeting says more than this one.

    A cancellation is never overtaken; nor does it matter where somebody reads now.
    """
    if isinstance(mail, MailInvitation) and mail.change is Change.CANCELLED:
        return False
    seated = any(seat.person == mail.to for seat in roundtable.seats)
    newer = roundtable.entry("").cancelled or roundtable.sequence > mail.entry.sequence
    return newer or not seated or address != mail.address


def _phone(circle: Circle) -> str:
    manager: PersonId = circle.manager
    return next((p.person.phone for p in circle.present if p.person.id == manager), "")


Messages = (
    MailCode
    | MailInvitation
    | MailRemoval
    | MailCounterDeclined
    | TellMailRefused
    | TellOwnMailRefused
    | TellMailAway
)
