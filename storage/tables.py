"""The tables, as rows. No rule lives here.

A thing of casework is one row of its topic's table: what the database must
read to find and to order (ids, state, moments) in columns, all the rest sealed
in one document. docs/adr/0002 says why.
"""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import BigInteger, Index, Integer, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.channel_rows import AddressRow as AddressRow  # noqa: PLC0414 - one of them
from storage.group_rows import GroupRow as GroupRow  # noqa: PLC0414 - one of them
from storage.rows import Base, ThingRow
from storage.web_rows import WebBubbleRow as WebBubbleRow  # noqa: PLC0414 - one of them
from storage.web_rows import WebFileRow as WebFileRow  # noqa: PLC0414 - one of them

METADATA = Base.metadata
"""Every table; whoever makes or compares them takes it from here."""

_Count = BigInteger().with_variant(Integer, "sqlite")


class PersonRow(ThingRow):
    """A person, sealed with their own key."""

    __tablename__ = "people"
    email: Mapped[str | None] = mapped_column(String(64), index=True)


class CaseRow(ThingRow):
    """A case, sealed with its own key."""

    __tablename__ = "cases"
    code: Mapped[str] = mapped_column(String(12), unique=True)


class MemberRow(ThingRow):
    """A person in a case."""

    __tablename__ = "members"
    role: Mapped[str] = mapped_column(String(32))
    __table_args__ = (
        Index(
            "one_active_case_manager",
            "case_id",
            unique=True,
            sqlite_where=text("role = 'case_manager' AND state = 'active'"),
            postgresql_where=text("role = 'case_manager' AND state = 'active'"),
        ),
    )


class InvitationRow(ThingRow):
    """An invitation, found by the hash of its token."""

    __tablename__ = "invitations"
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)


class FormRow(ThingRow):
    """A few questions the program asks to carry out a command."""

    __tablename__ = "forms"


class FactRow(Base):
    """One line of the journal."""

    __tablename__ = "journal"
    id: Mapped[int] = mapped_column(_Count, primary_key=True)
    ref: Mapped[UUID]
    owner_id: Mapped[UUID]
    case_id: Mapped[UUID | None]
    person_id: Mapped[UUID | None]
    kind: Mapped[str] = mapped_column(String(60))
    at: Mapped[datetime]
    sealed: Mapped[bytes]
    number: Mapped[int]
    link: Mapped[bytes]
    __table_args__ = (
        Index("journal_of_case", "case_id", "kind", "at"),
        Index("journal_chain", "owner_id", "number", unique=True),
    )


class ChainRow(Base):
    """Where the chain of one owner's journal ends, marked so that no end is forged."""

    __tablename__ = "journal_ends"
    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int]
    link: Mapped[bytes]
    mark: Mapped[bytes]


class InboxRow(Base):
    """Something that came in; its words are erased once it is handled."""

    __tablename__ = "inbox"
    id: Mapped[int] = mapped_column(_Count, primary_key=True)
    ref: Mapped[UUID]
    network: Mapped[str] = mapped_column(String(20))
    key: Mapped[str] = mapped_column(String(120))
    queue: Mapped[str] = mapped_column(String(64))
    state: Mapped[int]
    received_at: Mapped[datetime]
    handled_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(String(200))
    sealed: Mapped[bytes | None]
    __table_args__ = (
        Index("inbox_once", "network", "key", unique=True),
        Index(
            "inbox_waiting",
            "queue",
            "id",
            sqlite_where=text("state = 0"),
            postgresql_where=text("state = 0"),
        ),
    )


