"""The clockwork: looks for what is due, and knows nothing of what that is."""

import asyncio
import logging
import time
from collections.abc import Awaitable, Callable, Sequence
from datetime import datetime, timedelta

from scheduling.clock import Clock

logger = logging.getLogger(__name__)

Work = Callable[[datetime], Awaitable[bool]]
"""Does one piece of due work; tells whether it found any."""

TICK_SECONDS = 1.0
PIECES_IN_A_ROW = 100
DRIFT_TOLERATED = timedelta(seconds=2)


class Clockwork:
    """Does every kind of due work it was given, one piece at a time."""

    def __init__(self, works: Sequence[Work], clock: Clock) -> None:
        self._works = works
        self._clock = clock
        self._nudged = asyncio.Event()

    def nudge(self) -> None:
        """Have the works looked at again at once, without waiting for the tick."""
        self._nudged.set()

    async def turn(self) -> None:
        """Do the work that is due; one kind that fails does not stop the rest."""
        for work in self._works:
            try:
                await self._do(work)
            except Exception:
                logger.exception("due work failed", extra={"work": _name(work)})

    async def _do(self, work: Work) -> None:
        for _ in range(PIECES_IN_A_ROW):
            if not await work(self._clock()):
                return
        # There is more, but the other kinds must not starve behind a flood of one.
        self.nudge()

    async def run(self) -> None:
        """Turn for ever; after a sleep of the machine it simply finds more to do."""
        while True:
            # Cleared before the turn: a nudge that comes meanwhile is not lost.
            self._nudged.clear()
            await self.turn()
            await self._rest()

    async def _rest(self) -> None:
        # A monotonic wait: a wall clock set back would otherwise stall the ticks.
        try:
            async with asyncio.timeout(TICK_SECONDS):
                await self._nudged.wait()
        except TimeoutError:
            pass


class DriftWatch:
    """A watch over how far the wall clock has left the monotonic one.

    They part when the machine slept or somebody set its clock: moments computed
    before that may have been missed or may come twice.
    """

    def __init__(
        self,
        wall: Clock,
        warn: Callable[[timedelta], None],
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._wall = wall
        self._monotonic = monotonic
        self._warn = warn
        self._wall_began_at, self._monotonic_began = wall(), monotonic()

    def look(self) -> None:
        """Warn once for each time that the clocks parted by more than two seconds."""
        wall, monotonic = self._wall(), self._monotonic()
        passed = timedelta(seconds=monotonic - self._monotonic_began)
        drift = (wall - self._wall_began_at) - passed
        if abs(drift) > DRIFT_TOLERATED:
            self._wall_began_at, self._monotonic_began = wall, monotonic
            self._warn(drift)


def _name(work: Work) -> str:
    # Of a partial the function: its arguments may be somebody's data.
    function = getattr(work, "func", work)
    return str(getattr(function, "__qualname__", type(function).__name__))
