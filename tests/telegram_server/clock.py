"""Time in the world: by hand in tests, by the wall in the stand-alone server."""

import asyncio
import heapq
import itertools
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from functools import partial

START = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
"""When a world begins: a Monday morning."""


class Timer:
    """Something to do at a moment, unless it is called off before."""

    def __init__(self, at: datetime, do: Callable[[], None]) -> None:
        self.at = at
        self.do: Callable[[], None] | None = do

    def cancel(self) -> None:
        """Call it off."""
        self.do = None

    def fire(self) -> None:
        """Do it, once."""
        do, self.do = self.do, None
        if do is not None:
            do()


def _wake(sleeper: "asyncio.Future[None]") -> None:
    if not sleeper.done():
        sleeper.set_result(None)


class Clock:
    """A clock that moves only when told to."""

    def __init__(self, start: datetime = START) -> None:
        self._now = start
        self._timers: list[tuple[datetime, int, Timer]] = []
        self._count = itertools.count()

    def now(self) -> datetime:
        """Return the world's moment, aware, in UTC."""
        return self._now

    def stamp(self) -> int:
        """Return the world's moment as the Bot API writes it."""
        return int(self.now().timestamp())

    def call_at(self, at: datetime, do: Callable[[], None]) -> Timer:
        """Have something done when the clock reaches the moment."""
        timer = Timer(at, do)
        heapq.heappush(self._timers, (at, next(self._count), timer))
        return timer

    def call_after(self, seconds: float, do: Callable[[], None]) -> Timer:
        """Have something done when so many seconds have passed."""
        return self.call_at(self.now() + timedelta(seconds=seconds), do)

    async def sleep(self, seconds: float) -> None:
        """Wait until so many of the world's seconds have passed."""
        awake = asyncio.get_running_loop().create_future()
        timer = self.call_after(seconds, partial(_wake, awake))
        try:
            await awake
        finally:
            timer.cancel()

    def next_moment(self) -> datetime | None:
        """Return when the next thing is to be done."""
        while self._timers and self._timers[0][2].do is None:
            heapq.heappop(self._timers)
        return self._timers[0][0] if self._timers else None

    def advance(self, length: timedelta) -> None:
        """Move on, doing on the way what is due, each at its own moment."""
        target = self._now + length
        while (due := self.next_moment()) is not None and due <= target:
            self._now = max(self._now, due)
            heapq.heappop(self._timers)[2].fire()
        self._now = target


class LiveClock(Clock):
    """A clock that shows the real time; it moves by itself and only by itself."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        super().__init__(now())
        self._real = now

    def now(self) -> datetime:
        """Return the real moment."""
        return self._real()

    def call_at(self, at: datetime, do: Callable[[], None]) -> Timer:
        """Have something done at a real moment, on the running loop."""
        timer = Timer(at, do)
        delay = (at - self.now()).total_seconds()
        asyncio.get_running_loop().call_later(max(0.0, delay), timer.fire)
        return timer

    def advance(self, length: timedelta) -> None:
        """Refuse: nobody moves the real time."""
        raise TypeError("a live clock cannot be moved")
