"""Where the time goes: a bot under cProfile, told when it is ended."""

import asyncio
import cProfile
import pstats
import signal
import sys
from collections.abc import Coroutine
from contextlib import suppress
from typing import Any

LINES = 70


def run(work: Coroutine[Any, Any, None]) -> None:
    """Run until a SIGTERM; then print what cost most, by own and by whole time."""
    profile = cProfile.Profile(__import__("time").process_time)
    with suppress(asyncio.CancelledError):
        asyncio.run(_until_ended(work, profile))
    told = pstats.Stats(profile, stream=sys.stdout)
    for order in ("tottime", "cumulative"):
        told.sort_stats(order).print_stats(LINES)


async def _until_ended(
    work: Coroutine[Any, Any, None], profile: cProfile.Profile
) -> None:
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, task.cancel)
    profile.enable()
    try:
        await task
    finally:
        profile.disable()
