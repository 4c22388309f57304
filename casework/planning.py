"""The plan: goals, and activities that exactly one person has taken on (R20)."""

from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from enum import StrEnum

from casework.disclosure import InfoClass
from casework.ids import ActivityId, GoalId, MemberId, PersonId
from casework.outcome import Fact, Lane, Message, Outcome
from casework.plans import Activity, ActivityState, Goal, GoalState
from casework.refusals import NotYours, OutOfDate

ASK_SOON = timedelta(minutes=10)
"""Until then the plan may grow, and one message asks for all of it."""
REMIND_AFTER = timedelta(days=3)
MAX_REMINDERS = 2


class ActivityDo(StrEnum):
    """What can be done about one activity, by a button."""

    SEE = "see"
    ACCEPT = "accept"
    ACCEPT_ALL = "accept_all"
    DECLINE = "decline"
    DONE = "done"
    REPORT_DONE = "report_done"
    PARTLY = "partly"
    NOT_YET = "not_yet"
    CHANGE_WHO = "change_who"
    CHANGE_DATE = "change_date"
    CANCEL = "cancel"


class GoalDo(StrEnum):
    """What can be done about one goal, by a button."""

    SEE = "see"
    ADD = "add"
    REACHED = "reached"
    GIVE_UP = "give_up"


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityLine:
    """An activity as somebody reads it."""

    activity: ActivityId
    title: str
    state: ActivityState
    due_on: date | None
    review_on: date | None
    name: str = ""
    """Who is responsible; empty: nobody who is still in the network."""
    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalLine:
    """A goal as somebody reads it, with the activities they may see."""

    goal: GoalId
    text: str
    activities: tuple[ActivityLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalSet(Fact):
    """A goal was set."""

    goal: GoalId


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalEnded(Fact):
    """A goal was reached or given up."""

    goal: GoalId
    state: GoalState


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityPlanned(Fact):
    """An activity was planned, or changed."""

    activity: ActivityId


@dataclass(frozen=True, slots=True, kw_only=True)
class ActivityReported(Fact):
    """The responsible person, or the case manager, said how far it is."""

    activity: ActivityId
    state: ActivityState


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowPlan(Message):
    """Show the plan as far as the reader may see it."""

    shows = InfoClass.GOALS

    code: str
    goals: tuple[GoalLine, ...]
    others: tuple[ActivityLine, ...] = ()
    """What a roundtable agreed on beside the goals."""
    leads: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOwnActivities(Message):
    """Show somebody who sees no goals what they have taken on."""

    shows = InfoClass.TASKS_OWN

    code: str
    activities: tuple[ActivityLine, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowGoal(Message):
    """Show the case manager one goal, and how it can end."""

    shows = InfoClass.NOTES

    code: str
    line: GoalLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowActivity(Message):
    """Show the case manager one activity, and what can be changed."""

    shows = InfoClass.NOTES

    code: str
    line: ActivityLine


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmPlanned(Message):
    """Tell the case manager what was planned, and what may come next."""

    shows = InfoClass.TASKS_ALL

    code: str
    goal: GoalId | None
    line: ActivityLine


@dataclass(frozen=True, slots=True, kw_only=True)
class AskToTakeOn(Message):
    """Ask somebody whether they take on what was planned for them (R20)."""

    lane = Lane.PROMPT
    shows = InfoClass.TASKS_OWN

    code: str
    activities: tuple[ActivityLine, ...]
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class AskHowFar(Message):
    """Ask the responsible person how far an activity is that has come due."""

    lane = Lane.PROMPT
    shows = InfoClass.TASKS_OWN

    code: str
    line: ActivityLine
    again: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmActivity(Message):
    """Tell somebody that their word about an activity was taken."""

    shows = InfoClass.TASKS_OWN

    code: str
    line: ActivityLine


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
    if activity.state not in {ActivityState.PROPOSED, ActivityState.DECLINED}:
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


Messages = (
    ShowPlan
    | ShowOwnActivities
    | ShowGoal
    | ShowActivity
    | ConfirmPlanned
    | AskToTakeOn
    | AskHowFar
    | ConfirmActivity
)
