"""Where a message of the outbox stands, and the statements that move it on.

They are built once: building a statement costs more than carrying it out.
"""

from datetime import datetime, timedelta
from enum import IntEnum
from functools import cache
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Select,
    bindparam,
    case,
    exists,
    func,
    insert,
    literal,
    literal_column,
    select,
    union_all,
    update,
)
from sqlalchemy.orm import aliased

from casework.ids import CaseId, GroupId, PersonId
from casework.outcome import (
    Errand,
    Lane,
    Mail,
    Message,
    Outgoing,
    StrangerNote,
    TeamPost,
)
from storage.columns import Moment
from storage.keys import KeyStore
from storage.session import Prepared
from storage.tables import OutboxRow

LEASE = timedelta(seconds=60)
"""How long a carrier may take before another takes its message."""

SHARE = 4
"""One in so many messages is the one that has waited longest, however urgent others."""


class Post(IntEnum):
    """Where a message stands."""

    WAITING = 0
    SENT = 1
    FAILED = 2
    """Given up; the case manager or the operator sees it."""
    HELD = 3
    """Nobody knows whether it arrived; a person decides."""
    DENIED = 4
    """The right to read it was gone when it was to leave."""


_WAITING: ColumnElement[int] = literal_column(str(int(Post.WAITING)))
"""Written out: an index of what waits is no use where the state is a parameter."""
_now = bindparam("now", type_=Moment())
_earlier = aliased(OutboxRow)
_first_of_its_lane = ~exists().where(
    _earlier.queue == OutboxRow.queue,
    _earlier.lane == OutboxRow.lane,
    _earlier.state == _WAITING,
    _earlier.due_at <= _now,
    _earlier.id < OutboxRow.id,
)

_may_be_taken = (
    OutboxRow.state == _WAITING,
    OutboxRow.retry_at <= _now,
    OutboxRow.lease_until <= _now,
    _first_of_its_lane,
)

_CLAIMED = (
    *(
        OutboxRow.lane,
        OutboxRow.due_at,
        OutboxRow.id,
        OutboxRow.ref,
        OutboxRow.owner_id,
        OutboxRow.kind,
    ),
    *(OutboxRow.made_at, OutboxRow.attempts, OutboxRow.started_at),
    *(OutboxRow.network, OutboxRow.asked_in, OutboxRow.asked_by, OutboxRow.sealed),
)
"""What is read of a message that is to leave."""

