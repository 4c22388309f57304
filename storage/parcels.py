"""Messages of the outbox as its readers see them: claimed, about to leave, shown."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from casework.ids import CaseId, PersonId, ShownId
from casework.outcome import Outgoing


@dataclass(frozen=True, slots=True, kw_only=True)
class Parcel:
    """One message claimed for delivery."""

    id: ShownId
    attempts: int
    made_at: datetime
    message: Outgoing


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
