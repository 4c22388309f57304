"""The plan: goals, and activities that exactly one person has taken on (R20)."""

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime, timedelta

from casework.agenda_items import Level
from casework.ids import MemberId, PersonId
from casework.outcome import Outcome
from casework.plan_messages import (
    ActivityPlanned,
    ActivityReported,
    GoalDescribed,
    GoalEnded,
)
from casework.plans import Activity, ActivityState, Goal, GoalState, LevelText
from casework.refusals import NotYours, OutOfDate

ASK_SOON = timedelta(minutes=10)
"""Until then the plan may grow, and one message asks for all of it."""
REMIND_AFTER = timedelta(days=3)
MAX_REMINDERS = 2
_CAN_BE_TAKEN_ON = {
    ActivityState.PROPOSED,
    ActivityState.DECLINED,
    ActivityState.WAITING_FOR_CAPACITY,
}


def propose(activity: Activity, by: PersonId, now: datetime) -> Outcome:
    """Plan an activity; its responsible person is asked soon, or is the planner."""
    waiting = replace(
        activity,
        state=ActivityState.PROPOSED,
        asked_at=None,
        reminders=0,
        reason="",
        wake_at=now + ASK_SOON,
    )
    fact = ActivityPlanned(at=now, by=by, case=activity.case, activity=activity.id)
    return Outcome((waiting,), (fact,))


def accept(activity: Activity, looks_at: datetime | None, now: datetime) -> Outcome:
    """Take an activity on; on its day its person is asked how far it is.

    Raises:
        OutOfDate: nobody waits for this answer any more.
    """
    if activity.state not in _CAN_BE_TAKEN_ON:
        raise OutOfDate
    return _reported(activity, ActivityState.ACCEPTED, activity.person, now, looks_at)


def decline(activity: Activity, reason: str, now: datetime) -> Outcome:
    """Decline an activity, with the reason; the case manager finds somebody else.

    Raises:
        OutOfDate: nobody waits for this answer any more.
    """
    if activity.state not in {ActivityState.PROPOSED, ActivityState.ACCEPTED}:
        raise OutOfDate
    declined = replace(activity, reason=reason)
    return _reported(declined, ActivityState.DECLINED, activity.person, now, None)


def report_done(activity: Activity, by: PersonId, now: datetime) -> Outcome:
    """Take an activity as done.

    Raises:
        OutOfDate: it has ended already.
    """
    if not activity.runs:
        raise OutOfDate
    return _reported(activity, ActivityState.DONE, by, now, None)


def report_open(
    activity: Activity,
    state: ActivityState,
    reason: str,
    now: datetime,
    looks_at: datetime,
) -> Outcome:
    """Take it that an activity goes on, and why; it is looked at again.

    Raises:
        OutOfDate: it has ended already.
    """
    if not activity.runs:
        raise OutOfDate
    going_on = replace(activity, reason=reason)
    return _reported(going_on, state, activity.person, now, looks_at)


def call_off(activity: Activity, by: PersonId, now: datetime) -> Outcome:
    """Take an activity out of the plan; it stays in the history."""
    if not activity.runs and activity.state is not ActivityState.DECLINED:
        raise OutOfDate
    return _reported(activity, ActivityState.CANCELLED, by, now, None)


def asked(activity: Activity, now: datetime) -> Activity:
    """Return the activity whose person has just been asked, or reminded."""
    again = activity.asked_at is not None
    return replace(
        activity,
        asked_at=activity.asked_at or now,
        reminders=activity.reminders + again,
        wake_at=now + REMIND_AFTER,
    )


def left_alone(activity: Activity) -> Activity:
    """Return the activity about which nobody is asked any more (R43)."""
    return replace(activity, wake_at=None)


def describe(
    goal: Goal, levels: Mapping[Level, str], by: PersonId, now: datetime
) -> Outcome:
    """Write what the levels of a goal look like; one without words is left open.

    The words are for who says how near the goal is, whatever was said before.

    Raises:
        OutOfDate: the goal has ended.
    """
    if goal.state is not GoalState.ACTIVE:
        raise OutOfDate
    texts = tuple(
        LevelText(level=level, text=levels[level])
        for level in sorted(Level, reverse=True)
        if levels.get(level)
    )
    fact = GoalDescribed(at=now, by=by, case=goal.case, goal=goal.id)
    return Outcome((replace(goal, levels=texts),), (fact,))


def end_goal(goal: Goal, state: GoalState, by: PersonId, now: datetime) -> Outcome:
    """End a goal: reached, or given up.

    Raises:
        OutOfDate: it has ended already.
    """
    if goal.state is not GoalState.ACTIVE:
        raise OutOfDate
    fact = GoalEnded(at=now, by=by, case=goal.case, goal=goal.id, state=state)
    return Outcome((replace(goal, state=state),), (fact,))


def move(
    activity: Activity, looks_at: datetime | None, by: PersonId, now: datetime
) -> Outcome:
    """Change the day of an activity; nothing fires on the old one any more."""
    fact = ActivityPlanned(at=now, by=by, case=activity.case, activity=activity.id)
    waits = activity.state is ActivityState.PROPOSED
    moved = (
        activity
        if waits
        else replace(activity, asked_at=None, reminders=0, wake_at=looks_at)
    )
    return Outcome((moved,), (fact,))


def hand_to(activity: Activity, member: MemberId, person: PersonId) -> Activity:
    """Return the activity in other hands."""
    return replace(activity, responsible=member, person=person)


def check_owner(activity: Activity, person: PersonId) -> None:
    """Let only the responsible person answer for an activity.

    Raises:
        NotYours: somebody else is responsible.
    """
    if activity.person != person:
        raise NotYours


def _reported(
    activity: Activity,
    state: ActivityState,
    by: PersonId,
    now: datetime,
    looks_at: datetime | None,
) -> Outcome:
    changed = replace(
        activity, state=state, asked_at=None, reminders=0, wake_at=looks_at
    )
    fact = ActivityReported(
        at=now, by=by, case=activity.case, activity=activity.id, state=state
    )
    return Outcome((changed,), (fact,))
