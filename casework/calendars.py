"""What leaves for calendars: an entry without names, behind a secret link."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.ids import (
    CalendarLinkId,
    CaseId,
    FeedLinkId,
    MemberId,
    PersonId,
    RoundtableId,
)
from casework.outcome import Message


class Change(StrEnum):
    """What an invitation tells."""

    CONVENED = "convened"
    MOVED = "moved"
    CANCELLED = "cancelled"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """A roundtable as a calendar knows it: no name, no reason, only the code."""

    uid: str
    sequence: int
    starts_at: datetime
    minutes_long: int
    place: str
    code: str
    changed_at: datetime
    cancelled: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class CalendarLink:
    """A secret link to one roundtable's calendar file; only its hash is kept.

    It shows nothing any more once its member has left.
    """

    id: CalendarLinkId
    case: CaseId
    person: PersonId
    member: MemberId
    roundtable: RoundtableId
    token_hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedLink:
    """A secret link to all roundtables of one person; only its hash is kept."""

    id: FeedLinkId
    person: PersonId
    token_hash: str
    made_at: datetime
    revoked_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ShowFeed(Message):
    """Show somebody their new calendar link, or that there is one, or that it ended."""

    secret: str
    since: datetime | None
    ended: bool


Messages = ShowFeed
