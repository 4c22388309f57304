"""What follows from an answer: updates, obstacles, tasks, a note to the manager."""

from dataclasses import replace
from datetime import timedelta

from casework import reports
from casework.asking import TellChangedSince
from casework.cases import Case
from casework.check_ins import CheckIn
from casework.ids import CheckInId
from casework.obstacles import Obstacle
from casework.questions import Means
from casework.updates import ProgressUpdate
from handlers import tasks
from handlers.turn import Turn

_TOLD_ONCE_IN = timedelta(hours=12)


async def draw(turn: Turn, check_in_id: CheckInId, item: int) -> None:
    """Keep what the newest answer to an item is good for."""
    check_in = await turn.tx.check_ins.get(check_in_id)
    if not any(answer.item == item for answer in check_in.answers):
        return
    told = reports.update(check_in, item, await _update(turn, check_in, item), turn.now)
    if told is not None:
        await turn.tx.updates.keep(told)
    before = await _obstacle(turn, check_in, item)
    await turn.tx.keep(reports.obstacle(check_in, item, before, turn.now))
    wish = reports.wish(check_in, item)
    if wish is not None:
        kind, words = wish
        await tasks.open_once(turn, kind, check_in.case, check_in.person, words)
    await _tell_changed(turn, check_in)


async def _update(turn: Turn, check_in: CheckIn, item: int) -> ProgressUpdate | None:
    """Return what this check-in last said about the goal of an item."""
    goal = check_in.items[item].goal
    said = await turn.tx.updates.since(check_in.case, check_in.answers[0].at)
    about = [u for u in said if u.check_in == check_in.id and u.goal == goal]
    return about[-1] if about else None


async def _obstacle(turn: Turn, check_in: CheckIn, item: int) -> Obstacle | None:
    """Return the obstacle this answer named before, or the one it was asked about."""
    asked = check_in.items[item]
    standing = await turn.tx.obstacles.unresolved(check_in.case)
    for obstacle in reversed(standing):
        if obstacle.check_in == check_in.id and obstacle.item == item:
            return obstacle
    if asked.means is not Means.STILL_THERE:
        return None
    return next((o for o in standing if o.id == asked.obstacle), None)


async def _tell_changed(turn: Turn, check_in: CheckIn) -> None:
    """Tell the case manager of an answer given late, or changed after it was read."""
    newest = check_in.answers[-1]
    case = await turn.tx.cases.get(check_in.case)
    recently = (
        check_in.told_at is not None and turn.now - check_in.told_at < _TOLD_ONCE_IN
    )
    if recently or not (newest.late or await _was_read(turn, check_in, case)):
        return
    person = await turn.tx.people.get(check_in.person)
    member = await turn.tx.members.get(check_in.member)
    await turn.tx.check_ins.keep(replace(check_in, told_at=turn.now))
    await turn.tx.outbox.add(
        TellChangedSince(
            to=case.manager,
            case=case.id,
            code=case.code,
            name=person.name,
            role=member.role,
            writer=person.id,
            late=newest.late,
        )
    )


async def _was_read(turn: Turn, check_in: CheckIn, case: Case) -> bool:
    """Say whether the manager has read the answer that has now been changed."""
    *earlier, newest = check_in.answers
    before = [a for a in earlier if a.item == newest.item and (a.choice or a.words)]
    if not before:
        return False
    shown = await turn.tx.journal.of_case(case.id, before[-1].at, ("WordsShown",))
    return any(entry.by == case.manager for entry in shown)
