"""Ready-made states around check-ins: a rhythm that has begun, a goal worked on."""

from dataclasses import replace
from typing import Any

from casework.check_ins import CheckIn
from casework.ids import ActivityId, GoalId, new_id
from casework.obstacles import Obstacle
from casework.plans import Activity, ActivityState, Goal
from casework.rhythms import Rhythm
from casework.tasks import Task
from casework.updates import ProgressUpdate
from handlers import rhythms
from handlers.turn import Turn
from storage.transaction import Transaction
from tests.table import Table


async def begin_rhythm(table: Table, address: str) -> None:
    """Let somebody at the table be asked from now on, as if they had just joined."""
    now = table.clock()
    async with table.database.transaction(now) as tx:
        turn = Turn(tx, now, table.assistant.parts.office)
        await rhythms.begin(turn, table.members[address])


async def work_on(table: Table, address: str, text: str) -> Goal:
    """Give somebody at the table an activity for a new goal."""
    member, now = table.members[address], table.clock()
    goal = Goal(
        id=GoalId(new_id()),
        case=member.case,
        text=text,
        set_by=table.people["mari"].id,
        set_at=now,
    )
    activity = Activity(
        id=ActivityId(new_id()),
        case=member.case,
        goal=goal.id,
        title=f"What helps: {text}",
        responsible=member.id,
        person=member.person,
        state=ActivityState.ACCEPTED,
    )
    async with table.database.transaction(now) as tx:
        await tx.goals.keep(goal)
        await tx.activities.keep(activity)
    return goal


async def check_ins_of(table: Table, address: str) -> list[CheckIn]:
    """Return every check-in of somebody at the table, oldest first."""
    async with table.database.reading(table.clock()) as tx:
        return await tx.check_ins.of_person(table.people[address].id)


async def last_check_in(table: Table, address: str) -> CheckIn:
    """Return the newest check-in of somebody at the table."""
    return (await check_ins_of(table, address))[-1]


async def obstacles_in(table: Table, address: str) -> list[Obstacle]:
    """Return what stands in the way in the case of somebody at the table."""
    async with table.database.reading(table.clock()) as tx:
        return await tx.obstacles.of_case(table.members[address].case)


async def updates_in(table: Table, address: str) -> list[ProgressUpdate]:
    """Return what was said about goals in the case of somebody at the table."""
    async with table.database.reading(table.clock()) as tx:
        return await tx.updates.of_case(table.members[address].case)


async def tasks_of(table: Table, address: str) -> list[Task]:
    """Return the tasks of a case manager at the table."""
    async with table.database.reading(table.clock()) as tx:
        return await tx.tasks.of_case(table.members[address].case)


async def change_person(table: Table, address: str, **changes: Any) -> None:
    """Let something about somebody at the table be otherwise."""
    async with table.database.transaction(table.clock()) as tx:
        person = await tx.people.get(table.people[address].id)
        await tx.people.keep(replace(person, **changes))


async def rhythm_of(tx: Transaction, table: Table, address: str) -> Rhythm:
    """Return the rhythm of somebody at the table who has one."""
    (rhythm,) = await tx.rhythms.of_person(table.people[address].id)
    return rhythm
