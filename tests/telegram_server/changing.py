"""Waiting for something to change, without sleeping."""

import asyncio
from collections.abc import Callable
from typing import Any

PATIENCE = 10.0
"""Real seconds `until` waits for the program under test before it gives up."""


class Changing:
    """Something that others wait to see change."""

    def __init__(self) -> None:
        self._waiters: set[asyncio.Future[None]] = set()

    async def until(
        self, condition: Callable[[], Any], *, within: float = PATIENCE
    ) -> None:
        """Wait for the program under test to make something true.

        Raises:
            TimeoutError: it did not come true within so many real seconds.
        """
        async with asyncio.timeout(within):
            while not condition():
                await self.next_change()

    def next_change(self) -> "asyncio.Future[None]":
        """Return what is done as soon as anything changes, from this moment on."""
        change = asyncio.get_running_loop().create_future()
        self._waiters.add(change)
        change.add_done_callback(self._waiters.discard)
        return change

    def changed(self) -> None:
        """Wake everybody who waits for a change."""
        for waiter in list(self._waiters):
            if not waiter.done():
                waiter.set_result(None)
