"""Whether somebody comes: one fact, whether said in the chat, on a page or by mail."""

from datetime import datetime

from casework import attendance, meetings, tasks
from casework.announcements import ConfirmReply
from casework.circles import Circle
from casework.disclosure import InfoClass
from casework.meetings import Answer, InvitationAnswered
from casework.outcome import Outcome
from casework.roundtables import Reply, Roundtable
from casework.tasks import TaskKind
from handlers import circles
from handlers.incoming import Said
from handlers.roundtable_actions import AnswerInvitation
from handlers.turn import Turn


async def answer(turn: Turn, said: Said, action: AnswerInvitation) -> None:
    """Take a pressed answer to an invitation."""
    person = said.person.id
    asked, circle = await circles.joined(turn, person, action.roundtable)
    given = Answer(
        person=person, reply=action.reply, sequence=action.sequence, at=turn.now
    )
    await take(turn, asked, circle, given)


async def take(turn: Turn, asked: Roundtable, circle: Circle, given: Answer) -> None:
    """Keep an answer, wherever it was given; a "no" reaches the case manager at once.

    Raises:
        OutOfDate: it has begun, was called off, or was moved since.
        NotYours: they have no seat.
    """
    before = asked.seat_of(given.person).reply
    answered = meetings.answer(asked, given, turn.now)
    fact = fact_of(asked, given, turn.now)
    outcome = Outcome((answered,), (fact,), (_confirmed(answered, circle, given),))
    declines = given.reply is Reply.DECLINES and before is not Reply.DECLINES
    if declines and given.person != circle.manager:
        case = await turn.tx.cases.get(asked.case)
        task = tasks.open_task(TaskKind.DECLINED, case, turn.now, about=given.person)
        outcome += attendance.tell_declined(answered, circle, given, task)
    elif declines:
        # Who leads it cannot be missing from it: what can be done is at hand.
        card = attendance.card(answered, circle, turn.today)
        outcome += Outcome(messages=(card,))
    elif given.note and given.person != circle.manager:
        outcome += attendance.pass_note(answered, circle, given)
    await turn.tx.keep(outcome)


def fact_of(
    asked: Roundtable, given: Answer, now: datetime, *, holds: bool = True
) -> InvitationAnswered:
    """Return the line of the journal about an answer, taken or overtaken."""
    return InvitationAnswered(
        at=now,
        by=given.person,
        case=asked.case,
        roundtable=asked.id,
        reply=given.reply,
        source=given.source,
        holds=holds,
    )


def _confirmed(roundtable: Roundtable, circle: Circle, given: Answer) -> ConfirmReply:
    assert roundtable.starts_at is not None  # noqa: S101 - answered once it has one
    reader = circles.participant(circle, given.person)
    return ConfirmReply(
        to=given.person,
        case=roundtable.case,
        roundtable=roundtable.id,
        reply=given.reply,
        sequence=roundtable.sequence,
        starts_at=roundtable.starts_at,
        code=circle.code,
        may_raise=reader.reads(InfoClass.SCHEDULE),
        source=given.source,
    )
