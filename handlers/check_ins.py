"""Check-ins as time sees them: begun, delivered, reminded of, ended."""

from datetime import timedelta

from casework import opening, reminding, reports
from casework.asking import PutQuestion
from casework.check_ins import CheckIn, CheckInState
from casework.ids import CaseId, PersonId, ShownId
from casework.outcome import Message
from casework.rhythms import Rhythm
from casework.tasks import TaskKind
from casework.timing import next_open
from handlers import tasks
from handlers.turn import Turn

REMEMBERED = timedelta(weeks=26)
"""Who was last asked longer ago is told again what the questions are for."""


async def begin(turn: Turn, check_in: CheckIn, *, here: bool) -> None:
    """Put the first question, unless the same person is busy with another."""
    unfinished = await turn.tx.check_ins.open_of(check_in.person)
    if any(other.occupies for other in unfinished):
        await turn.tx.check_ins.keep(opening.wait_for_another(check_in))
        return
    await _open(turn, check_in, here=here)


async def start_waiting(turn: Turn, person: PersonId, *, here: bool) -> None:
    """Put the check-in that has waited for another one to end."""
    unfinished = await turn.tx.check_ins.open_of(person)
    waiting = [c for c in unfinished if c.state is CheckInState.PLANNED]
    if waiting and not any(other.occupies for other in unfinished):
        await _open(turn, waiting[0], here=here)


async def _open(turn: Turn, check_in: CheckIn, *, here: bool) -> None:
    """Put the first question; who has met the set before is told less about it."""
    lately = await turn.tx.check_ins.of_person_since(
        check_in.person, turn.now - REMEMBERED
    )
    met = any(
        earlier.shown is not None and earlier.question_set == check_in.question_set
        for earlier in lately
        if earlier.id != check_in.id
    )
    await turn.tx.keep(opening.open_now(check_in, turn.now, here=here, met=met))


async def end_earlier(turn: Turn, rhythm: Rhythm) -> None:
    """End what an earlier occurrence of a rhythm left open: a new one begins."""
    for earlier in await turn.tx.check_ins.open_of(rhythm.person):
        same = earlier.member == rhythm.member
        if same and earlier.question_set == rhythm.question_set:
            await turn.tx.keep(reminding.end(earlier, turn.now))


async def stop(turn: Turn, person: PersonId, case: CaseId | None = None) -> None:
    """End what is being asked of somebody who said STOP; it is no answer (R44)."""
    for check_in in await turn.tx.check_ins.open_of(person):
        if case not in {None, check_in.case}:
            continue
        await turn.tx.keep(reminding.end(check_in, turn.now, stopped=True))


async def wake(turn: Turn, check_in: CheckIn) -> None:
    """Remind, hand over to the case manager, or end: what the moment asks for."""
    member = await turn.tx.members.get(check_in.member)
    case = await turn.tx.cases.get(check_in.case)
    person = await turn.tx.people.get(check_in.person)
    gone = not member.may_be_asked or not case.is_open
    if gone or person.stopped_at is not None:
        await turn.tx.keep(reminding.end(check_in, turn.now, stopped=True))
        return
    opens = next_open(person, turn.now, turn.almanac)
    outcome = reminding.wake(check_in, opens, turn.now)
    await turn.tx.keep(outcome)
    after: CheckIn = outcome.things[0]
    if reports.is_silence(check_in, after):
        await tasks.open_once(turn, TaskKind.SILENCE, case.id, person.id)
    if not after.occupies:
        await start_waiting(turn, person.id, here=False)


async def delivered(turn: Turn, message: Message, shown: ShownId) -> None:
    """Start the clock of reminders for a question that has arrived."""
    if not isinstance(message, PutQuestion):
        return
    check_in = await turn.tx.check_ins.get(message.check_in)
    reached = reminding.delivered(check_in, message, shown, turn.now)
    await turn.tx.check_ins.keep(reached)


async def still_wanted(turn: Turn, message: Message) -> bool:
    """Say whether a message is still wanted at the moment it is to leave."""
    if not isinstance(message, PutQuestion):
        return True
    check_in = await turn.tx.check_ins.get(message.check_in)
    return reminding.still_wanted(check_in, message)
