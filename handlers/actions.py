"""What a button does, as data: kept with the message that showed the button."""

from dataclasses import dataclass
from functools import cache
from typing import Any, get_args

from pydantic import TypeAdapter

from casework.group_messages import GroupDo
from casework.ids import (
    ActivityId,
    CaseId,
    FormId,
    GoalId,
    GroupId,
    MemberId,
    ShownId,
    TaskId,
)
from casework.membership import MemberChange
from casework.plan_messages import ActivityDo, GoalDo
from handlers import check_in_actions
from handlers.channel_actions import ChannelAction
from handlers.free_actions import FreeAction
from handlers.limit_actions import LimitAction
from handlers.roundtable_actions import RoundtableAction


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """Do the same as this command, typed."""

    command: str
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Choose one option of a form's question."""

    form: FormId
    field: str
    value: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Speak:
    """Use this language from now on."""

    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AcceptConfidentiality:
    """Accept the confidentiality text of this version."""

    member: MemberId
    version: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerHandover:
    """Take a case over, or not."""

    of: CaseId
    takes: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class SeeTask:
    """Show one task of the case manager."""

    task: TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndTask:
    """End a task with this outcome; without one, ask for it in words."""

    task: TaskId
    outcome: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseBreach:
    """Close a breach: the supervisory authority is told, or it is not."""

    task: TaskId
    notified: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class HandOutData:
    """Hand somebody's own data out: it is them who asked."""

    task: TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerTask:
    """Answer the person whose words a task holds."""

    task: TaskId


@dataclass(frozen=True, slots=True, kw_only=True)
class ReleaseSummary:
    """Tell the network of a case that a summary is there."""

    case: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class RemindNow:
    """Remind this silent member once, by the case manager's own wish."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeMember:
    """See or change one member of a network, or leave it oneself."""

    member: MemberId
    change: MemberChange


@dataclass(frozen=True, slots=True, kw_only=True)
class UseMyData:
    """Let one's own data be used again that was kept and not used."""

    member: MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class OnActivity:
    """Say or change something about one activity of the plan."""

    activity: ActivityId
    step: ActivityDo


@dataclass(frozen=True, slots=True, kw_only=True)
class ChooseTeam:
    """Let a group become the team chat of this case."""

    group: GroupId
    case: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class OnGroup:
    """See or change how a group stands as a team chat."""

    group: GroupId
    step: GroupDo


@dataclass(frozen=True, slots=True, kw_only=True)
class OnHeldPost:
    """Send a post once more that may have arrived, or let it be."""

    held: ShownId
    again: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class OnGoal:
    """See, extend or end one goal of the plan."""

    goal: GoalId
    step: GoalDo


Action = (
    AcceptConfidentiality
    | AnswerHandover
    | AnswerTask
    | ChangeMember
    | ChooseTeam
    | CloseBreach
    | EndTask
    | HandOutData
    | LimitAction
    | FreeAction
    | OnActivity
    | OnGoal
    | OnGroup
    | OnHeldPost
    | Pick
    | ReleaseSummary
    | RemindNow
    | RoundtableAction
    | Run
    | SeeTask
    | Speak
    | UseMyData
    | ChannelAction
    | check_in_actions.Actions
)

_KINDS: dict[str, type[Any]] = {kind.__name__: kind for kind in get_args(Action)}


@cache
def _adapter(kind: str) -> TypeAdapter[Any]:
    """Return what reads and writes an action; all at once would delay the start."""
    return TypeAdapter(_KINDS[kind])


def packed(action: Action) -> dict[str, Any]:
    """Return the action in the form in which it is kept."""
    kind = type(action).__name__
    return {"do": kind, **_adapter(kind).dump_python(action, mode="json")}


def unpacked(kept: dict[str, Any]) -> Action:
    """Return the action that was kept."""
    fields = {name: value for name, value in kept.items() if name != "do"}
    action: Action = _adapter(kept["do"]).validate_python(fields)
    return action
