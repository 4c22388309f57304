"""Calendar files: the same bytes in the chat and behind the link."""

from dataclasses import replace
from datetime import timedelta
from zoneinfo import ZoneInfo

from casework.announcements import Change, invitation
from casework.calendars import CalendarLink, Entry
from casework.circles import Circle, Participant
from casework.ids import CalendarLinkId, MemberId, new_id
from casework.outcome import Outcome
from casework.roundtables import Roundtable
from handlers.turn import Turn
from scheduling import invitations
from scheduling.calendar import Mailbox, Meeting, Status, uid_of
from storage.addresses import token_hash

TITLE = "Ümarlaud {code}"
"""What a calendar shows to whoever looks over a shoulder: the law's word and the
code, the same in every language, so that file and link agree (check 60)."""


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
    return file_of(roundtable.entry(case.code), turn.office.zone)


def file_of(entry: Entry, zone: ZoneInfo) -> bytes:
    """Return the calendar file of a roundtable: no name and nobody's address in it."""
    domain = entry.uid.rpartition("@")[2]
    title = TITLE.format(code=entry.code)
    meeting = Meeting(
        uid=entry.uid,
        sequence=entry.sequence,
        starts_at=entry.starts_at,
        length=timedelta(minutes=entry.minutes_long),
        zone=zone,
        title=title,
        organizer=Mailbox(f"umarlaud@{domain}", "Ümarlaud"),
        made_at=entry.changed_at,
        place=entry.place,
        status=Status.CANCELLED if entry.cancelled else Status.CONFIRMED,
    )
    return invitations.published(meeting)


def new_uid(turn: Turn) -> str:
    """Return the name under which calendars know a new meeting for ever."""
    return uid_of(new_id(), turn.office.domain)


async def sent_again(
    turn: Turn, roundtable: Roundtable, circle: Circle, who: Participant
) -> Outcome:
    """Give one person the latest invitation once more."""
    alone = replace(circle, present=(who,))
    secrets = await new_links(turn, roundtable, alone)
    invited = tuple(
        invitation(roundtable, circle, seat, Change.CONVENED, secrets[seat.member])
        for seat, _ in alone.seated(roundtable)
    )
    return Outcome(messages=invited)


async def new_links(
    turn: Turn, roundtable: Roundtable, circle: Circle
) -> dict[MemberId, str]:
    """Make a secret link for each seat; earlier ones of the same seat go on working."""
    secrets = {}
    for seat, _ in circle.seated(roundtable):
        secret = turn.office.secrets()
        secrets[seat.member] = secret
        await turn.tx.calendar_links.keep(
            CalendarLink(
                id=CalendarLinkId(new_id()),
                case=roundtable.case,
                person=seat.person,
                member=seat.member,
                roundtable=roundtable.id,
                token_hash=token_hash(secret),
            )
        )
    return secrets
