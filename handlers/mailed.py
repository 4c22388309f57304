"""What comes by mail: answers taken, everything else told to whoever it concerns."""

import logging
from dataclasses import replace

from casework import notices
from casework.announcements import InviteToRoundtable
from casework.calendars import common_uid
from casework.circles import Circle, Participant
from casework.ids import PersonId
from casework.mailed import Doubt, TellMailDoubt, Unread
from casework.mails import MailInvitation
from casework.meetings import Answer
from casework.personal_code import holds_personal_code
from casework.refusals import (
    CaseClosed,
    HoldsPersonalCode,
    Refusal,
)
from casework.roundtables import Roundtable, RoundtableState, Source, Suggestion
from casework.timing import day_begins
from handlers import (
    attending,
    calendar,
    circles,
    gathered,
    mailed_unproven,
    mailed_words,
    suggesting,
)
from handlers.mailed_unproven import SAYS
from handlers.turn import Turn
from scheduling.calendar import Partstat
from scheduling.judging import Answered, Standing, Verdict, judge
from scheduling.replies import Asked, Heard, Puzzle, Reply, Unheard

logger = logging.getLogger(__name__)

PARTSTATS = {says: partstat for partstat, says in SAYS.items()}
_MOST_PRETENDED = 3
"""Meetings one forged mail can trouble case managers about."""
_INVITATIONS = (MailInvitation.__name__, InviteToRoundtable.__name__)
_MOST_SENT = 8
"""Invitations a day beyond which a mail that asks for one more brings none."""


async def take(turn: Turn, mail: Heard | Unheard) -> None:
    """Take one mail: whatever it holds, it changes nothing but its writer's answers."""
    if isinstance(mail, Unheard):
        await _unheard(turn, mail)
        return
    # Of two answers in one mail about the same date, the last one counts.
    last = {(reply.uid, reply.recurrence_id): reply for reply in mail.replies}
    late: set[PersonId] = set()
    for reply in last.values():
        late |= await _reply(turn, reply, vouched=mail.vouched)
    for person in late:
        await mailed_words.tell_unread(turn, person, Unread.LATE)


async def _unheard(turn: Turn, mail: Unheard) -> None:
    logger.info("mail not taken", extra={"why": mail.puzzle.value})
    match mail.puzzle:
        case Puzzle.AUTO_REPLY:
            pass
        case Puzzle.BOUNCE:
            await mailed_words.bounced(turn, mail)
        case Puzzle.SPOOFED:
            await _pretended(turn, mail)
        case Puzzle.NO_CALENDAR:
            await mailed_words.take(turn, mail.sender or "", mail.words)
        case _:
            await mailed_words.not_understood(turn, mail)


async def _reply(turn: Turn, reply: Reply, *, vouched: bool) -> set[PersonId]:
    """Take one answer; return who is to hear that it came too late."""
    named, reply = reply.uid, replace(reply, uid=common_uid(reply.uid))
    table = await _table(turn, reply.uid)
    if table is None:
        people = await turn.tx.people.by_email(reply.attendee)
        return {person.id for person in people}
    meeting, circle = table
    theirs = _with_address(meeting, circle, reply.attendee)
    if not _is_ahead(turn, meeting):
        return {who.person.id for who in theirs}
    if len(theirs) > 1:
        await _doubt(turn, table, Doubt.SHARED, reply, theirs)
        return set()
    verdict = judge(reply, _standing(meeting, circle))
    proven = vouched or (theirs and mailed_unproven.is_own(meeting, theirs[0], named))
    if theirs and verdict in mailed_unproven.WEIGHTY and not proven:
        return await mailed_unproven.take(turn, table, reply, verdict)
    try:
        return await _do(turn, table, reply, verdict)
    except Refusal as refusal:
        for who in theirs:
            await turn.tx.outbox.add(notices.refused(who.person.id, refusal))
        return set()


async def _do(
    turn: Turn, table: tuple[Roundtable, Circle], reply: Reply, verdict: Verdict
) -> set[PersonId]:
    meeting, circle = table
    theirs = _with_address(meeting, circle, reply.attendee)
    match verdict:
        case Verdict.APPLY:
            given = await _given(turn, meeting, reply, theirs[0])
            await attending.take(turn, meeting, circle, given)
        case Verdict.OUTDATED:
            return await _history(turn, meeting, reply, theirs[0])
        case Verdict.PROPOSAL:
            await _suggested(turn, meeting, reply, theirs[0])
        case Verdict.SEND_AGAIN:
            await _send_again(turn, meeting, circle, theirs[0])
        case Verdict.ASK if reply.partstat is Partstat.DELEGATED:
            await _doubt(turn, table, Doubt.DELEGATED, reply, theirs)
        case Verdict.ASK | Verdict.UNKNOWN_DATE:
            await _doubt(turn, table, Doubt.UNCLEAR, reply, theirs)
        case Verdict.UNINVITED:
            await _doubt(turn, table, Doubt.UNINVITED, reply, ())
        case Verdict.REPEATED | Verdict.UNKNOWN_MEETING:
            pass
    return set()


