"""Asking for less, where a draft of a roundtable finds no time that fits everybody."""

from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from casework.drafts import LENGTHS, check_draft
from casework.ids import MemberId
from casework.refusals import OutOfDate
from casework.roundtables import Roundtable, Seat, Weeks


def ease(
    roundtable: Roundtable, easing: str, members: Iterable[MemberId]
) -> Roundtable:
    """Ask for less in a draft, as one of the ways out says.

    Raises:
        OutOfDate: it is no draft any more, or there is no such way.
    """
    draft, whom = check_draft(roundtable), set(members)
    match easing:
        case "shorter":
            shorter = max(LENGTHS[0], draft.minutes_long - LENGTHS[0])
            return replace(draft, minutes_long=shorter)
        case "outside_hours":
            return replace(draft, any_hour=True)
        case "later" if draft.weeks in _LATER:
            return replace(draft, weeks=_LATER[draft.weeks])
        case "without_optional":
            left = tuple(s for s in draft.seats if s.member not in whom or s.required)
            return replace(draft, seats=left)
        case "written_opinion" | "three_quarters" | "half":
            return replace(draft, seats=tuple(_optional(s, whom) for s in draft.seats))
        case _:
            raise OutOfDate


def can_ease(weeks: Weeks, easing: str) -> bool:
    """Say whether a way out can be taken with one tap."""
    return easing in _ONE_TAP or (easing == "later" and weeks in _LATER)


_ONE_TAP = frozenset(
    {
        "shorter",
        "outside_hours",
        "without_optional",
        "written_opinion",
        "three_quarters",
        "half",
    }
)
_LATER = {
    Weeks.THIS: Weeks.NEXT,
    Weeks.NEXT: Weeks.SOON,
    Weeks.SOON: Weeks.LATER,
}


def _optional(seat: Seat, members: AbstractSet[MemberId]) -> Seat:
    if seat.member not in members or seat.chair:
        return seat
    return replace(seat, required=False)
