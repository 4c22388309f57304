"""The program as a process of its own: told by its parent what comes in, and to work.

What the parent cannot tell it is in files: what time it is, and what is broken.
"""

import asyncio
import logging
import os
import random
import signal
import sqlite3
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from multiprocessing.connection import Connection
from pathlib import Path
from typing import Any
from uuid import uuid4

from sqlalchemy import event, make_url
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.app import Assistant, Parts
from bot.ports import Raw
from bot.wording.places import Places
from handlers.incoming import Incoming
from handlers.turn import Office
from storage.conflicts import Conflict, Unavailable
from storage.database import Database
from storage.keys import MasterKeys
from tests.proofs.faulty.network import TRIED, Logged, Weather, append
from tests.table import an_office

MAILBOX = "laud@vald.example"
KEPT, DONE, AWAY = "kept", "done", "database away"
_WIDTH = 40


@dataclass(frozen=True, slots=True)
class Place:
    """Where one installation keeps what outlives its processes."""

    url: str
    folder: Path
    seed: int

    @property
    def keys_url(self) -> str:
        """The URL of the key store."""
        return f"sqlite+aiosqlite:///{self.folder / 'keys.db'}"

    @property
    def log(self) -> Path:
        """What the networks were handed, and what processes know to have arrived."""
        return self.folder / "log"

    @property
    def trouble(self) -> Path:
        """What is broken now."""
        return self.folder / "trouble"

    def now(self) -> datetime:
        """Return what time it is for every process here."""
        return datetime.fromisoformat((self.folder / "clock").read_text().strip())

    def set(self, moment: datetime) -> None:
        """Put the clock on a moment, ahead or back."""
        file = os.open(self.folder / "clock", os.O_WRONLY | os.O_CREAT)
        os.pwrite(file, moment.astimezone(UTC).isoformat().ljust(_WIDTH).encode(), 0)
        os.close(file)

    def broken(self) -> str:
        """Return what is broken now; "": nothing."""
        return self.trouble.read_text() if self.trouble.exists() else ""

    def breaks(self, what: str) -> None:
        """Let something be broken from now on; "": nothing."""
        self.trouble.write_text(what)

    def locked(self) -> sqlite3.Connection:
        """Hold the lock of an SQLite database until the connection is closed."""
        other = sqlite3.connect(make_url(self.url).database or "", timeout=5)
        other.execute("BEGIN IMMEDIATE")
        return other

    def database(self) -> Database:
        """Open the database as a process does."""
        return Database.at(self.url, self.keys_url, MasterKeys({1: b"k" * 32}))


@dataclass(slots=True)
class Fuse:
    """Ends this process with SIGKILL at a point that was told beforehand.

    Points lie before and after each commit and each call of a network: whatever
    the machine is doing meanwhile, the same number is the same place.
    """

    left: int = 0

    def burn(self, *_: object) -> None:
        """Pass one point."""
        self.left -= 1
        if self.left == 0:
            os.kill(os.getpid(), signal.SIGKILL)

    def laid_on(self, database: Database) -> None:
        """Have every commit from now on be two points."""
        for engine in (database.engine, database.keys.engine):
            event.listen(engine.sync_engine, "commit", self.burn)
        commit = AsyncConnection.commit

        async def and_after(connection: AsyncConnection) -> None:
            await commit(connection)
            self.burn()

        AsyncConnection.commit = and_after  # type: ignore[method-assign]  # this process dies soon


def office() -> Office:
    """Return the municipality whose town this is."""
    return replace(
        an_office(),
        web="console",
        secrets=lambda: uuid4().hex,
        mailbox=MAILBOX,
        domain="vald.example",
    )


def parts(place: Place, process: str, *, stormy: bool, fuse: Fuse) -> Parts:
    """Put the program together as `umarlaud run` does, on networks with a log."""
    chance = random.Random(f"{place.seed} {process}")
    weather = Weather(chance, place.broken, fuse.burn, TRIED if stormy else 0.0)
    database = place.database()
    if place.url.startswith("sqlite"):
        event.listen(database.engine.sync_engine, "begin", _breaking(place))
    return Parts(
        database=database,
        office=office(),
        places=Places("https://laud.example", mailbox=MAILBOX),
        networks=[
            Logged(name, place.log, process, place.now, weather)
            for name in ("console", "mail")
        ],
        clock=place.now,
    )


def _breaking(place: Place) -> Any:
    """Let each transaction meet what is broken: a full disk, or one only to read."""

    def begin(connection: Any) -> None:
        broken = place.broken()
        run = connection.exec_driver_sql
        run("PRAGMA busy_timeout=200")
        run(f"PRAGMA query_only={'ON' if broken == 'read-only' else 'OFF'}")
        run(f"PRAGMA max_page_count={1 if broken == 'disk full' else 10**9}")

    return begin


class Process:
    """What one process does when told."""

    def __init__(self, place: Place, name: str, *, stormy: bool) -> None:
        self._place, self._name = place, name
        self.fuse = Fuse()
        self.assistant = Assistant(parts(place, name, stormy=stormy, fuse=self.fuse))
        if stormy:
            self.fuse.laid_on(self.assistant.parts.database)

    async def do(self, told: Any) -> tuple[str, datetime | None]:
        """Do what the parent says; return what came of it, and what is due next."""
        try:
            if isinstance(told, Incoming):
                await self.assistant.receive(told)
                return KEPT, None
            if isinstance(told, Raw):
                await self.assistant.receive_raw([told])
                return KEPT, None
            return DONE, await self._work()
        except (Unavailable, Conflict, OSError):
            return AWAY, None

    async def _work(self) -> datetime | None:
        await self.assistant.settle()
        if not self.assistant.postman.owes:
            # From here on everything it was told to have arrived is known for good.
            append(self._place.log, {"quiet": self._name})
        async with self.assistant.parts.database.reading(self._place.now()) as tx:
            return min((await tx.horizon()).values(), default=None)


async def _serve(parent: Connection, process: Process) -> None:
    database = process.assistant.parts.database
    while True:
        try:
            await database.prepare()
            break
        except Exception:
            await asyncio.sleep(0.05)
    while True:
        told, process.fuse.left = parent.recv()
        answer = await process.do(told)
        process.fuse.left = 0
        parent.send(answer)


def main(parent: Connection, place: Place, name: str) -> None:
    """Serve the parent until it kills us, or we are told to do so."""
    logging.basicConfig(filename=place.folder / "messages", level=logging.INFO)
    asyncio.run(_serve(parent, Process(place, name, stormy=True)))
