"""What ends at once when a case is closed, in one transaction: nothing is left over."""

from dataclasses import replace
from datetime import datetime, time

from casework import closing, deadlines, mails, meetings, tasks
from casework.calendars import Change, Entry
from casework.cases import Case, Member
from casework.circles import Circle
from casework.closing import ConfirmClosed, Goodbye, PostCaseClosed
from casework.closures import Closure
from casework.groups import GroupState
from casework.ids import PersonId
from casework.outcome import Outcome
from casework.roles import Role
from casework.roundtables import RoundtableState
from handlers import drafting, group_rolls, group_states, leaving, own_calendars
from handlers.turn import Turn

CLOSED = "closed"
"""The outcome of a task that ended with its case."""
_MORNING = time(9)


async def end(turn: Turn, case: Case, circle: Circle, closure: Closure) -> Outcome:
    """Close a case and end all that runs in it; return what everyone is told."""
    members = await turn.tx.members.known_in(case.id)
    await turn.tx.outbox.drop_case(case.id)
    called_off = await _call_off(turn, circle)
    await _end_team_chats(turn, case, closure.by)
    for member in members:
        if member.role is not Role.CASE_MANAGER:
            await leaving.let_go(turn, member)
    await _end_work(turn, case, closure.by)
    await own_calendars.touch_of(turn, case.manager)
    goodbye = Goodbye(
        lead=await turn.tx.people.get(case.manager),
        municipality=turn.office.municipality,
        today=turn.today,
        called_off=called_off,
    )
    outcome = closing.close(case, members, closure)
    closed = replace(outcome.things[0], wake_at=_looks_again(turn, closure))
    outcome = replace(outcome, things=(closed, *outcome.things[1:]))
    joined = [p.member for p in circle.present]
    told = closing.say_goodbye(case, closure, joined, goodbye)
    unreached = await _unreached(turn, members)
    confirmed = ConfirmClosed(
        to=closure.by,
        case=case.id,
        code=case.code,
        told=len(told),
        unreached=unreached,
        until=closure.takes_back_until,
        follow_up_on=closure.follow_up_on,
    )
    return replace(outcome, messages=(*told, confirmed))


async def _call_off(turn: Turn, circle: Circle) -> tuple[tuple[Entry, PersonId], ...]:
    """Call off what is ahead, also out of calendars by mail; return whose time is gone."""
    found: list[tuple[Entry, PersonId]] = []
    for draft in await turn.tx.roundtables.drafts(circle.case):
        await drafting.forget(turn, draft)
    for meeting in await turn.tx.roundtables.ahead(circle.case):
        gone = meetings.cancel(meeting, "", turn.now)
        await turn.tx.roundtables.keep(gone)
        if meeting.state is not RoundtableState.CONVENED:
            continue
        nowhere = {seat.member: "" for seat in gone.seats}
        for mail in mails.announce(gone, circle, Change.CANCELLED, nowhere):
            # Of no case: who is out of the network is to get it too.
            await turn.tx.outbox.add(replace(mail, case=None))
        found += [
            (gone.entry(circle.code, seat.member), seat.person) for seat in gone.seats
        ]
    return tuple(found)


async def _end_team_chats(turn: Turn, case: Case, by: PersonId) -> None:
    states = (GroupState.OFFERED, GroupState.LOOKED_AT)
    for group in await turn.tx.groups.of(case.id, *states, GroupState.RESTING):
        await group_states.end(turn, group, by)
    for group in await turn.tx.groups.bound_to(case.id):
        alone = not await group_rolls.strangers(turn, group)
        farewell = PostCaseClosed(case=case.id, group=group.id, code=case.code)
        # Not even the code is said before a stranger.
        await group_states.end(turn, group, by, farewell if alone else None)


async def _end_work(turn: Turn, case: Case, by: PersonId) -> None:
    """Let tasks, activities and invitations of a case rest for good.

    What the law gives a time for is still owed: those tasks stay.
    """
    for task in await turn.tx.tasks.open_in((case.id,)):
        if task.kind not in deadlines.LADDERS:
            await turn.tx.keep(tasks.finish(task, CLOSED, by, turn.now))
    for activity in await turn.tx.activities.of_case(case.id):
        await turn.tx.activities.keep(replace(activity, wake_at=None))
    for invitation in await turn.tx.invitations.of_case(case.id):
        if invitation.used_at is None:
            used = replace(invitation, used_at=turn.now)
            await turn.tx.invitations.keep(used)


async def _unreached(turn: Turn, members: list[Member]) -> tuple[str, ...]:
    """Return who does not read it here: never joined, stopped, or no way to them."""
    names = []
    for member in members:
        person = await turn.tx.people.get(member.person)
        places = await turn.tx.addresses.of(person.id)
        dead = all(place.dead for place in places)
        if not member.reads or person.stopped_at is not None or dead:
            names.append(person.name)
    return tuple(names)


def _looks_again(turn: Turn, closure: Closure) -> datetime | None:
    if closure.follow_up_on is None:
        return None
    return turn.almanac.at(closure.follow_up_on, _MORNING)