class OutboxRow(Base):
    """A message waiting to be delivered, or the mark that it was."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(_Count, primary_key=True)
    ref: Mapped[UUID]
    owner_id: Mapped[UUID] = mapped_column(index=True)
    queue: Mapped[str] = mapped_column(String(80))
    lane: Mapped[int]
    kind: Mapped[str] = mapped_column(String(60))
    person_id: Mapped[UUID | None]
    case_id: Mapped[UUID | None]
    state: Mapped[int]
    made_at: Mapped[datetime]
    due_at: Mapped[datetime]
    retry_at: Mapped[datetime]
    lease_until: Mapped[datetime]
    owner: Mapped[str | None] = mapped_column(String(40))
    started_at: Mapped[datetime | None]
    ended_at: Mapped[datetime | None]
    attempts: Mapped[int]
    reason: Mapped[str | None] = mapped_column(String(60))
    network: Mapped[str | None] = mapped_column(String(20))
    message_ref: Mapped[str | None] = mapped_column(String(120))
    parts: Mapped[list[Any] | None]
    """References of what a network showed before it, as parts of the same message."""
    actions: Mapped[list[Any] | None]
    asked_in: Mapped[UUID | None]
    asked_by: Mapped[str | None] = mapped_column(String(64))
    sealed: Mapped[bytes | None]
    __table_args__ = (
        Index(
            "outbox_waiting",
            "lane",
            "due_at",
            "id",
            sqlite_where=text("state = 0"),
            postgresql_where=text("state = 0"),
        ),
        Index(
            "outbox_queue",
            "queue",
            "lane",
            "due_at",
            "id",
            sqlite_where=text("state = 0"),
            postgresql_where=text("state = 0"),
        ),
        Index(
            "outbox_longest",
            "due_at",
            "id",
            sqlite_where=text("state = 0"),
            postgresql_where=text("state = 0"),
        ),
        Index("outbox_shown", "network", "message_ref"),
        Index("outbox_sent", "person_id", "ended_at"),
    )


class GoalRow(ThingRow):
    """A goal of a plan."""

    __tablename__ = "goals"


class ActivityRow(ThingRow):
    """An activity and who is responsible for it."""

    __tablename__ = "activities"
    __table_args__ = (Index("activities_of_case", "case_id", "state"),)


class RhythmRow(ThingRow):
    """When a member is asked."""

    __tablename__ = "rhythms"


class CheckInRow(ThingRow):
    """A check-in and every answer to it."""

    __tablename__ = "check_ins"
    due_at: Mapped[datetime] = mapped_column(index=True)
    __table_args__ = (Index("check_ins_of_case", "case_id", "due_at"),)


class UpdateRow(ThingRow):
    """A progress update about one goal."""

    __tablename__ = "updates"
    at: Mapped[datetime]
    __table_args__ = (Index("updates_of_case", "case_id", "at"),)


class ObstacleRow(ThingRow):
    """An obstacle, tracked until a person closes it."""

    __tablename__ = "obstacles"
    __table_args__ = (Index("obstacles_of_case", "case_id", "state"),)


class TaskRow(ThingRow):
    """A task of a case manager."""

    __tablename__ = "tasks"
    __table_args__ = (Index("tasks_of_case", "case_id", "state"),)


class DigestRow(ThingRow):
    """When a case manager gets the digest, and whether it is read."""

    __tablename__ = "digests"


class RoundtableRow(ThingRow):
    """A roundtable, from the poll to the minutes."""

    __tablename__ = "roundtables"
    uid_hash: Mapped[str | None] = mapped_column(String(64), index=True)


class OpinionRow(ThingRow):
    """What a child or a parent thinks, or why they were not asked."""

    __tablename__ = "opinions"


class BusyCalendarRow(ThingRow):
    """A calendar somebody lets the program read, and when they are busy by it."""

    __tablename__ = "busy_calendars"


class OwnCalendarRow(ThingRow):
    """A case manager's own calendar, and what was put into it."""

    __tablename__ = "own_calendars"


class TimetableRow(ThingRow):
    """When a person or an organisation can come, found by a keyed hash of whose."""

    __tablename__ = "timetables"
    blind: Mapped[str] = mapped_column(String(64), unique=True)


class CalendarLinkRow(ThingRow):
    """A link to a calendar file, found by the hash of its secret."""

    __tablename__ = "calendar_links"
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)


class FeedRow(ThingRow):
    """A link to a person's calendar feed, found by the hash of its secret."""

    __tablename__ = "feeds"
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
