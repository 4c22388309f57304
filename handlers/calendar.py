"""Calendar files: the same bytes in the chat and behind the link."""

from dataclasses import replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from casework import mails
from casework.announcements import invitation
from casework.calendars import CalendarLink, Change, Entry
from casework.cases import Member
from casework.circles import Circle, Participant
from casework.ids import CalendarLinkId, MemberId, new_id
from casework.mails import MailCounterDeclined, MailInvitation, MailRemoval
from casework.outcome import Outcome
from casework.roundtables import Reply, Roundtable
from handlers.turn import Turn
from scheduling import invitations
from scheduling.calendar import (
    Guest,
    Mailbox,
    Meeting,
    Partstat,
    Role,
    Status,
    uid_of,
)
from storage.addresses import token_hash

TITLE = "Ümarlaud {code}"
"""What a calendar shows to whoever looks over a shoulder: the law's word and the
code, the same in every language, so that file and link agree (check 60)."""

WithCalendar = MailInvitation | MailRemoval | MailCounterDeclined
"""The mails that bring a calendar object."""


async def published(turn: Turn, secret: str) -> bytes | None:
    """Return the calendar file behind a secret link; None: it shows nothing (any more).

    A link ends with its member's place in the network or at the table.
    """
    link = await turn.tx.calendar_links.by_secret(token_hash(secret))
    if link is None:
        return None
    member = await turn.tx.members.find(link.member)
    roundtable = await turn.tx.roundtables.find(link.roundtable)
    if member is None or not member.reads or roundtable is None:
        return None
    case = await turn.tx.cases.get(link.case)
    seated = any(seat.member == link.member for seat in roundtable.seats)
    if not case.is_open or not seated or roundtable.starts_at is None:
        return None
    entry = roundtable.entry(case.code, link.member)
    return file_of(entry, turn.office.zone, turn.office.mailbox)


def file_of(entry: Entry, zone: ZoneInfo, mailbox: str = "") -> bytes:
    """Return the calendar file of a roundtable: no name and nobody's address in it."""
    return invitations.published(meeting_of(entry, zone, mailbox))


def files_of(entries: tuple[Entry, ...], zone: ZoneInfo, mailbox: str = "") -> bytes:
    """Return one calendar file of several roundtables, each an entry of its own."""
    first, *others = (meeting_of(entry, zone, mailbox) for entry in entries)
    return invitations.published(first, others)


def mailed(mail: WithCalendar, zone: ZoneInfo, mailbox: str) -> bytes:
    """Return the calendar object of a mail; it names its reader and nobody else."""
    meeting = meeting_of(mail.entry, zone, mailbox, mail.made_at)
    if isinstance(mail, MailRemoval):
        return invitations.removal(meeting, _guest(mail, chair=False))
    if isinstance(mail, MailCounterDeclined):
        return invitations.counter_declined(meeting, _guest(mail, chair=False))
    if mail.change is Change.CANCELLED:
        return invitations.cancellation(meeting, _guest(mail, chair=mail.chair))
    guest = _guest(mail, chair=mail.chair)
    answered = _PARTSTATS.get(mail.reply, Partstat.NEEDS_ACTION)
    return invitations.invitation(meeting, replace(guest, partstat=answered))


_PARTSTATS: dict[Reply | None, Partstat] = {
    Reply.COMES: Partstat.ACCEPTED,
    Reply.DECLINES: Partstat.DECLINED,
}


def _guest(mail: WithCalendar, *, chair: bool) -> Guest:
    role = Role.REQUIRED if mail.required else Role.OPTIONAL
    return Guest(mail.address, role=Role.CHAIR if chair else role)


def meeting_of(
    entry: Entry, zone: ZoneInfo, mailbox: str = "", made_at: datetime | None = None
) -> Meeting:
    """Return a roundtable as calendars know it."""
    domain = entry.uid.rpartition("@")[2]
    title = TITLE.format(code=entry.code)
    return Meeting(
        uid=entry.uid,
        sequence=entry.sequence,
        starts_at=entry.starts_at,
        length=timedelta(minutes=entry.minutes_long),
        zone=zone,
        title=title,
        organizer=Mailbox(mailbox or f"umarlaud@{domain}", "Ümarlaud"),
        made_at=made_at or entry.changed_at,
        place=entry.place,
        status=Status.CANCELLED if entry.cancelled else Status.CONFIRMED,
    )


def new_uid(turn: Turn) -> str:
    """Return the name under which calendars know a new meeting for ever."""
    return uid_of(new_id(), turn.office.domain)


async def sent_again(
    turn: Turn, roundtable: Roundtable, circle: Circle, who: Participant
) -> Outcome:
    """Give one person the latest invitation once more, by mail where mail is sent."""
    alone = replace(circle, present=(who,))
    secrets = await new_links(turn, roundtable, alone)
    mailed = mails.announce(roundtable, alone, Change.CONVENED, secrets)
    if mailed:
        return Outcome(messages=mailed)
    invited = tuple(
        invitation(roundtable, circle, seat, Change.CONVENED, secrets[seat.member])
        for seat, _ in alone.seated(roundtable)
    )
    mailed_too = mails.announce(roundtable, circle, Change.CONVENED, secrets)
    return Outcome(messages=(*invited, *mailed_too))


async def new_links(
    turn: Turn, roundtable: Roundtable, circle: Circle
) -> dict[MemberId, str]:
    """Make a secret link for each seat; earlier ones of the same seat go on working."""
    return {
        seat.member: await new_link(turn, roundtable, who.member)
        for seat, who in circle.seated(roundtable)
    }


async def new_link(turn: Turn, roundtable: Roundtable, member: Member) -> str:
    """Make a secret link for one seat; return the secret, which is kept nowhere."""
    secret = turn.office.secrets()
    await turn.tx.calendar_links.keep(
        CalendarLink(
            id=CalendarLinkId(new_id()),
            case=roundtable.case,
            person=member.person,
            member=member.id,
            roundtable=roundtable.id,
            token_hash=token_hash(secret),
        )
    )
    return secret
