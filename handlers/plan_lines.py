"""The plan as it is read, and the days on which it is asked about."""

from datetime import date, datetime, time

from casework.cases import Member, restricted_in
from casework.disclosure import InfoClass, unused
from casework.plan_messages import ActivityLine, ConfirmActivity, GoalLine
from casework.plans import Activity, ActivityState, Goal
from handlers.turn import Turn

HIDDEN = {ActivityState.CANCELLED}
_MORNING = time(9)


async def line(
    turn: Turn, activity: Activity, reader: Member | None = None
) -> ActivityLine:
    """Return an activity as it is read; whose name is not for its reader has none."""
    member = await turn.tx.members.find(activity.responsible)
    here = member is not None and member.left_at is None
    rests = restricted_in([member] if member else [])
    withheld = activity.person in (unused(reader, rests) if reader else rests)
    withheld = withheld or not _may_name(activity, reader)
    person = await turn.tx.people.get(activity.person)
    return ActivityLine(
        activity=activity.id,
        title=activity.title,
        state=activity.state,
        due_on=activity.due_on,
        review_on=activity.review_on,
        name=person.name if here and not withheld else "",
        withheld=here and withheld,
        reason="" if withheld else activity.reason,
    )


def _may_name(activity: Activity, reader: Member | None) -> bool:
    """Say whether somebody may read who is responsible: who is in the network at all."""
    if reader is None or reader.person == activity.person:
        return True
    return InfoClass.NETWORK in reader.reads


async def goal_line(
    turn: Turn, goal: Goal, activities: list[Activity], reader: Member | None = None
) -> GoalLine:
    """Return a goal as it is read, with these of its activities."""
    mine = [a for a in activities if a.goal == goal.id]
    shown = [await line(turn, a, reader) for a in mine if a.state not in HIDDEN]
    return GoalLine(goal=goal.id, text=goal.text, activities=tuple(shown))


async def confirm(turn: Turn, activity: Activity) -> None:
    """Tell the responsible person that their word was taken."""
    case = await turn.tx.cases.get(activity.case)
    now = await turn.tx.activities.get(activity.id)
    await turn.tx.outbox.add(
        ConfirmActivity(
            to=now.person, case=case.id, code=case.code, line=await line(turn, now)
        )
    )


def day_of_asking(turn: Turn, activity: Activity) -> datetime | None:
    """Return when somebody is asked how far an activity is."""
    day = activity.looked_at_on
    return None if day is None else morning(turn, day)


def morning(turn: Turn, day: date) -> datetime:
    """Return the moment of a day at which people are asked about the plan."""
    return turn.almanac.at(day, _MORNING)
