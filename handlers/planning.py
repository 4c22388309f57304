"""The plan: made by the case manager, taken on by each responsible person."""

from collections.abc import Iterable
from dataclasses import replace

from casework import planning
from casework.cases import Case, Member
from casework.disclosure import InfoClass
from casework.plan_messages import (
    ActivityDo,
    GoalDo,
    ShowActivity,
    ShowOwnActivities,
    ShowPlan,
)
from casework.plans import Activity, Goal, GoalState
from casework.refusals import OnlyTheCaseManager
from handlers import forms, goal_levels, plan_due, plan_forms, which_case
from handlers.actions import OnActivity, OnGoal
from handlers.incoming import Said
from handlers.plan_lines import HIDDEN, confirm, day_of_asking, goal_line, line
from handlers.turn import Turn


async def show(turn: Turn, said: Said) -> None:
    """Show the plan as far as the asker may see it; an empty one is begun."""
    case, asker = await which_case.of(turn, said)
    goals = await turn.tx.goals.active(case.id)
    seen = await _seen_by(turn, case, asker)
    beside = [activity for activity in seen if activity.goal is None]
    if asker.manages and not goals and not beside:
        await forms.begin(turn, said, plan_forms.PlanForm.name, case.id)
        return
    if InfoClass.GOALS not in asker.reads:
        own = tuple([await line(turn, activity, asker) for activity in seen])
        await turn.tx.outbox.add(
            ShowOwnActivities(
                to=asker.person, case=case.id, code=case.code, activities=own
            )
        )
        return
    lines = tuple([await goal_line(turn, goal, seen, asker) for goal in goals])
    await turn.tx.outbox.add(
        ShowPlan(
            to=asker.person,
            case=case.id,
            code=case.code,
            goals=lines,
            others=tuple([await line(turn, each, asker) for each in beside]),
            leads=asker.manages,
            also=_kinds(asker, (*seen, *beside)),
        )
    )


def _kinds(reader: Member, activities: Iterable[Activity]) -> tuple[InfoClass, ...]:
    """Return what of others stands in a plan: their activities, and perhaps their names."""
    if all(each.person == reader.person for each in activities):
        return ()
    others = (InfoClass.TASKS_ALL, InfoClass.NETWORK)
    return tuple(kind for kind in others if kind in reader.reads)


async def _seen_by(turn: Turn, case: Case, asker: Member) -> list[Activity]:
    activities = await turn.tx.activities.of_case(case.id)
    everything = InfoClass.TASKS_ALL in asker.reads
    own = InfoClass.TASKS_OWN in asker.reads
    return [
        activity
        for activity in activities
        if activity.state not in HIDDEN
        and (own if activity.responsible == asker.id else everything)
    ]


async def begin(turn: Turn, said: Said) -> None:
    """Ask the case manager for one more goal and its first activity."""
    case, _ = await which_case.led(turn, said)
    await forms.begin(turn, said, plan_forms.PlanForm.name, case.id)


async def on_goal(turn: Turn, said: Said, action: OnGoal) -> None:
    """Do what a button says about one goal."""
    goal = await turn.tx.goals.get(action.goal)
    case = await _led(turn, said, goal)
    match action.step:
        case GoalDo.ADD:
            answers = {"goal": (goal.text,), "goal_id": (str(goal.id),)}
            form = plan_forms.PlanForm.name
            await forms.begin(turn, said, form, case.id, answers)
        case GoalDo.LEVELS:
            await goal_levels.begin(turn, said, goal)
        case GoalDo.SEE:
            await turn.tx.outbox.add(
                await goal_levels.shown(turn, goal, case, said.person.id)
            )
        case GoalDo.REACHED | GoalDo.GIVE_UP:
            reached = action.step is GoalDo.REACHED
            state = GoalState.COMPLETED if reached else GoalState.CANCELLED
            await forms.settle(turn, said)
            await turn.tx.keep(planning.end_goal(goal, state, said.person.id, turn.now))
            await _end_activities(turn, said, goal, reached=reached)
            await show(turn, replace(said, text=case.code))


async def _end_activities(turn: Turn, said: Said, goal: Goal, *, reached: bool) -> None:
    end = planning.report_done if reached else planning.call_off
    for activity in await turn.tx.activities.of_case(goal.case):
        if activity.goal == goal.id and activity.runs:
            await turn.tx.keep(end(activity, said.person.id, turn.now))


async def on_activity(turn: Turn, said: Said, action: OnActivity) -> None:
    """Do what a button says about one activity."""
    activity = await turn.tx.activities.get(action.activity)
    if action.step in _OWN:
        planning.check_owner(activity, said.person.id)
        await _own(turn, said, activity, action.step)
        return
    case = await _led(turn, said, activity)
    await _managed(turn, said, activity, action.step, case)


_OWN = {
    ActivityDo.ACCEPT,
    ActivityDo.ACCEPT_ALL,
    ActivityDo.DECLINE,
    ActivityDo.REPORT_DONE,
    ActivityDo.PARTLY,
    ActivityDo.NOT_YET,
    ActivityDo.NO_PLACE,
}


async def _own(turn: Turn, said: Said, activity: Activity, do: ActivityDo) -> None:
    await forms.settle(turn, said)
    if do in {ActivityDo.ACCEPT, ActivityDo.ACCEPT_ALL}:
        every = do is ActivityDo.ACCEPT_ALL
        for one in (
            await plan_due.proposed_with(turn, activity) if every else [activity]
        ):
            await turn.tx.keep(planning.accept(one, day_of_asking(turn, one), turn.now))
        await confirm(turn, activity)
        return
    if do is ActivityDo.REPORT_DONE:
        await turn.tx.keep(planning.report_done(activity, said.person.id, turn.now))
        await confirm(turn, activity)
        return
    answers = {"activity": (str(activity.id),), "do": (do.value,)}
    form = plan_forms.ReasonForm.name
    await forms.begin(turn, said, form, activity.case, answers)


async def _managed(
    turn: Turn, said: Said, activity: Activity, do: ActivityDo, case: Case
) -> None:
    if do is ActivityDo.SEE:
        await turn.tx.outbox.add(
            ShowActivity(
                to=said.person.id,
                case=case.id,
                code=case.code,
                line=await line(turn, activity),
            )
        )
        return
    if do in {ActivityDo.CHANGE_WHO, ActivityDo.CHANGE_DATE}:
        answers = {"activity": (str(activity.id),), "do": (do.value,)}
        form = plan_forms.ChangeForm.name
        await forms.begin(turn, said, form, case.id, answers)
        return
    end = planning.report_done if do is ActivityDo.DONE else planning.call_off
    await forms.settle(turn, said)
    await turn.tx.keep(end(activity, said.person.id, turn.now))
    await show(turn, replace(said, text=case.code))


async def _led(turn: Turn, said: Said, thing: Goal | Activity) -> Case:
    member = await turn.tx.members.in_case(said.person.id, thing.case)
    if member is None or not member.manages:
        raise OnlyTheCaseManager
    return await turn.tx.cases.get(thing.case)
