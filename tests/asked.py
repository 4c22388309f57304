"""Ready-made states around check-ins: a rhythm that has begun, a goal worked on."""

from casework.ids import ActivityId, GoalId, new_id
from casework.plans import Activity, ActivityState, Goal
from handlers import rhythms
from handlers.turn import Turn
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
