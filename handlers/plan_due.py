"""The plan as time sees it: people are asked, reminded, and then left alone."""

from dataclasses import replace

from casework import planning
from casework.cases import Case, Member
from casework.outcome import Message
from casework.plan_messages import AskHowFar, AskToTakeOn
from casework.plans import Activity, ActivityState
from casework.tasks import TaskKind
from casework.timing import next_open
from handlers import tasks
from handlers.plan_lines import day_of_asking, line
from handlers.turn import Turn


async def wake(turn: Turn, activity: Activity) -> None:
    """Ask the responsible person what is open, or hand over to the case manager."""
    case = await turn.tx.cases.get(activity.case)
    member = await turn.tx.members.get(activity.responsible)
    person = await turn.tx.people.get(activity.person)
    asked = member.reads_anything and member.may_be_asked
    if not (activity.runs and case.is_open and asked):
        await turn.tx.activities.keep(planning.left_alone(activity))
        return
    if activity.reminders >= planning.MAX_REMINDERS:
        await turn.tx.activities.keep(planning.left_alone(activity))
        await tasks.open_once(
            turn, TaskKind.SILENCE, case.id, person.id, activity.title
        )
        return
    opens = next_open(person, turn.now, turn.almanac)
    if opens > turn.now:
        await turn.tx.activities.keep(replace(activity, wake_at=opens))
        return
    for message in await _questions(turn, activity, case):
        await turn.tx.outbox.add(message)


async def _questions(turn: Turn, activity: Activity, case: Case) -> list[Message]:
    again = activity.asked_at is not None
    if activity.state is not ActivityState.PROPOSED:
        await turn.tx.activities.keep(planning.asked(activity, turn.now))
        shown = await line(turn, activity)
        return [
            AskHowFar(
                to=activity.person,
                case=case.id,
                code=case.code,
                line=shown,
                again=again,
            )
        ]
    together = await proposed_with(turn, activity)
    for one in together:
        await turn.tx.activities.keep(planning.asked(one, turn.now))
    lines = tuple([await line(turn, one) for one in together])
    return [
        AskToTakeOn(
            to=activity.person,
            case=case.id,
            code=case.code,
            activities=lines,
            again=again,
        )
    ]


async def ask_waiting(turn: Turn, member: Member) -> None:
    """Let somebody who has just joined be asked for what waits for them."""
    for activity in await turn.tx.activities.of_case(member.case):
        mine = activity.responsible == member.id
        if mine and activity.state is ActivityState.PROPOSED:
            await turn.tx.keep(planning.propose(activity, member.person, turn.now))


async def look_again(turn: Turn, member: Member) -> None:
    """Ask about somebody's activities again, each in its time."""
    for activity in await turn.tx.activities.of_case(member.case):
        if activity.responsible == member.id and activity.runs:
            looks_at = day_of_asking(turn, activity)
            await turn.tx.activities.keep(replace(activity, wake_at=looks_at))
    await ask_waiting(turn, member)


async def proposed_with(turn: Turn, activity: Activity) -> list[Activity]:
    """Return what is proposed to the same member and asked in one message."""
    return [
        other
        for other in await turn.tx.activities.of_case(activity.case)
        if other.responsible == activity.responsible
        and other.state is ActivityState.PROPOSED
        and (other.asked_at is None) == (activity.asked_at is None)
    ]
