"""Answers by mail that anybody may have written: they count once their owner says so.

What shows whose an answer is: our own mail server found its sender genuine, or it
bears the name that only this seat's calendar was told.
"""

from hmac import compare_digest

from casework import mailed, meetings
from casework.circles import Circle, Participant
from casework.ids import PersonId
from casework.mailed import AskWasItYou, Doubt, TellMailDoubt, TellMailLeft
from casework.meetings import Answer
from casework.outcome import Outcome
from casework.personal_code import holds_personal_code
from casework.refusals import OutOfDate
from casework.roundtables import Reply as Says
from casework.roundtables import Roundtable, Source, Suggestion
from handlers import attending, circles, forms, mailed_words, suggesting
from handlers.incoming import Said
from handlers.roundtable_actions import OwnMail
from handlers.turn import Turn
from scheduling.calendar import Partstat
from scheduling.judging import Verdict
from scheduling.replies import Reply

SAYS = {
    Partstat.ACCEPTED: Says.COMES,
    Partstat.TENTATIVE: Says.UNSURE,
    Partstat.DECLINED: Says.DECLINES,
}
WEIGHTY = frozenset({Verdict.APPLY, Verdict.PROPOSAL, Verdict.OUTDATED})
"""What would change something, or be written down as said by somebody."""


def is_own(meeting: Roundtable, who: Participant, named: str) -> bool:
    """Say whether an answer names the meeting as only this seat's calendar does."""
    own = meeting.uid_of(who.member.id)
    return bool(meeting.secret) and compare_digest(own.encode(), named.encode())


async def take(
    turn: Turn, table: tuple[Roundtable, Circle], reply: Reply, verdict: Verdict
) -> set[PersonId]:
    """Ask who is named whether it is theirs; return who is to hear it came too late."""
    meeting, circle = table
    address = reply.attendee
    (who,) = (
        p for _, p in circle.seated(meeting) if p.person.email.casefold() == address
    )
    if verdict is Verdict.OUTDATED:
        return {who.person.id} if reply.sequence < meeting.sequence else set()
    asked = _question(meeting, circle, who, reply)
    seat = meeting.seat_of(who.person.id)
    if asked.wanted_at is not None or asked.reply is not seat.reply or asked.note:
        await mailed_words.heed(turn, who.person, asked.note)
        await _ask(turn, table, who, asked)
    return set()


async def _ask(
    turn: Turn,
    table: tuple[Roundtable, Circle],
    who: Participant,
    asked: AskWasItYou,
) -> None:
    """Ask them, unless they were asked too often: a forger could write for ever."""
    meeting, circle = table
    seat = mailed.asked_again(meeting.seat_of(who.person.id))
    await turn.tx.roundtables.keep(meeting.with_seat(seat))
    if not mailed.is_too_much(seat):
        await turn.tx.outbox.add(asked)
    elif mailed.is_first_too_many(seat):
        await turn.tx.keep(_told(turn, meeting, circle, who, Doubt.MANY))


def _question(
    meeting: Roundtable, circle: Circle, who: Participant, reply: Reply
) -> AskWasItYou:
    assert meeting.starts_at is not None  # noqa: S101 - it is ahead
    says = None if reply.partstat is None else SAYS.get(reply.partstat)
    return AskWasItYou(
        to=who.person.id,
        case=meeting.case,
        expires_at=meeting.starts_at,
        roundtable=meeting.id,
        code=circle.code,
        starts_at=meeting.starts_at,
        sequence=meeting.sequence,
        reply=None if reply.counter_starts_at else says,
        wanted_at=reply.counter_starts_at,
        note="" if holds_personal_code(reply.comment) else reply.comment,
    )


async def settle(turn: Turn, said: Said, action: OwnMail) -> None:
    """Take an answer by mail as its owner's, or tell the case manager that it is not.

    Raises:
        OutOfDate: the roundtable was moved since, has begun or was called off.
    """
    person = said.person.id
    meeting, circle = await circles.joined(turn, person, action.roundtable)
    meetings.check_convened(meeting)
    if action.sequence != meeting.sequence:
        raise OutOfDate
    await forms.settle(turn, said)
    seat = mailed.owned(meeting.seat_of(person), mine=action.mine)
    meeting = meeting.with_seat(seat)
    await turn.tx.roundtables.keep(meeting)
    if not action.mine:
        await _denied(turn, meeting, circle, circles.participant(circle, person))
    elif action.wanted_at is not None:
        new = Suggestion(
            person=person,
            starts_at=action.wanted_at,
            at=turn.now,
            source=Source.MAIL,
        )
        await suggesting.suggest(turn, meeting.id, new)
    elif action.reply is not None:
        given = Answer(
            person=person,
            reply=action.reply,
            sequence=action.sequence,
            at=turn.now,
            source=Source.MAIL,
        )
        await attending.take(turn, meeting, circle, given)


async def _denied(
    turn: Turn, meeting: Roundtable, circle: Circle, who: Participant
) -> None:
    await turn.tx.keep(_told(turn, meeting, circle, who, Doubt.DENIED))
    await turn.tx.outbox.add(TellMailLeft(to=who.person.id, case=meeting.case))


def _told(
    turn: Turn, meeting: Roundtable, circle: Circle, who: Participant, doubt: Doubt
) -> Outcome:
    assert meeting.starts_at is not None  # noqa: S101 - it is convened
    told = TellMailDoubt(
        to=circle.manager,
        case=meeting.case,
        expires_at=meeting.starts_at,
        roundtable=meeting.id,
        code=circle.code,
        starts_at=meeting.starts_at,
        doubt=doubt,
        address=who.person.email,
        names=(who.person.name,),
    )
    return mailed.doubted(meeting, told, turn.now)
