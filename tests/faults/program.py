"""The program as a process of its own, told by its parent what comes in and when."""

import asyncio
import os
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from uuid import uuid4

from bot.app import Assistant, Parts
from bot.wording.places import Places
from handlers.incoming import Incoming
from scheduling.clock import SettableClock
from storage.database import Database
from storage.keys import MasterKeys
from tests.faults.paper import Paper
from tests.table import MONDAY, an_office

KEPT, DONE = "kept", "done"


@dataclass(frozen=True, slots=True)
class Place:
    """Where one installation keeps what outlives the process."""

    url: str
    folder: Path
    shows_once: bool = True

    @property
    def keys_url(self) -> str:
        return f"sqlite+aiosqlite:///{self.folder / 'keys.db'}"

    @property
    def paper(self) -> Path:
        return self.folder / "paper"

    @property
    def clock(self) -> Path:
        return self.folder / "clock"


class KeptClock(SettableClock):
    """A clock that goes on after a restart where it stood, as real ones do."""

    def __init__(self, path: Path) -> None:
        self._path = path
        lines = path.read_text().splitlines() if path.exists() else []
        super().__init__(datetime.fromisoformat(lines[-1]) if lines else MONDAY)

    def set(self, moment: datetime, *, back: bool = False) -> None:
        super().set(moment, back=back)
        file = os.open(self._path, os.O_WRONLY | os.O_APPEND | os.O_CREAT)
        os.write(file, moment.astimezone(UTC).isoformat().encode() + b"\n")
        os.close(file)


class Program:
    """The program, put together on one place."""

    def __init__(self, place: Place) -> None:
        self.clock = KeptClock(place.clock)
        self.database = Database.at(
            place.url, place.keys_url, MasterKeys({1: b"k" * 32})
        )
        office = replace(an_office(), web="console", secrets=lambda: uuid4().hex)
        self.assistant = Assistant(
            Parts(
                database=self.database,
                office=office,
                places=Places("https://laud.example"),
                networks=[Paper(place.paper, place.shows_once)],
                clock=self.clock,
            )
        )

    async def until(self, moment: datetime) -> None:
        await self.assistant.live_until(max(moment, self.clock()), self.clock)

    async def take(self, incoming: Incoming) -> None:
        await self.assistant.receive(incoming)


async def serve(parent: Connection, place: Place) -> None:
    program = Program(place)
    await program.database.prepare()
    while (told := parent.recv()) is not None:
        if isinstance(told, datetime):
            await program.until(told)
        else:
            await program.take(told)
            parent.send(KEPT)
            await program.assistant.settle()
        parent.send(DONE)
    await program.database.close()


def main(parent: Connection, place: Place) -> None:
    """Serve the parent until it says no more, or kills us."""
    asyncio.run(serve(parent, place))
