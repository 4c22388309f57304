"""Times at which a group can meet; and where there are none, what stands in the way."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date

from scheduling.found import BlockedWeek, Hindrance, Obstacle, Proposals
from scheduling.invitees import Invitee, Need, Search
from scheduling.relaxing import left_out, relaxations
from scheduling.table import Others, Table


def propose(
    invitees: Sequence[Invitee], search: Search, limit: int = 6, others: Others = ()
) -> Proposals:
    """Find times for everybody who is required, spread over days and times of day.

    Times at which more of the optional people can come stand first. Nobody of the
    family is ever offered as one to do without. `others` are tables still to be
    arranged, by those who must come to them: where people are wanted at many, the
    times proposed here leave those as much choice as can be.
    """
    table = Table(tuple(invitees), search, limit, others)
    starts = table.starts(table.needs)
    slots = tuple(table.proposal(start) for start in table.spread(starts))
    ways_out = left_out(table, slots) if slots else relaxations(table)
    return Proposals(slots, tuple(_blocked(table)), tuple(ways_out))


def _blocked(table: Table) -> Iterator[BlockedWeek]:
    """Yield the weeks without any time, each with what stood in the way."""
    possible = table.starts(table.needs)
    for monday, week in table.grid.weeks().items():
        if not possible & week:
            yield BlockedWeek(monday, _obstacles(table, week))


def _obstacles(table: Table, week: int) -> tuple[Obstacle, ...]:
    if not table.grid.open_starts() & week:
        return (Obstacle(Hindrance.CLOSED),)
    alone = [need for need in table.needs if not table.meets(need) & week]
    if alone:
        return tuple(Obstacle(_why(table, n.keys, week), n.keys) for n in alone)
    return tuple(
        Obstacle(Hindrance.TOGETHER, need.keys) for need in _clashing(table, week)
    )


def _why(table: Table, keys: tuple[str, ...], week: int) -> Hindrance:
    """Return the first reason by which none of these could come in a week."""
    who = [each for each in table.invitees if each.key in keys]
    grid = table.grid
    left = {each.key: grid.hours(each) for each in who}
    if not any(grid.starts(left[each.key]) & week for each in who):
        return Hindrance.HOURS
    for hindrance, days in _DAYS.items():
        for each in who:
            left[each.key] = grid.without(left[each.key], days(each))
        if not any(grid.starts(left[each.key]) & week for each in who):
            return hindrance
    return Hindrance.BUSY


_DAYS: dict[Hindrance, Callable[[Invitee], frozenset[date]]] = {
    Hindrance.SHUT: lambda each: each.shut,
    Hindrance.BREAK: lambda each: each.breaks,
    Hindrance.AWAY: lambda each: each.days_off,
}


def _clashing(table: Table, week: int) -> tuple[Need, ...]:
    # As few as possible: without any one of them, the others could meet.
    clashing = table.needs
    for need in table.needs:
        fewer = tuple(each for each in clashing if each is not need)
        if not table.starts(fewer) & week:
            clashing = fewer
    return clashing
