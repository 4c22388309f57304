"""What is talked about at a roundtable, and how far those at the table see each goal."""

from dataclasses import dataclass
from datetime import datetime
from enum import IntEnum, StrEnum

from casework.disclosure import Audience
from casework.ids import GoalId, PersonId
from casework.roles import Role


class AgendaKind(StrEnum):
    """Where an item of the agenda comes from (casework.md H)."""

    RAISED = "raised"
    OBSTACLE = "obstacle"
    GOAL = "goal"


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaItem:
    """One point to talk about, with who raised it and who may read it."""

    kind: AgendaKind
    text: str
    by: PersonId | None = None
    role: Role | None = None
    audience: Audience = Audience.FAMILY
    at: datetime | None = None
    goal: GoalId | None = None
    discussed: bool | None = None


class Level(IntEnum):
    """How near a goal is, as one observer sees it (Kiresuk & Sherman 1968; D8)."""

    MUCH_LESS = -2
    LESS = -1
    AS_HOPED = 0
    """What was hoped for: the goal as it is written."""
    BETTER = 1
    MUCH_BETTER = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class GoalRating:
    """Where one observer sees one goal before a roundtable; the last word counts."""

    goal: GoalId
    by: PersonId
    role: Role
    level: Level
    at: datetime
