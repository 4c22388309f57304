"""How well times are found one after another: `python -m bench arranging`.

Two hundred networks share fifteen specialists, who sit in twenty each and have more
than half of their working hours taken already. Each is arranged as in life: six times
are proposed to those who must come, everybody says yes, the first by the rule is taken,
and is gone for the networks after it. How many find a time for everybody they need
within two weeks is held against the most that are possible at all, found by a solver
that sees all two hundred at once (HiGHS, in scipy; it serves this benchmark only).
"""

import random
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from datetime import time as datetime_time
from zoneinfo import ZoneInfo

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from scheduling.grid import Grid
from scheduling.slots import (
    Hours,
    Invitee,
    Search,
    Span,
    Vote,
    WorkingHours,
    propose,
    rank,
)

NETWORKS, SPECIALISTS, PROPOSED, AIM = 200, 15, 6, 0.95
SEEDS = (1, 2, 3)
PATIENCE = 120.0
MONDAY = date(2027, 1, 11)
SEARCH = Search(
    length=timedelta(minutes=60),
    first_day=MONDAY,
    last_day=MONDAY + timedelta(days=11),
    zone=ZoneInfo("Europe/Tallinn"),
)


Network = tuple[Invitee, tuple[str, ...]]
"""A parent, who comes to this table only, and the specialists needed."""


@dataclass
class Town:
    """Who must come to each network's roundtable, by key."""

    specialists: dict[str, Invitee]
    networks: list[Network] = field(default_factory=list)


def main() -> None:
    """Print how many were arranged, of how many that could have been."""
    ratios = [_compared(seed) for seed in SEEDS]
    worst = min(ratios)
    print(f"worst ratio {worst:.3f}, aim at least {AIM}")


def _compared(seed: int) -> float:
    town = a_town(seed)
    began = time.perf_counter()
    arranged = one_after_another(town)
    taken = time.perf_counter() - began
    best, proven = all_at_once(town)
    print(
        f"seed {seed}: {arranged} of {NETWORKS} arranged one after another "
        f"({1000 * taken / NETWORKS:.1f} ms each); best possible {best}"
        f"{'' if proven else ' at most'}; ratio {arranged / best:.3f}"
    )
    return arranged / best


def a_town(seed: int) -> Town:
    """Make a town, the same for the same seed: some specialists wanted by many."""
    chance = random.Random(seed)  # noqa: S311 - the same people in every run
    town = Town({key: _specialist(key, chance) for key in map(str, range(SPECIALISTS))})
    keys = list(town.specialists)
    weights = [2.0 if number < 5 else 1.0 for number in range(SPECIALISTS)]  # noqa: PLR2004
    for number in range(NETWORKS):
        needed: list[str] = []
        many = chance.choice((1, 1, 2, 2))
        while len(needed) < many:
            (key,) = chance.choices(keys, weights)
            if key not in needed:
                needed.append(key)
        town.networks.append((_parent(f"parent {number}", chance), tuple(needed)))
    return town


def _specialist(key: str, chance: random.Random) -> Invitee:
    busy = tuple(_spans(chance, 60, (30, 45, 60, 90)))
    return Invitee(key, busy=busy)


def _parent(key: str, chance: random.Random) -> Invitee:
    opens = chance.choice((8, 8, 9, 13, 14))
    hours = Hours(_clock(opens), _clock(opens + chance.choice((3, 4, 8))))
    days = chance.sample(range(5), chance.choice((2, 3, 5)))
    return Invitee(key, family=True, hours=WorkingHours.on(days, hours))


def _clock(hour: int) -> datetime_time:
    return datetime_time(min(hour, 20))


def _spans(
    chance: random.Random, number: int, lengths: Sequence[int]
) -> Iterator[Span]:
    for _ in range(number):
        day = MONDAY + timedelta(days=chance.choice((0, 1, 2, 3, 4, 7, 8, 9, 10, 11)))
        quarter = chance.randrange(36)
        begin = datetime(day.year, day.month, day.day, 6, tzinfo=UTC)
        begin += timedelta(minutes=15 * quarter)
        yield Span(begin, begin + timedelta(minutes=chance.choice(lengths)))


def one_after_another(town: Town) -> int:
    """Arrange each network in turn; return how many found a time for everybody."""
    diaries = dict(town.specialists)
    arranged = 0
    for number, (_, needed) in enumerate(town.networks):
        people, *others = (_people(each, diaries) for each in town.networks[number:])
        span = _chosen(people, others)
        if span is None:
            continue
        arranged += 1
        for key in needed:
            diaries[key] = replace(diaries[key], busy=(*diaries[key].busy, span))
    return arranged


def _people(network: Network, diaries: dict[str, Invitee]) -> list[Invitee]:
    parent, needed = network
    return [parent, *(diaries[key] for key in needed)]


def _chosen(people: list[Invitee], others: list[list[Invitee]]) -> Span | None:
    spans = [each.span for each in propose(people, SEARCH, PROPOSED, others).slots]
    if not spans:
        return None
    votes = {each.key: dict.fromkeys(spans, Vote.YES) for each in people}
    return rank(spans, people, votes, SEARCH)[0].slot


def all_at_once(town: Town) -> tuple[int, bool]:
    """Return the most networks that can be arranged, and whether that is proven.

    One yes or no for each network and start; at most one start a network, and in each
    quarter of an hour at most one meeting a specialist.
    """
    grid = Grid(SEARCH)
    free = {key: grid.free(each) for key, each in town.specialists.items()}
    rows: dict[tuple[str, int], int] = {}
    ones: list[tuple[int, int]] = []
    column = 0
    for number, (parent, needed) in enumerate(town.networks):
        together = grid.free(parent)
        for key in needed:
            together &= free[key]
        for start in _bits(grid.starts(together)):
            places = [("network", number)]
            steps = range(start, start + SEARCH.length // SEARCH.step)
            places += [(key, step) for key in needed for step in steps]
            ones += [(rows.setdefault(place, len(rows)), column) for place in places]
            column += 1
    at = np.array(ones)
    matrix = csr_array((np.ones(len(ones)), (at[:, 0], at[:, 1])))
    found = milp(
        -np.ones(column),
        constraints=LinearConstraint(matrix, -np.inf, 1),
        integrality=np.ones(column),
        bounds=Bounds(0, 1),
        options={"time_limit": PATIENCE, "mip_rel_gap": 0},
    )
    return int(-found.mip_dual_bound + 1e-6), found.status == 0


def _bits(mask: int) -> Iterator[int]:
    while mask:
        lowest = mask & -mask
        yield lowest.bit_length() - 1
        mask ^= lowest


if __name__ == "__main__":
    main()
