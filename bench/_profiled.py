"""Where the time goes: a bot under cProfile once it is warm, told when it is ended."""

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
    """Run until a SIGTERM; then print what cost most since a SIGUSR1.

    By own time, by whole time, and who calls what costs most.
    """
    profile = cProfile.Profile(__import__("time").process_time)
    with suppress(asyncio.CancelledError):
        asyncio.run(_until_ended(work, profile))
    told = pstats.Stats(profile, stream=sys.stdout)
    for order in ("tottime", "cumulative"):
        told.sort_stats(order).print_stats(LINES)
    told.sort_stats("tottime").print_callers(LINES // 2)


async def _until_ended(
    work: Coroutine[Any, Any, None], profile: cProfile.Profile
) -> None:
    task = asyncio.ensure_future(work)
    loop = asyncio.get_running_loop()
    loop.add_signal_handler(signal.SIGTERM, task.cancel)
    loop.add_signal_handler(signal.SIGUSR1, profile.enable)
    try:
        await task
    finally:
        profile.disable()
