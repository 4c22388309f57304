"""Obstacles: what stands in the way, tracked until a person closes it."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.disclosure import Audience
from casework.ids import CaseId, GoalId, MemberId, ObstacleId, PersonId


class ObstacleState(StrEnum):
    """Where an obstacle stands; only a person moves it on."""

    OPEN = "open"
    ACKNOWLEDGED = "acknowledged"
    RESOLVED = "resolved"


@dataclass(frozen=True, slots=True, kw_only=True)
class Obstacle:
    """Takistus: what stands in the way, in the words of who met it."""

    id: ObstacleId
    case: CaseId
    person: PersonId
    """Who said it."""
    member: MemberId
    text: str
    opened_at: datetime
    goal: GoalId | None = None
    audience: Audience = Audience.NETWORK
    state: ObstacleState = ObstacleState.OPEN
    acknowledged_at: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by: PersonId | None = None
    resolution: str = ""
