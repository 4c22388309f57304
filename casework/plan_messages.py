"""What is said about the plan: lines, facts and messages, before any language."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from casework.disclosure import InfoClass
from casework.ids import ActivityId, GoalId
from casework.outcome import Fact, Lane, Message, Mixed
from casework.plans import ActivityState, GoalState, LevelText


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
    NO_PLACE = "no_place"
    CHANGE_WHO = "change_who"
    CHANGE_DATE = "change_date"
    CANCEL = "cancel"


class GoalDo(StrEnum):
    """What can be done about one goal, by a button."""

    SEE = "see"
    ADD = "add"
    REACHED = "reached"
    GIVE_UP = "give_up"
    LEVELS = "levels"


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
    withheld: bool = False
    """Somebody is, whose data is kept and not used (GDPR 18)."""
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
class GoalDescribed(Fact):
    """It was written what the levels of a goal look like; not what they look like."""

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
class ShowPlan(Mixed):
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
    levels: tuple[LevelText, ...] = ()


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
