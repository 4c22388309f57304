"""The program as its users start it: a process of its own, with a log."""

import asyncio
import os
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from socket import socket

from tests.telegram_server.server import TelegramServer


@dataclass(slots=True)
class Started:
    """A running program, and what it has logged."""

    process: Process
    log: str = ""
    _more: asyncio.Condition = field(default_factory=asyncio.Condition)

    async def listen(self) -> None:
        """Take down the log until the program ends."""
        assert self.process.stderr is not None
        async for line in self.process.stderr:
            async with self._more:
                self.log += line.decode()
                self._more.notify_all()

    async def logs(self, words: str, within: float) -> None:
        """Wait until the log holds these words."""
        try:
            async with asyncio.timeout(within), self._more:
                await self._more.wait_for(lambda: words in self.log)
        except TimeoutError as error:
            raise AssertionError(f"not logged: {words}; but:\n{self.log}") from error


async def make_key(folder: Path) -> Path:
    """Make the master key of an installation; return where it is."""
    key = folder / "key"
    make = [sys.executable, "-m", "bot", "keys", "make", str(key)]
    await (await asyncio.create_subprocess_exec(*make)).wait()
    return key


@asynccontextmanager
async def running(
    server: TelegramServer, folder: Path, key: Path, **settings: str
) -> AsyncIterator[Started]:
    """Start the program in a folder; stop it in the end, if it is still there."""
    environment = os.environ | {
        "UMARLAUD_DATA": str(folder / "data"),
        "UMARLAUD_MASTER_KEY_FILE": str(key),
        "UMARLAUD_TELEGRAM_TOKEN": server.world.bot.token,
        "UMARLAUD_TELEGRAM_API": server.url,
        "UMARLAUD_WEB_PORT": str(_free_port()),
        "UMARLAUD_LOG_LEVEL": "debug",
        **settings,
    }
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "bot", "run", stderr=PIPE, env=environment
    )
    program = Started(process)
    listening = asyncio.create_task(program.listen())
    try:
        yield program
    finally:
        with suppress(ProcessLookupError):
            process.terminate()
        await listening
        await process.wait()


def _free_port() -> int:
    with socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
