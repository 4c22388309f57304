"""What the buttons about limits set by a court do, as data."""

from dataclasses import dataclass

from casework.ids import LimitId, MemberId


@dataclass(frozen=True, slots=True, kw_only=True)
class EndLimit:
    """Ask a second official to agree that a limit ends."""

    member: MemberId
    limit: LimitId


@dataclass(frozen=True, slots=True, kw_only=True)
class AgreeToEnd:
    """Agree as the second official that a limit ends, or not."""

    member: MemberId
    limit: LimitId
    ends: bool


LimitAction = EndLimit | AgreeToEnd
