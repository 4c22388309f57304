"""When members are asked: their rhythm begins, comes due, and is theirs to choose."""

from dataclasses import replace
from datetime import datetime, timedelta

from casework import opening, rhythms
from casework.cases import Case, Member, MemberState
from casework.ids import RhythmId, new_id
from casework.rhythms import PROMPT_LOOK_BACK, USUAL, Rhythm
from casework.timing import next_open
from handlers import check_ins
from handlers.asked_about import new_check_in
from handlers.turn import Turn
from scheduling.recurrence import Weekly


async def begin(turn: Turn, member: Member) -> None:
    """Begin the usual rhythm of somebody who has just joined; some are never asked."""
    kind = rhythms.asked_of(member.role)
    if kind is None or await turn.tx.rhythms.of_member(member.id, member.case):
        return
    key, weekday, at, every_weeks = USUAL[kind]
    rhythm = Rhythm(
        id=RhythmId(new_id()),
        case=member.case,
        member=member.id,
        person=member.person,
        question_set=key,
        weekday=weekday,
        at=at,
        every_weeks=every_weeks,
        since=turn.today,
        next_at=turn.now,
    )
    await turn.tx.rhythms.keep(rhythms.advance(rhythm, following(turn, rhythm)))


async def resume(turn: Turn, member: Member) -> None:
    """Ask somebody again in their own rhythm whose case goes on after all."""
    for rhythm in await turn.tx.rhythms.of_member(member.id, member.case):
        running = replace(rhythm, paused=False)
        again = rhythms.advance(running, following(turn, running))
        await turn.tx.rhythms.keep(again)


def following(turn: Turn, rhythm: Rhythm, after: datetime | None = None) -> datetime:
    """Return the next occurrence of a rhythm, from the calendar."""
    weekly = Weekly(
        rhythm.weekday, rhythm.at, turn.office.zone, rhythm.every_weeks, rhythm.since
    )
    return weekly.next_after(after or turn.now)


async def wake(turn: Turn, rhythm: Rhythm) -> None:
    """Ask whoever is to be asked now, or put it to the next time they may be."""
    member = await turn.tx.members.get(rhythm.member)
    case = await turn.tx.cases.get(rhythm.case)
    if member.state is MemberState.LEFT or not case.is_open:
        await turn.tx.rhythms.keep(rhythms.rest(rhythm))
        return
    person = await turn.tx.people.get(rhythm.person)
    opens = next_open(person, turn.now, turn.almanac)
    held = opens > turn.now and opens - rhythm.next_at <= PROMPT_LOOK_BACK
    if held and person.stopped_at is None:
        await turn.tx.rhythms.keep(rhythms.hold_back(rhythm, opens))
        return
    after = following(turn, rhythm)
    asked = person.stopped_at is None and member.reads and member.may_be_asked
    if opens <= turn.now and asked:
        await _ask(turn, rhythm, case, member, after)
    await turn.tx.rhythms.keep(rhythms.advance(rhythm, after))


async def _ask(
    turn: Turn, rhythm: Rhythm, case: Case, member: Member, after: datetime
) -> None:
    check_in = await new_check_in(turn, rhythm, case, member, after)
    if not check_in.items:
        return
    await check_ins.end_earlier(turn, rhythm)
    if turn.now - rhythm.next_at > PROMPT_LOOK_BACK:
        await turn.tx.check_ins.keep(opening.missed(check_in, turn.now))
        return
    await check_ins.begin(turn, check_in, here=False)


async def ahead(turn: Turn, rhythm: Rhythm) -> bool:
    """Put the questions of the next occurrence already now; False: too early."""
    period = timedelta(weeks=rhythm.every_weeks)
    if rhythm.paused or rhythm.next_at - turn.now > period:
        return False
    case = await turn.tx.cases.get(rhythm.case)
    member = await turn.tx.members.get(rhythm.member)
    after = following(turn, rhythm, rhythm.next_at)
    check_in = await new_check_in(turn, rhythm, case, member, after)
    if not check_in.items:
        return False
    await turn.tx.rhythms.keep(rhythms.advance(rhythm, after))
    await check_ins.begin(turn, check_in, here=True)
    return True
