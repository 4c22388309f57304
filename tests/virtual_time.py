"""A loop on which hours pass at once: waiting costs nothing, order stays what it is.

Whatever waits with asyncio (a pause, a tick, a deadline) waits in virtual time. Time is
skipped only while nothing works; while a database is asked, it stands still.
"""

import asyncio
import selectors
import time
from collections.abc import Callable
from concurrent.futures import Executor
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import event
from sqlalchemy.ext.asyncio import AsyncEngine

_GLANCE = 0.05
"""Seconds of the wall to wait for a database before looking again."""


class _Skipping(selectors.DefaultSelector):
    """Skips what it would have slept, unless somebody is at work elsewhere."""

    def __init__(self) -> None:
        super().__init__()
        self.skipped = 0.0
        self.at_work = 0

    def select(self, timeout: float | None = None) -> Any:
        if timeout is None or timeout <= 0:
            return super().select(timeout)
        if self.at_work:
            return super().select(_GLANCE)
        found = super().select(0)
        if not found:
            self.skipped += timeout
        return found


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop with a time of its own.

    `charged`: the processor that this process uses passes as time, too.
    """

    def __init__(self, *, charged: bool = False) -> None:
        self._skipping = _Skipping()
        super().__init__(self._skipping)
        self._charged = charged
        self._began = time.process_time()

    def time(self) -> float:
        """Return the seconds that have passed here."""
        worked = time.process_time() - self._began if self._charged else 0.0
        return self._skipping.skipped + worked

    def clock(self, start: datetime) -> Callable[[], datetime]:
        """Return a clock that shows this moment now and goes on from it."""
        began = self.time()
        return lambda: start + timedelta(seconds=self.time() - began)

    def watch(self, engine: AsyncEngine) -> None:
        """Let time stand still while this database is asked something."""
        event.listen(engine.sync_engine, "checkout", self._busy)
        event.listen(engine.sync_engine, "checkin", self._idle)

    def run_in_executor(
        self, executor: Executor | None, func: Callable[..., Any], *args: Any
    ) -> Any:
        """Let time stand still while a thread works."""
        self._busy()
        future = super().run_in_executor(executor, func, *args)
        future.add_done_callback(self._idle)
        return future

    def _busy(self, *_: Any) -> None:
        self._skipping.at_work += 1

    def _idle(self, *_: Any) -> None:
        self._skipping.at_work -= 1
