"""Errands: what chat networks are asked to do in groups, and what they report back."""

from dataclasses import dataclass
from typing import get_args

from casework.groups import Look
from casework.outcome import Errand
from casework.roles import Role


@dataclass(frozen=True, slots=True, kw_only=True)
class LookIntoGroup(Errand):
    """Read how a group is set up, and which of these addresses are in it."""

    ask_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class MakeGroupLink(Errand):
    """Make a link by which people ask to be let in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class EndGroupLink(Errand):
    """Let a link into a group work no more."""

    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerAtTheDoor(Errand):
    """Let somebody in who asked, or not."""

    who: str
    welcome: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowRole(Errand):
    """Write beside somebody's name what they are to the child; None: nothing."""

    who: str
    role: Role | None
    language: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LeaveGroup(Errand):
    """Go out of a group that is no team chat."""


Errands = (
    AnswerAtTheDoor
    | EndGroupLink
    | LeaveGroup
    | LookIntoGroup
    | MakeGroupLink
    | ShowRole
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What came of an errand."""

    done: bool = True
    look: Look | None = None
    link: str = ""


ERRANDS: dict[str, type] = {kind.__name__: kind for kind in get_args(Errands)}
"""Each errand by the name under which it lies in the outbox."""
