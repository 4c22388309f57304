"""Messages of the outbox as others see them: claimed, started, shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import TypeAdapter

from casework.catalogue import MESSAGES
from casework.errands import ERRANDS
from casework.ids import CaseId, GroupId, PersonId, ShownId
from casework.outcome import Outgoing

_adapters: dict[str, TypeAdapter[Any]] = {}


@dataclass(frozen=True, slots=True)
class Aside:
    """Where several people are, and one of them asked what is answered here.

    `by` is the network's own reference of the asking, if it needs one.
    """

    group: GroupId
    by: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message claimed for delivery."""

    id: ShownId
    attempts: int
    made_at: datetime
    message: Outgoing
    aside: Aside | None = None


@dataclass(frozen=True, slots=True)
class Start:
    """A parcel about to be sent: through which network, with what its buttons do."""

    parcel: Parcel
    network: str
    actions: list[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A message that was shown, with what its buttons do."""

    id: ShownId
    kind: str
    person: PersonId | None
    case: CaseId | None
    actions: tuple[Any, ...]
    network: str | None
    message_ref: str | None
    parts: tuple[str, ...] = ()
    """What the network showed before it, as parts of the same message."""


def adapter(kind: str) -> TypeAdapter[Any]:
    """Return what reads and writes messages of one kind.

    Raises:
        KeyError: there is no such kind.
    """
    if kind not in _adapters:
        _adapters[kind] = TypeAdapter(MESSAGES.get(kind) or ERRANDS[kind])
    return _adapters[kind]


def aside_of(row: Any) -> Aside | None:
    """Return in which group a message was asked for, if in one."""
    if row.asked_in is None:
        return None
    return Aside(GroupId(row.asked_in), row.asked_by or "")


def shown_of(row: Any) -> Shown:
    """Return what a row shows."""
    return Shown(
        id=ShownId(row.id),
        kind=row.kind,
        person=None if row.person_id is None else PersonId(row.person_id),
        case=None if row.case_id is None else CaseId(row.case_id),
        actions=tuple(row.actions or ()),
        network=row.network,
        message_ref=row.message_ref,
        parts=tuple(row.parts or ()),
    )
