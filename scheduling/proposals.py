"""Times at which a group can meet; and where there are none, what stands in the way."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import reduce

from scheduling.grid import Grid, at_least, lowest
from scheduling.invitees import Invitee, Need, Search, needs_of
from scheduling.spans import Span


class Hindrance(StrEnum):
    """What keeps a group from meeting in a week."""

    CLOSED = "closed"  # holidays only
    HOURS = "hours"  # works at no time that is long enough
    AWAY = "away"  # days off
    BUSY = "busy"  # other appointments
    TOGETHER = "together"  # each could come, but not all of these at once


class Easing(StrEnum):
    """What can be asked for less strictly, the weakest first."""

    WITHOUT_OPTIONAL = "without_optional"
    ONE_OF_ORGANISATION = "one_of_organisation"
    WRITTEN_OPINION = "written_opinion"
    SPLIT = "split"
    THREE_QUARTERS = "three_quarters"
    HALF = "half"
    LATER = "later"


@dataclass(frozen=True)
class Proposal:
    """A time at which all required people can come; `missing` are optional ones."""

    span: Span
    missing: tuple[str, ...] = ()


@dataclass(frozen=True)
class Obstacle:
    """Who stands in the way, and how; nobody where the days themselves are closed."""

    hindrance: Hindrance
    keys: tuple[str, ...] = ()


@dataclass(frozen=True)
class BlockedWeek:
    """A week that offers no time at all, known by its Monday."""

    monday: date
    obstacles: tuple[Obstacle, ...]


@dataclass(frozen=True)
class Relaxation:
    """A way out: whom it concerns, and the times that it opens.

    Of a split meeting, `keys` are those who come to the second of the two times only.
    """

    easing: Easing
    keys: tuple[str, ...] = ()
    slots: tuple[Span, ...] = ()


@dataclass(frozen=True)
class Proposals:
    """What a search found."""

    slots: tuple[Proposal, ...]
    blocked: tuple[BlockedWeek, ...]
    relaxations: tuple[Relaxation, ...]


def propose(invitees: Sequence[Invitee], search: Search, limit: int = 6) -> Proposals:
    """Find times for everybody who is required, spread over days and times of day.

    Times at which more of the optional people can come stand first. Nobody of the
    family is ever offered as one to do without.
    """
    table = _Table(tuple(invitees), search, limit)
    starts = table.starts(table.needs)
    slots = tuple(table.proposal(start) for start in table.spread(starts))
    ways_out = table.left_out(slots) if slots else table.relaxations()
    return Proposals(slots, tuple(table.blocked()), tuple(ways_out))


class _Table:
    """Everybody's possible starts, reckoned once."""

    def __init__(
        self, invitees: tuple[Invitee, ...], search: Search, limit: int
    ) -> None:
        self._invitees = invitees
        self._limit = limit
        self._grid = Grid(search)
        self._can = {
            each.key: self._grid.starts(self._grid.free(each)) for each in invitees
        }
        self._optional = [each.key for each in invitees if not each.required]
        self.needs = needs_of(invitees)

    def starts(self, needs: Sequence[Need]) -> int:
        """Return the starts at which each of `needs` is met."""
        met = (self._meets(need) for need in needs)
        return reduce(int.__and__, met, self._grid.open_starts())

    def _meets(self, need: Need) -> int:
        return reduce(int.__or__, (self._can[key] for key in need.keys))

    def proposal(self, start: int) -> Proposal:
        """Return one start as a proposal, with the optional people it leaves out."""
        missing = (key for key in self._optional if not self._can[key] >> start & 1)
        return Proposal(self._grid.span(start), tuple(missing))

    def spread(self, starts: int) -> list[int]:
        """Choose starts that give people a real choice: other days, other hours."""
        chosen: list[int] = []
        while starts and len(chosen) < self._limit:
            chosen += self._one_a_day(starts)[: self._limit - len(chosen)]
            for start in chosen:
                starts &= ~self._grid.overlapping(start)
        return sorted(chosen, key=lambda start: (-self._attending(start), start))

    def _one_a_day(self, starts: int) -> list[int]:
        levels = list(at_least(starts, [self._can[key] for key in self._optional]))
        found: list[int] = []
        for day in self._grid.days:
            best = _first(mask & self._grid.day(day) for _, mask in levels)
            later = best & self._grid.afternoon(day)
            # Every second day in the afternoon: mornings alone would not be a choice.
            if best:
                found.append(lowest(later if later and len(found) % 2 else best))
        return sorted(found, key=lambda start: (-self._attending(start), start))

    def _attending(self, start: int) -> int:
        return sum(self._can[key] >> start & 1 for key in self._optional)

    def blocked(self) -> Iterator[BlockedWeek]:
        """Yield the weeks without any time, each with what stood in the way."""
        possible = self.starts(self.needs)
        for monday, week in self._grid.weeks().items():
            if not possible & week:
                yield BlockedWeek(monday, self._obstacles(week))

    def _obstacles(self, week: int) -> tuple[Obstacle, ...]:
        if not self._grid.open_starts() & week:
            return (Obstacle(Hindrance.CLOSED),)
        alone = [need for need in self.needs if not self._meets(need) & week]
        if alone:
            return tuple(Obstacle(self._why(n.keys, week), n.keys) for n in alone)
        return tuple(
            Obstacle(Hindrance.TOGETHER, need.keys) for need in self._clashing(week)
        )

    def _why(self, keys: tuple[str, ...], week: int) -> Hindrance:
        who = [each for each in self._invitees if each.key in keys]
        grid = self._grid
        if not any(grid.starts(grid.hours(each)) & week for each in who):
            return Hindrance.HOURS
        if not any(grid.starts(grid.present(each)) & week for each in who):
            return Hindrance.AWAY
        return Hindrance.BUSY

    def _clashing(self, week: int) -> tuple[Need, ...]:
        # As few as possible: without any one of them, the others could meet.
        clashing = self.needs
        for need in self.needs:
            fewer = tuple(each for each in clashing if each is not need)
            if not self.starts(fewer) & week:
                clashing = fewer
        return clashing

    def left_out(self, slots: Sequence[Proposal]) -> Iterator[Relaxation]:
        """Yield that some optional people can come to none of the proposals."""
        never = set.intersection(*(set(each.missing) for each in slots))
        if never:
            keys = tuple(key for key in self._optional if key in never)
            yield Relaxation(Easing.WITHOUT_OPTIONAL, keys)

    def relaxations(self) -> Iterator[Relaxation]:
        """Yield the ways out, the weakest first; a look further ahead is the last."""
        yield from self._one_of_each_organisation()
        yield from self._written_opinions()
        yield from self._fewer_at_once()
        yield Relaxation(Easing.LATER)

    def _one_of_each_organisation(self) -> Iterator[Relaxation]:
        eased = tuple(
            replace(each, one_is_enough=not each.family) for each in self._invitees
        )
        needs = needs_of(eased)
        if slots := self._spans(self.starts(needs)):
            before = {need.keys for need in self.needs}
            keys = (k for n in needs if n.keys not in before for k in n.keys)
            yield Relaxation(Easing.ONE_OF_ORGANISATION, tuple(keys), slots)

    def _written_opinions(self) -> Iterator[Relaxation]:
        for need in self.needs:
            others = [each for each in self.needs if each is not need]
            if not need.family and (slots := self._spans(self.starts(others))):
                yield Relaxation(Easing.WRITTEN_OPINION, need.keys, slots)

    def _fewer_at_once(self) -> Iterator[Relaxation]:
        family = [need for need in self.needs if need.family]
        others = [need for need in self.needs if not need.family]
        possible = self.starts(family)
        met = [self._meets(need) for need in others]
        most, starts = next(
            each for each in at_least(possible, met) if each[1] or not each[0]
        )
        if not most:
            return
        start = lowest(starts)
        missing = [n for n in others if not self._meets(n) >> start & 1]
        keys = tuple(key for need in missing for key in need.keys)
        if second := self.starts([*family, *missing]):
            halves = (self._grid.span(start), self._grid.span(lowest(second)))
            yield Relaxation(Easing.SPLIT, keys, halves)
        present = (len(self.needs) - len(missing)) / len(self.needs)
        if len(missing) > 1 and (easing := _share(present)):
            yield Relaxation(easing, keys, (self._grid.span(start),))

    def _spans(self, starts: int) -> tuple[Span, ...]:
        return tuple(self._grid.span(start) for start in self.spread(starts))


def _share(present: float) -> Easing | None:
    if present >= 0.75:  # noqa: PLR2004 - as the name says
        return Easing.THREE_QUARTERS
    return Easing.HALF if present >= 0.5 else None  # noqa: PLR2004 - likewise


def _first(masks: Iterator[int]) -> int:
    return next((mask for mask in masks if mask), 0)
