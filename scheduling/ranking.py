"""The choice among proposed times once people have answered.

The order is that of the leading products, written down in one place: required people
decide, the family's wish comes before everybody's convenience, optional people break
ties, then the earliest time wins. Silence is neither yes nor no.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from scheduling.grid import Grid
from scheduling.invitees import Invitee, Search, needs_of
from scheduling.spans import Span


class Vote(StrEnum):
    """What somebody answers about one proposed time."""

    YES = "yes"
    IF_NEEDED = "if_needed"
    NO = "no"


Votes = Mapping[str, Mapping[Span, Vote]]
"""By the key of the invitee; who has not answered about a time is not in it."""


class Why(StrEnum):
    """Why a time was not chosen, in the order in which reasons count."""

    REQUIRED_SAYS_NO = "required_says_no"
    FAMILY_PREFERS_OTHER = "family_prefers_other"
    REQUIRED_UNKNOWN = "required_unknown"
    UNKNOWN = "unknown"
    FEWER_CAN_COME = "fewer_can_come"
    FEWER_LIKE_IT = "fewer_like_it"
    OUTSIDE_HOURS = "outside_hours"
    LATER = "later"


@dataclass(frozen=True)
class Reason:
    """One reason against a time, and whom it comes from."""

    why: Why
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class Ranked:
    """A proposed time in its place; the chosen one, where possible, has no reasons."""

    slot: Span
    possible: bool
    reasons: tuple[Reason, ...]
    yes: int
    if_needed: int
    no: int
    unknown: int


_Key = tuple[tuple[int, ...], ...]
_COST = {Vote.YES: 0, Vote.IF_NEEDED: 1, None: 2, Vote.NO: 3}


def rank(
    options: Sequence[Span],
    invitees: Sequence[Invitee],
    votes: Votes,
    search: Search | None = None,
) -> tuple[Ranked, ...]:
    """Put the options in order, the best first, each of the others explained.

    With `search`, times outside of it, on closed days or outside somebody's hours
    come after the others that are equal in everything else.
    """
    who = tuple(invitees)
    grid = Grid(search) if search else None
    weighed = sorted(
        _Weighed(each, who, votes, _outside(each, who, grid)) for each in options
    )
    best = weighed[0] if weighed and weighed[0].possible else None
    return tuple(each.ranked(best) for each in weighed)


class _Weighed:
    """One option with what counts for and against it."""

    def __init__(
        self,
        slot: Span,
        invitees: tuple[Invitee, ...],
        votes: Votes,
        outside: tuple[str, ...],
    ) -> None:
        self.slot = slot
        self._invitees = invitees
        self._said = {each.key: votes.get(each.key, {}).get(slot) for each in invitees}
        self._blocking = self._blocked_by()
        self._outside = outside
        self.key = self._weigh()

    @property
    def possible(self) -> bool:
        """Tell whether nobody who is required has said no."""
        return not self._blocking

    def __lt__(self, other: "_Weighed") -> bool:
        return (self.key, self.slot) < (other.key, other.slot)

    def _weigh(self) -> _Key:
        # One entry for each `Why` but the last, in its order; smaller is better.
        return (
            (len(self._blocking),),
            self._costs_to_the_family(),
            (len(self._silent_places()),),
            (len(self._who(None)),),
            (-len(self._who(Vote.YES, Vote.IF_NEEDED)),),
            (-len(self._who(Vote.YES)),),
            (len(self._outside),),
        )

    def _blocked_by(self) -> tuple[str, ...]:
        refusing = (
            need.keys
            for need in needs_of(self._invitees)
            if all(self._said[key] is Vote.NO for key in need.keys)
        )
        return tuple(key for keys in refusing for key in keys)

    def _costs_to_the_family(self) -> tuple[int, ...]:
        # The worst off of the family counts first: nobody's wish is outvoted.
        costs = (_COST[self._said[each.key]] for each in self._invitees if each.family)
        return tuple(sorted(costs, reverse=True))

    def _who(self, *said: Vote | None) -> tuple[str, ...]:
        return tuple(key for key, vote in self._said.items() if vote in said)

    def _silent_places(self) -> tuple[str, ...]:
        places = (need.keys for need in needs_of(self._invitees))
        return tuple(key for keys in places for key in self._open(keys))

    def _open(self, keys: Iterable[str]) -> tuple[str, ...]:
        votes = {key: self._said[key] for key in keys}
        if any(vote in (Vote.YES, Vote.IF_NEEDED) for vote in votes.values()):
            return ()
        return tuple(key for key, vote in votes.items() if vote is None)

    def ranked(self, best: "_Weighed | None") -> Ranked:
        """Return the option as others see it, compared with the best."""
        return Ranked(
            slot=self.slot,
            possible=self.possible,
            reasons=() if self is best else self._reasons(best),
            yes=len(self._who(Vote.YES)),
            if_needed=len(self._who(Vote.IF_NEEDED)),
            no=len(self._who(Vote.NO)),
            unknown=len(self._who(None)),
        )

    def _reasons(self, best: "_Weighed | None") -> tuple[Reason, ...]:
        if best is None or self._blocking:
            return (Reason(Why.REQUIRED_SAYS_NO, self._blocking),)
        pairs = zip(Why, self.key, best.key, strict=False)
        lost_by = next((why for why, mine, theirs in pairs if mine > theirs), Why.LATER)
        return (Reason(lost_by, self._whom(lost_by)),)

    def _whom(self, why: Why) -> tuple[str, ...]:
        family = {each.key for each in self._invitees if each.family}
        unhappy = self._who(Vote.IF_NEEDED, Vote.NO, None)
        whom = {
            Why.FAMILY_PREFERS_OTHER: tuple(key for key in unhappy if key in family),
            Why.REQUIRED_UNKNOWN: self._silent_places(),
            Why.UNKNOWN: self._who(None),
            Why.FEWER_CAN_COME: self._who(Vote.NO),
            Why.FEWER_LIKE_IT: self._who(Vote.IF_NEEDED),
            Why.OUTSIDE_HOURS: self._outside,
        }
        return whom.get(why, ())


def _outside(
    slot: Span, invitees: tuple[Invitee, ...], grid: Grid | None
) -> tuple[str, ...]:
    if grid is None:
        return ()
    step = grid.index(slot.starts_at)
    return tuple(
        each.key
        for each in invitees
        if step < 0 or not grid.starts(grid.present(each)) >> step & 1
    )
