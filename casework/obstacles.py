"""Obstacles: what stands in the way, tracked until a person closes it."""

from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum

from casework.disclosure import Audience, InfoClass
from casework.ids import (
    CaseId,
    CheckInId,
    GoalId,
    MemberId,
    ObstacleId,
    PersonId,
    ShownId,
)
from casework.outcome import Fact, Message, Outcome
from casework.refusals import OutOfDate
from casework.roles import Role


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
    check_in: CheckInId | None = None
    item: int = 0
    """In answer to which question it was said."""
    said_gone_at: datetime | None = None
    """When who met it said that it is gone; only a person closes it (pitfall 28)."""
    state: ObstacleState = ObstacleState.OPEN
    acknowledged_at: datetime | None = None
    resolved_at: datetime | None = None
    resolved_by: PersonId | None = None
    resolution: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleNamed(Fact):
    """Somebody said what stands in the way."""

    obstacle: ObstacleId


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleAcknowledged(Fact):
    """The case manager has seen an obstacle."""

    obstacle: ObstacleId


@dataclass(frozen=True, slots=True, kw_only=True)
class ObstacleResolved(Fact):
    """The case manager closed an obstacle, with a reason."""

    obstacle: ObstacleId


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """One obstacle as the case manager sees it in the list."""

    obstacle: ObstacleId
    text: str
    name: str
    role: Role
    opened_at: datetime
    days: int
    acknowledged: bool
    said_gone: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class ListObstacles(Message):
    """Show the case manager what stands in the way, the oldest first."""

    shows = InfoClass.UPDATES_FULL

    code: str
    standing: tuple[Standing, ...]
    replaces: ShownId | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmResolved(Message):
    """Tell the case manager that an obstacle is closed."""

    shows = InfoClass.UPDATES_FULL

    code: str
    text: str


Messages = ListObstacles | ConfirmResolved


def acknowledge(obstacle: Obstacle, by: PersonId, now: datetime) -> Outcome:
    """Note that the case manager has seen an obstacle; it stays in the way.

    Raises:
        OutOfDate: it is resolved, or was seen before.
    """
    if obstacle.state is not ObstacleState.OPEN:
        raise OutOfDate
    seen = replace(obstacle, state=ObstacleState.ACKNOWLEDGED, acknowledged_at=now)
    fact = ObstacleAcknowledged(at=now, by=by, case=obstacle.case, obstacle=obstacle.id)
    return Outcome((seen,), (fact,))


def resolve(
    obstacle: Obstacle, reason: str, by: PersonId, code: str, now: datetime
) -> Outcome:
    """Close an obstacle: only a person does, and says why.

    Raises:
        OutOfDate: it is resolved already.
    """
    if obstacle.state is ObstacleState.RESOLVED:
        raise OutOfDate
    closed = replace(
        obstacle,
        state=ObstacleState.RESOLVED,
        resolved_at=now,
        resolved_by=by,
        resolution=reason,
    )
    fact = ObstacleResolved(at=now, by=by, case=obstacle.case, obstacle=obstacle.id)
    confirm = ConfirmResolved(to=by, case=obstacle.case, code=code, text=obstacle.text)
    return Outcome((closed,), (fact,), (confirm,))
