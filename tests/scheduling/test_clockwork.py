import asyncio
import logging
from collections.abc import Iterator
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import partial

import pytest

import scheduling.clockwork
from scheduling.clock import SettableClock
from scheduling.clockwork import PIECES_IN_A_ROW, Clockwork, DriftWatch

NOON = datetime(2026, 10, 14, 12, 0, tzinfo=UTC)


class Pile:
    """Work of so many pieces."""

    def __init__(self, pieces: int) -> None:
        self.left = pieces
        self.done: list[datetime] = []
        self.looked = asyncio.Event()

    async def work(self, now: datetime) -> bool:
        self.looked.set()
        if self.left == 0:
            return False
        self.left -= 1
        self.done.append(now)
        return True


async def test_a_turn_does_all_that_is_due_of_every_kind() -> None:
    one, other = Pile(3), Pile(2)

    await Clockwork([one.work, other.work], lambda: NOON).turn()

    assert (one.left, other.left) == (0, 0)
    assert set(one.done) == {NOON}


async def test_a_kind_that_fails_does_not_stop_the_others(
    caplog: pytest.LogCaptureFixture,
) -> None:
    async def broken(secret: str, now: datetime) -> bool:
        raise ZeroDivisionError

    pile = Pile(1)

    with caplog.at_level(logging.ERROR):
        await Clockwork([partial(broken, "Kati"), pile.work], lambda: NOON).turn()

    assert pile.left == 0
    assert caplog.records[0].work.endswith("broken")  # type: ignore[attr-defined]


async def test_a_flood_of_one_kind_lets_the_others_in_between() -> None:
    flood, pile = Pile(PIECES_IN_A_ROW * 3), Pile(1)

    await Clockwork([flood.work, pile.work], lambda: NOON).turn()

    assert flood.left == PIECES_IN_A_ROW * 2
    assert pile.left == 0


async def test_a_nudge_has_new_work_looked_at_at_once(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scheduling.clockwork, "TICK_SECONDS", 3600.0)
    pile = Pile(0)
    clockwork = Clockwork([pile.work], lambda: NOON)
    running = asyncio.create_task(clockwork.run())
    await pile.looked.wait()

    pile.looked.clear()
    pile.left = 1
    clockwork.nudge()
    async with asyncio.timeout(5):
        await pile.looked.wait()

    assert pile.left == 0
    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_a_nudge_that_comes_during_a_turn_is_not_lost(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scheduling.clockwork, "TICK_SECONDS", 3600.0)
    looks = 0
    twice = asyncio.Event()

    async def work(now: datetime) -> bool:
        nonlocal looks
        looks += 1
        if looks == 1:
            clockwork.nudge()
        else:
            twice.set()
        return False

    clockwork = Clockwork([work], lambda: NOON)
    running = asyncio.create_task(clockwork.run())

    async with asyncio.timeout(5):
        await twice.wait()

    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


async def test_without_a_nudge_the_tick_looks_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(scheduling.clockwork, "TICK_SECONDS", 0.001)
    pile = Pile(0)
    running = asyncio.create_task(Clockwork([pile.work], lambda: NOON).run())
    await pile.looked.wait()
    pile.looked.clear()

    async with asyncio.timeout(5):
        await pile.looked.wait()

    running.cancel()
    with suppress(asyncio.CancelledError):
        await running


@pytest.mark.parametrize(
    ("jump", "warned"),
    [
        (timedelta(hours=1), True),
        (timedelta(hours=-1), True),
        (timedelta(seconds=2.1), True),
        (timedelta(seconds=1.9), False),
        (timedelta(0), False),
    ],
)
def test_clocks_that_part_by_more_than_two_seconds_are_reported_once(
    jump: timedelta, *, warned: bool
) -> None:
    wall = SettableClock(NOON)
    warnings: list[timedelta] = []
    watch = DriftWatch(wall, warnings.append, seconds(0.0, 10.0, 20.0).__next__)

    wall.set(NOON + timedelta(seconds=10) + jump, back=True)
    watch.look()
    wall.set(NOON + timedelta(seconds=20) + jump, back=True)
    watch.look()

    assert warnings == ([jump] if warned else [])


def test_slow_drift_is_noticed_too() -> None:
    wall = SettableClock(NOON)
    warnings: list[timedelta] = []
    watch = DriftWatch(wall, warnings.append, seconds(*range(0, 60, 10)).__next__)

    for passed in (10.5, 21.0, 31.5, 42.0, 52.6):
        wall.set(NOON + timedelta(seconds=passed))
        watch.look()

    assert warnings == [timedelta(seconds=2.6)]


def seconds(*values: float) -> Iterator[float]:
    return iter(values)
