"""Mails around roundtables: whom a change still concerns, and what fails."""

from datetime import datetime, timedelta

from casework import mails
from casework.announcements import Change
from casework.cases import Member
from casework.circles import MailRoom
from casework.ids import CaseId, PersonId
from casework.mails import (
    MailCounterDeclined,
    MailInvitation,
    MailRemoval,
    MailTrouble,
    TellMailAway,
    TellMailRefused,
    TellOwnMailRefused,
)
from casework.outcome import Mail, Message
from casework.roundtables import Roundtable, RoundtableState
from handlers import calendar, circles
from handlers.turn import Turn

PATIENCE = timedelta(hours=1)
"""How long a mail server may be away before anybody need hear of it."""


async def still_wanted(turn: Turn, message: Message) -> bool:
    """Say whether a mail still tells its reader something, now that it would leave.

    Of several changes that waited, the newest is enough; what was never invited
    need not be called off.
    """
    if isinstance(message, MailRemoval):
        return await _may_know(turn, message)
    if not isinstance(message, MailInvitation | MailCounterDeclined):
        return True
    meeting = await turn.tx.roundtables.get(message.roundtable)
    reader = await turn.tx.people.get(message.to)
    if isinstance(message, MailInvitation) and message.change is Change.CANCELLED:
        return await _may_know(turn, message)
    return not mails.is_superseded(message, meeting, reader.email)


async def _may_know(turn: Turn, mail: MailInvitation | MailRemoval) -> bool:
    return await turn.tx.mails.may_have_arrived(mail.to, mail.roundtable)


async def let_go(turn: Turn, member: Member) -> None:
    """Take the meetings of a network out of the calendar of who leaves it."""
    person = await turn.tx.people.get(member.person)
    for meeting in await turn.tx.roundtables.ahead(member.case):
        await unseat(turn, meeting, person.id, person.email)


async def move_address(turn: Turn, person: PersonId, before: str, after: str) -> None:
    """Move somebody's invitations to another address; "" stands for none."""
    if before == after:
        return
    for member in await turn.tx.members.of_person(person):
        for meeting in await turn.tx.roundtables.ahead(member.case):
            await unseat(turn, meeting, person, before)
            if member.reads and after:
                await _invite(turn, meeting, member)


async def unseat(
    turn: Turn, meeting: Roundtable, person: PersonId, address: str
) -> None:
    """Take one meeting out of the calendar at an address."""
    seat = next((s for s in meeting.seats if s.person == person), None)
    convened = meeting.state is RoundtableState.CONVENED
    if not (turn.office.mailbox and address and seat and convened):
        return
    room = MailRoom(turn.office.municipality, turn.now)
    case = await turn.tx.cases.get(meeting.case)
    await turn.tx.outbox.add(mails.removal(meeting, seat, address, case.code, room))


async def _invite(turn: Turn, meeting: Roundtable, member: Member) -> None:
    if meeting.state is not RoundtableState.CONVENED:
        return
    circle = await circles.of_case(turn, meeting.case)
    secret = await calendar.new_link(turn, meeting, member)
    theirs = {member.id: secret}
    for mail in mails.announce(meeting, circle, Change.CONVENED, theirs):
        await turn.tx.outbox.add(mail)


async def refused(turn: Turn, mail: Mail, reason: str) -> None:
    """Tell who gave an address, and their case manager, that no mail arrives there."""
    trouble = MailTrouble(reason) if reason in set(MailTrouble) else MailTrouble.LATER
    own = TellOwnMailRefused(to=mail.to, address=mail.address, trouble=trouble)
    await turn.tx.outbox.add(own)
    if isinstance(mail, MailInvitation) and mail.case is not None and not mail.chair:
        await tell_manager(turn, mail.to, mail.case, trouble)


async def tell_manager(
    turn: Turn, person: PersonId, case_id: CaseId, trouble: MailTrouble
) -> None:
    """Tell the case manager that somebody's invitations cannot be mailed."""
    member = await turn.tx.members.in_case(person, case_id)
    if member is None:
        return
    case = await turn.tx.cases.get(case_id)
    who = await turn.tx.people.get(person)
    await turn.tx.outbox.add(
        TellMailRefused(
            to=case.manager,
            case=case.id,
            code=case.code,
            name=who.name,
            role=member.role,
            trouble=trouble,
        )
    )


async def delayed(turn: Turn, mail: Mail, made_at: datetime) -> None:
    """Tell the case manager, once, that the mail server takes nothing."""
    if mail.case is None or turn.now - made_at < PATIENCE:
        return
    case = await turn.tx.cases.get(mail.case)
    kind = TellMailAway.__name__
    if not await turn.tx.mails.told_since_last_sent(case.manager, kind):
        await turn.tx.outbox.add(TellMailAway(to=case.manager, since=made_at))
