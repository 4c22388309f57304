"""What leaves for calendars: an entry without names, behind a secret link."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from hashlib import sha256

from casework.ids import (
    CalendarLinkId,
    CaseId,
    FeedLinkId,
    MemberId,
    PersonId,
    RoundtableId,
)
from casework.outcome import Message

_MARK = 16
"""Characters of a seat's mark: each guess would be a mail, and the line stays short."""


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


def own_uid(uid: str, secret: str, member: MemberId | None) -> str:
    """Return the name under which one seat's calendar knows a roundtable.

    Every calendar program sends it back with an answer, and nobody else was ever told
    it: so it shows whose answer this is, whatever the mail says of its sender.
    """
    if not secret or member is None:
        return uid
    mark = sha256(f"{secret} {member}".encode()).hexdigest()[:_MARK]
    name, _, domain = uid.partition("@")
    return f"{name}.{mark}@{domain}"


def common_uid(uid: str) -> str:
    """Return the name of a roundtable that all seats share, from that of one."""
    name, _, domain = uid.partition("@")
    return f"{name.partition('.')[0]}@{domain}"


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
