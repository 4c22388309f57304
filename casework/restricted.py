"""Data that is kept and not used, as somebody asked (GDPR 18): as it is stored."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from casework.ids import PersonId


class Ground(StrEnum):
    """Why somebody's data may not be used for now (GDPR 18(1))."""

    CONTESTED = "contested"
    """They say it is wrong; until that is looked into."""
    UNLAWFUL = "unlawful"
    """It should not be kept, and they want it kept all the same."""
    CLAIMS = "claims"
    """They need it for a claim of their own; the network needs it no more."""
    OBJECTED = "objected"
    """They object to its use; until it is decided whose reasons weigh more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Restriction:
    """Since when, by whom and why one member's data is kept and not used."""

    since: datetime
    by: PersonId
    ground: Ground
    lifts_at: datetime | None = None
    """When it ends, as its person has been told; None: nobody has said so."""
