"""How long finding and ranking times takes: `python -m bench.slots`.

Twelve people over four weeks in 15-minute steps, 200 busy times each (aim: 5 ms).
In milliseconds of processor: what others do on the machine is not part of it.
"""

import random
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from statistics import median
from zoneinfo import ZoneInfo

from scheduling.slots import Invitee, Search, Span, Vote, propose, rank

PEOPLE, BUSY_TIMES, RUNS, AIM_MS = 12, 200, 100, 5.0
FIRST_DAY = date(2026, 10, 12)
DAYS = 28
SEARCH = Search(
    length=timedelta(minutes=60),
    first_day=FIRST_DAY,
    last_day=FIRST_DAY + timedelta(days=DAYS - 1),
    zone=ZoneInfo("Europe/Tallinn"),
)


def main() -> None:
    """Print the figures."""
    chance = random.Random(1)  # noqa: S311 - the same people in every run
    people = [_person(number, chance) for number in range(PEOPLE)]
    spans = [slot.span for slot in propose(people, SEARCH).slots]
    votes = {
        each.key: {span: chance.choice(list(Vote)) for span in spans} for each in people
    }
    _print("propose", lambda: propose(people, SEARCH))
    _print("rank", lambda: rank(spans, people, votes, SEARCH))
    print(f"{len(spans)} proposals; {PEOPLE} people x {BUSY_TIMES} busy times")


def _person(number: int, chance: random.Random) -> Invitee:
    start = datetime(2026, 10, 12, tzinfo=UTC)
    minutes = (chance.randrange(DAYS * 24 * 60) for _ in range(BUSY_TIMES))
    begun = (start + timedelta(minutes=each) for each in minutes)
    length = timedelta(minutes=30)
    busy = tuple(Span(each, each + length) for each in begun)
    return Invitee(str(number), required=number < 8, family=number == 0, busy=busy)  # noqa: PLR2004


def _print(name: str, work: Callable[[], object]) -> None:
    taken = []
    for _ in range(RUNS):
        began = time.process_time()
        work()
        taken.append((time.process_time() - began) * 1000)
    print(
        f"{name}: median {median(taken):.2f} ms, slowest {max(taken):.2f} ms, aim {AIM_MS:.0f} ms"
    )


if __name__ == "__main__":
    main()
