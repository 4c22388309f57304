"""Progress updates: what one specialist says about one goal, and when."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.disclosure import Audience
from casework.ids import CaseId, CheckInId, GoalId, MemberId, PersonId, UpdateId


class Direction(StrEnum):
    """Where things go, as one observer sees it."""

    BETTER = "better"
    SAME = "same"
    WORSE = "worse"
    CANNOT_SAY = "cannot_say"


class Wish(StrEnum):
    """What the observer wants to happen."""

    NOTHING = "nothing"
    CALL = "call"
    ROUNDTABLE = "roundtable"
    CHANGE_ACTIVITY = "change_activity"


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgressUpdate:
    """Vahekokkuvõte: a direction and a few own words about one goal.

    A changed update is a new one that names the one it `replaces`; both stay.
    """

    id: UpdateId
    case: CaseId
    member: MemberId
    person: PersonId
    goal: GoalId
    check_in: CheckInId
    direction: Direction
    note: str = ""
    wish: Wish = Wish.NOTHING
    audience: Audience = Audience.NETWORK
    at: datetime
    late: bool = False
    replaces: UpdateId | None = None
