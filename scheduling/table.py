"""Who can come when, reckoned once for a search, and the choice among these times."""

from collections.abc import Iterator, Sequence
from datetime import date
from functools import reduce

from scheduling.found import Proposal
from scheduling.grid import Grid, at_least, lowest
from scheduling.invitees import Invitee, Need, Search, needs_of
from scheduling.spans import Span

DEARER = 1.2
"""How many times as much as the cheapest a time may cost the tables after this one."""
SPARED = 0.1
"""A tenth of one other table's times is never too much."""

Others = Sequence[Sequence[Invitee]]
"""Those who must come to each of the tables still to be arranged after this one."""


class Table:
    """Everybody's possible starts."""

    def __init__(
        self,
        invitees: tuple[Invitee, ...],
        search: Search,
        limit: int,
        others: Others = (),
    ) -> None:
        self.invitees = invitees
        self.search = search
        self.grid = Grid(search)
        self.needs = needs_of(invitees)
        self._limit = limit
        self.optional = [each.key for each in invitees if not each.required]
        unsettled = (each for each in invitees if each.tentative)
        settled = (self.grid.starts(self.grid.settled(each)) for each in unsettled)
        self._settled = reduce(int.__and__, settled, -1)
        self._free = {each.key: self.grid.free(each) for each in invitees}
        self._can = {key: self.grid.starts(free) for key, free in self._free.items()}
        self._costs: dict[int, float] = {}
        self._others = [mask for each in others if (mask := self._other(each))]

    def starts(self, needs: Sequence[Need]) -> int:
        """Return the starts at which each of `needs` is met."""
        met = (self.meets(need) for need in needs)
        return reduce(int.__and__, met, self.grid.open_starts())

    def meets(self, need: Need) -> int:
        """Return the starts at which one of those who fill a place can come."""
        return reduce(int.__or__, (self._can[key] for key in need.keys))

    def proposal(self, start: int) -> Proposal:
        """Return one start as a proposal, with the optional people it leaves out."""
        missing = (key for key in self.optional if not self._can[key] >> start & 1)
        return Proposal(self.grid.span(start), tuple(missing))

    def spans(self, starts: int) -> tuple[Span, ...]:
        """Return a choice among some starts as times."""
        return tuple(self.grid.span(start) for start in self.spread(starts))

    def spread(self, starts: int) -> list[int]:
        """Choose starts that give people a real choice: other days, other hours.

        Times that somebody may need for another table that is being arranged come in
        only where there are too few without them. The earliest, which wins if all
        suit everybody, is one that leaves the tables after this one nearly as many
        times as the best would.
        """
        chosen: list[int] = []
        for allowed in (starts & self._settled, starts):
            self._fill(chosen, self._sparing(allowed))
            if chosen:
                self._fill(chosen, allowed >> min(chosen) << min(chosen))
        return sorted(chosen, key=lambda start: (-self._attending(start), start))

    def _fill(self, chosen: list[int], starts: int) -> None:
        for start in chosen:
            starts &= ~self.grid.overlapping(start)
        while starts and len(chosen) < self._limit:
            new = self._one_a_day(starts)[: self._limit - len(chosen)]
            for start in new:
                starts &= ~self.grid.overlapping(start)
            chosen += new

    def _sparing(self, starts: int) -> int:
        if not self._others or not starts:
            return starts
        each = list(_each(starts))
        most = min(map(self._cost, each)) * DEARER + SPARED
        return sum(1 << start for start in each if self._cost(start) <= most)

    def _cost(self, start: int) -> float:
        # What share of their times the tables after this one would lose by it.
        if start not in self._costs:
            gone = self.grid.overlapping(start)
            self._costs[start] = sum(
                (mask & gone).bit_count() / mask.bit_count() for mask in self._others
            )
        return self._costs[start]

    def _other(self, needed: Sequence[Invitee]) -> int:
        if not {each.key for each in needed} & {each.key for each in self.invitees}:
            return 0
        for each in needed:
            if each.key not in self._free:
                self._free[each.key] = self.grid.free(each)
        return self.grid.starts(
            reduce(int.__and__, (self._free[e.key] for e in needed))
        )

    def _one_a_day(self, starts: int) -> list[int]:
        levels = list(at_least(starts, [self._can[key] for key in self.optional]))
        found: list[int] = []
        for day in self.grid.days:
            today = self.grid.day(day)
            best = next((m for _, mask in levels if (m := mask & today)), 0)
            if best:
                found.append(self._one_of(best, day, len(found)))
        return sorted(found, key=lambda start: (-self._attending(start), start))

    def _one_of(self, starts: int, day: date, before: int) -> int:
        if self._others:
            return min(_each(starts), key=lambda start: (self._cost(start), start))
        later = starts & self.grid.afternoon(day)
        # Every second day in the afternoon: mornings alone would not be a choice.
        return lowest(later if later and before % 2 else starts)

    def _attending(self, start: int) -> int:
        return sum(self._can[key] >> start & 1 for key in self.optional)


def _each(mask: int) -> Iterator[int]:
    while mask:
        yield lowest(mask)
        mask &= mask - 1