async def _given(
    turn: Turn, meeting: Roundtable, reply: Reply, who: Participant
) -> Answer:
    note = reply.comment
    if holds_personal_code(note):
        note = ""
        refused = notices.refused(who.person.id, HoldsPersonalCode())
        await turn.tx.outbox.add(refused)
    elif note:
        await mailed_words.heed(turn, who.person, note)
    said_at = reply.made_at or turn.now
    return Answer(
        person=who.person.id,
        reply=SAYS[reply.partstat or Partstat.TENTATIVE],
        sequence=meeting.sequence,
        at=min(said_at, turn.now),
        source=Source.MAIL,
        note=note,
    )


async def _history(
    turn: Turn, meeting: Roundtable, reply: Reply, who: Participant
) -> set[PersonId]:
    """Write down an answer that was overtaken; say so if it was about an old time."""
    if reply.partstat in SAYS:
        given = await _given(turn, meeting, reply, who)
        fact = attending.fact_of(meeting, given, turn.now, holds=False)
        await turn.tx.journal.add(fact)
    return {who.person.id} if reply.sequence < meeting.sequence else set()


async def _suggested(
    turn: Turn, meeting: Roundtable, reply: Reply, who: Participant
) -> None:
    starts_at = reply.counter_starts_at
    assert starts_at is not None  # noqa: S101 - a proposal has a time
    note = "" if holds_personal_code(reply.comment) else reply.comment
    new = Suggestion(
        person=who.person.id,
        starts_at=starts_at,
        words=note[: suggesting.LIMIT],
        at=turn.now,
        source=Source.MAIL,
    )
    await suggesting.suggest(turn, meeting.id, new)


async def _send_again(
    turn: Turn, meeting: Roundtable, circle: Circle, who: Participant
) -> None:
    """Give somebody their invitation again, unless anybody has asked for it too often."""
    today = day_begins(turn.now, turn.almanac)
    had = await turn.tx.mails.told(who.person.id, _INVITATIONS, today)
    if had < _MOST_SENT:
        await turn.tx.keep(await calendar.sent_again(turn, meeting, circle, who))
    else:
        await mailed_words.tell_unread(turn, who.person.id, Unread.MANY)


async def _pretended(turn: Turn, mail: Unheard) -> None:
    """Tell the case managers for whose members somebody else has answered."""
    for uid, attendee in dict.fromkeys(mail.about[:_MOST_PRETENDED]):
        table = await _table(turn, common_uid(uid))
        if table is not None and _is_ahead(turn, table[0]):
            theirs = _with_address(*table, attendee)
            sent = Reply(asked=Asked.REPLY, uid=uid, attendee=mail.sender or "")
            await _doubt(turn, table, Doubt.NOT_THEIRS, sent, theirs)


async def _doubt(
    turn: Turn,
    table: tuple[Roundtable, Circle],
    doubt: Doubt,
    reply: Reply,
    theirs: tuple[Participant, ...],
) -> None:
    meeting, circle = table
    assert meeting.starts_at is not None  # noqa: S101 - it is ahead
    told = TellMailDoubt(
        to=circle.manager,
        case=meeting.case,
        expires_at=meeting.starts_at,
        roundtable=meeting.id,
        code=circle.code,
        starts_at=meeting.starts_at,
        doubt=doubt,
        address=reply.attendee,
        names=tuple(sorted(who.person.name for who in theirs)),
        instead=reply.delegated_to,
        note="" if holds_personal_code(reply.comment) else reply.comment,
    )
    await gathered.doubt(turn, meeting, told, [who.member.id for who in theirs])


async def _table(turn: Turn, uid: str) -> tuple[Roundtable, Circle] | None:
    """Return the roundtable calendars know by this name, and who is around it."""
    found = await turn.tx.roundtables.by_uid(uid)
    if not found:
        return None
    try:
        return found[-1], await circles.of_case(turn, found[-1].case)
    except CaseClosed:
        return None


def _is_ahead(turn: Turn, meeting: Roundtable) -> bool:
    convened = meeting.state is RoundtableState.CONVENED
    return convened and meeting.starts_at is not None and turn.now < meeting.starts_at


def _with_address(
    meeting: Roundtable, circle: Circle, address: str
) -> tuple[Participant, ...]:
    return tuple(
        who
        for _, who in circle.seated(meeting)
        if address and who.person.email.casefold() == address
    )


def _standing(meeting: Roundtable, circle: Circle) -> Standing:
    seated = [
        (seat, who.person.email.casefold()) for seat, who in circle.seated(meeting)
    ]
    return Standing(
        uid=meeting.uid,
        sequence=meeting.sequence,
        guests=frozenset(address for _, address in seated if address),
        answers={
            (address, None): Answered(
                PARTSTATS[seat.reply], meeting.sequence, seat.replied_at
            )
            for seat, address in seated
            if seat.reply is not None
        },
    )
