"""How soon the demo shows its first page, and its memory: `python -m bench.demo`.

Aims: under 2 seconds, under 120 MB, with every process it starts.
"""

import asyncio
import os
import re
import subprocess
import sys
import time
from urllib.request import urlopen

import psutil

RUNS = 3
"""After one that is not counted: the first start of all compiles what it loads."""
SETTLED_AFTER = 3.0


def main() -> None:
    """Print the figures."""
    asyncio.run(_start())
    for number in range(1, RUNS + 1):
        seconds, worked, megabytes = asyncio.run(_start())
        print(
            f"run {number}: first page after {seconds:.1f} s "
            f"({worked:.1f} s of processor), {megabytes:.0f} MB"
        )


async def _start() -> tuple[float, float, float]:
    began = time.perf_counter()
    process = subprocess.Popen(  # noqa: ASYNC220 - our own command
        [sys.executable, "-m", "bot", "demo", "--no-open"],
        stdout=subprocess.PIPE,
        text=True,
        env=_as_at_home(),
    )
    try:
        assert process.stdout is not None  # noqa: S101 - asked for above
        found = re.search(r"https?://\S+", process.stdout.readline())
        if found is None:
            raise SystemExit("the demo did not say where it is")
        await asyncio.to_thread(urlopen, found.group())
        seconds = time.perf_counter() - began
        used = psutil.Process(process.pid).cpu_times()
        await asyncio.sleep(SETTLED_AFTER)
        return seconds, used.user + used.system, _memory(process.pid)
    finally:
        process.terminate()
        process.wait()


def _as_at_home() -> dict[str, str]:
    """Return the environment, but that what was compiled may be kept."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return kept | {"PYTHONUNBUFFERED": "1"}


def _memory(pid: int) -> float:
    """Return the resident megabytes of a process and all it started."""
    first = psutil.Process(pid)
    everyone = [first, *first.children(recursive=True)]
    return float(sum(each.memory_info().rss for each in everyone)) / 1e6


if __name__ == "__main__":
    main()