LONGEST = Prepared(
    select(*_CLAIMED)
    .where(*_may_be_taken, OutboxRow.due_at <= _now)
    .order_by(OutboxRow.due_at, OutboxRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
"""What may leave now, whoever has waited longest first, urgent or not."""

OF_LANE = Prepared(
    select(*_CLAIMED)
    .where(
        *_may_be_taken,
        OutboxRow.lane == bindparam("lane"),
        OutboxRow.due_at <= _now,
    )
    .order_by(OutboxRow.due_at, OutboxRow.id)
    .limit(bindparam("most"))
    .with_for_update(skip_locked=True)
)
"""What may leave now of one lane. One statement for all lanes, the urgent first, would
look through everything that waits for another day."""


@cache
def ours(*changes: str) -> Prepared:
    """Change a message only while its carrier holds it: a late one changes nothing."""
    held = update(OutboxRow).where(
        OutboxRow.id == bindparam("parcel"),
        OutboxRow.owner == bindparam("carrier"),
        OutboxRow.state == _WAITING,
    )
    return Prepared(held, writes=changes)


@cache
def claimed(*changes: str) -> Prepared:
    """Change a message that was claimed in this transaction."""
    return Prepared(
        update(OutboxRow).where(OutboxRow.id == bindparam("parcel")), writes=changes
    )


@cache
def added(*columns: str) -> Prepared:
    """Put a message into the outbox."""
    return Prepared(insert(OutboxRow), writes=columns)


FORWARD = Prepared(
    update(OutboxRow)
    .where(
        OutboxRow.person_id == bindparam("reader"),
        OutboxRow.state == _WAITING,
        OutboxRow.due_at > _now,
    )
    .values(due_at=_now)
)
"""Lets everything that was put off for a reader be looked at again now."""

_whole_lease = bindparam("whole_lease", type_=Moment())
_sending = OutboxRow.started_at.is_not(None)
SET_BACK = Prepared(
    update(OutboxRow)
    .where(
        OutboxRow.state == _WAITING,
        OutboxRow.lease_until > case((_sending, _whole_lease), else_=_now),
    )
    .values(
        lease_until=case((_sending, _whole_lease), else_=_now),
        retry_at=_now,
        due_at=case(
            (OutboxRow.due_at == OutboxRow.made_at, _now), else_=OutboxRow.due_at
        ),
    )
)
"""Frees what was under way when the clock was ahead, and is behind that now.

Nobody can hold a message for longer than a lease from now; one that nobody is sending
was held or put off at a moment that should be over. Who is sending has a whole lease.
"""

SHOWN = (
    *(OutboxRow.id, OutboxRow.kind, OutboxRow.person_id, OutboxRow.case_id),
    *(OutboxRow.actions, OutboxRow.network, OutboxRow.message_ref, OutboxRow.parts),
)
"""What is read of a message that was shown."""
BY_ID = Prepared(select(*SHOWN).where(OutboxRow.id == bindparam("shown")))
BY_REF = Prepared(
    select(*SHOWN).where(
        OutboxRow.network == bindparam("network"),
        OutboxRow.message_ref == bindparam("message_ref"),
    )
)
UNASKED = Prepared(
    select(func.count())
    .select_from(OutboxRow)
    .where(
        OutboxRow.person_id == bindparam("reader"),
        OutboxRow.lane == Lane.PROMPT,
        OutboxRow.state == Post.SENT,
        OutboxRow.ended_at >= bindparam("since", type_=Moment()),
    )
)
"""Counts what was sent to somebody without their asking since a moment."""


@cache
def next_post(dialect: str) -> Select[str, datetime]:
    """Select when the next message may leave that waits for no other.

    One behind another that was put off would otherwise look due all the time.
    Where one may leave now, no other is looked at: 50,000 may be waiting.
    """
    now = (
        select(OutboxRow.due_at)
        .where(*_may_be_taken, OutboxRow.due_at <= _now)
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(1)
    )
    leaves_at = func.coalesce(
        now.scalar_subquery(), _later_on(dialect).scalar_subquery(), type_=Moment()
    )
    return select(literal("outbox"), leaves_at)


def _later_on(dialect: str) -> Select[datetime]:
    """Select when the first leaves that was put off, or whose time is still to come."""
    later = func.max if dialect == "sqlite" else func.greatest
    put_off = select(
        func.min(later(OutboxRow.retry_at, OutboxRow.lease_until)).label("at")
    ).where(OutboxRow.state == _WAITING, OutboxRow.due_at <= _now, _first_of_its_lane)
    to_come = select(func.min(OutboxRow.due_at).label("at")).where(
        OutboxRow.state == _WAITING, OutboxRow.due_at > _now
    )
    either = union_all(put_off, to_come).subquery()
    return select(func.min(either.c.at, type_=Moment()))


def queue_of(message: Outgoing, keys: KeyStore) -> str:
    """Return what a message waits in: one reader's, one team's, one meeting's."""
    match message:
        case Mail():
            return mail_queue(message.to, message.about)
        case Message():
            return f"p:{message.to}"
        case TeamPost():
            return (
                f"t:{message.case}" if not message.group else group_queue(message.group)
            )
        case Errand():
            return f"e:{message.group}"
        case StrangerNote():
            return "s:" + keys.blind(f"{message.network}:{message.address}")


def group_queue(group: GroupId) -> str:
    """Return what the posts of a group wait in."""
    return f"g:{group}"


def mail_queue(reader: PersonId, about: UUID | None) -> str:
    """Return what the mails to one person about one thing wait in."""
    return f"m:{about or ''}:{reader}"


def reader_of(message: Outgoing) -> tuple[PersonId | None, CaseId | None]:
    """Return whom a message is for, and of which case it speaks."""
    match message:
        case Message():
            return message.to, message.case
        case TeamPost() | Errand():
            return None, message.case
        case StrangerNote():
            return None, None
