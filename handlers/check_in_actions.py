"""What the buttons of check-ins and obstacles do, as data."""

from dataclasses import dataclass

from casework.disclosure import Audience
from casework.ids import CaseId, CheckInId, ObstacleId
from casework.questions import SkipReason


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerItem:
    """Answer one question of a check-in."""

    check_in: CheckInId
    item: int
    choice: str


@dataclass(frozen=True, slots=True, kw_only=True)
class SkipItem:
    """Give a reason instead of an answer."""

    check_in: CheckInId
    item: int
    reason: SkipReason


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowOthers:
    """See what can be said instead of an answer."""

    check_in: CheckInId
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class PutOff:
    """Be asked later: today, or in as many days."""

    check_in: CheckInId
    item: int
    days: int


@dataclass(frozen=True, slots=True, kw_only=True)
class LetRead:
    """Decide who reads what is written to a question."""

    check_in: CheckInId
    item: int
    audience: Audience


@dataclass(frozen=True, slots=True, kw_only=True)
class GoOn:
    """Go on with a check-in left behind."""

    check_in: CheckInId


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowAnswers:
    """See which answers of a check-in can be changed."""

    check_in: CheckInId


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeAnswer:
    """Give another answer to one question."""

    check_in: CheckInId
    item: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReportDanger:
    """Say that somebody is in danger."""

    case: CaseId


@dataclass(frozen=True, slots=True, kw_only=True)
class AcknowledgeObstacle:
    """Note that an obstacle has been seen."""

    obstacle: ObstacleId


@dataclass(frozen=True, slots=True, kw_only=True)
class ResolveObstacle:
    """Close an obstacle, with a reason."""

    obstacle: ObstacleId


Actions = (
    AnswerItem
    | SkipItem
    | ShowOthers
    | PutOff
    | LetRead
    | GoOn
    | ShowAnswers
    | ChangeAnswer
    | ReportDanger
    | AcknowledgeObstacle
    | ResolveObstacle
)
