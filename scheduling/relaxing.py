"""Ways out where no time fits everybody: what to ask for less strictly."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import time, timedelta

from scheduling.found import Easing, Proposal, Relaxation
from scheduling.grid import at_least, lowest
from scheduling.invitees import Need, needs_of
from scheduling.spans import Hours, WorkingHours
from scheduling.table import Table

SHORTEST = timedelta(minutes=30)
LONG_DAY = Hours(time(8), time(20))
"""Within which people may be asked to come outside the hours of a working day."""


def left_out(table: Table, slots: Sequence[Proposal]) -> Iterator[Relaxation]:
    """Yield that some optional people can come to none of the proposals."""
    never = set.intersection(*(set(each.missing) for each in slots))
    if never:
        keys = tuple(key for key in table.optional if key in never)
        yield Relaxation(Easing.WITHOUT_OPTIONAL, keys)


def relaxations(table: Table) -> Iterator[Relaxation]:
    """Yield the ways out, the weakest first; a look further ahead is the last."""
    for way in (_shorter, _outside_hours, _one_of_each, _written, _fewer_at_once):
        yield from way(table)
    yield Relaxation(Easing.LATER)


def _shorter(table: Table) -> Iterator[Relaxation]:
    length = max(SHORTEST, table.search.length - timedelta(minutes=30))
    if length < table.search.length:
        search = replace(table.search, length=length)
        yield from _found(Easing.SHORTER, Table(table.invitees, search, 2))


def _outside_hours(table: Table) -> Iterator[Relaxation]:
    longer = tuple(
        each if each.family else replace(each, hours=longer_days(each.hours))
        for each in table.invitees
    )
    yield from _found(Easing.OUTSIDE_HOURS, Table(longer, table.search, 2))


def longer_days(hours: WorkingHours) -> WorkingHours:
    """Return the same days, from early to late; days without hours stay so."""
    return WorkingHours(tuple((*day, LONG_DAY) if day else () for day in hours.week))


def _found(easing: Easing, table: Table) -> Iterator[Relaxation]:
    if slots := table.spans(table.starts(table.needs)):
        yield Relaxation(easing, (), slots)


def _one_of_each(table: Table) -> Iterator[Relaxation]:
    eased = tuple(
        replace(each, one_is_enough=not each.family) for each in table.invitees
    )
    needs = needs_of(eased)
    if slots := table.spans(table.starts(needs)):
        before = {need.keys for need in table.needs}
        keys = (k for n in needs if n.keys not in before for k in n.keys)
        yield Relaxation(Easing.ONE_OF_ORGANISATION, tuple(keys), slots)


def _written(table: Table) -> Iterator[Relaxation]:
    for need in table.needs:
        others = [each for each in table.needs if each is not need]
        if not need.family and (slots := table.spans(table.starts(others))):
            yield Relaxation(Easing.WRITTEN_OPINION, need.keys, slots)


def _fewer_at_once(table: Table) -> Iterator[Relaxation]:
    family, others = _parted(table.needs)
    met = [table.meets(need) for need in others]
    levels = at_least(table.starts(family), met)
    most, starts = next(each for each in levels if each[1] or not each[0])
    if not most:
        return
    start = lowest(starts)
    missing = [n for n in others if not table.meets(n) >> start & 1]
    keys = tuple(key for need in missing for key in need.keys)
    if second := table.starts([*family, *missing]):
        halves = (table.grid.span(start), table.grid.span(lowest(second)))
        yield Relaxation(Easing.SPLIT, keys, halves)
    present = (len(table.needs) - len(missing)) / len(table.needs)
    if len(missing) > 1 and (easing := _share(present)):
        yield Relaxation(easing, keys, (table.grid.span(start),))


def _parted(needs: Sequence[Need]) -> tuple[list[Need], list[Need]]:
    family = [need for need in needs if need.family]
    return family, [need for need in needs if not need.family]


def _share(present: float) -> Easing | None:
    if present >= 0.75:  # noqa: PLR2004 - as the name says
        return Easing.THREE_QUARTERS
    return Easing.HALF if present >= 0.5 else None  # noqa: PLR2004 - likewise
