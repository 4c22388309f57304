"""A PostgreSQL of our own that can be ended at once, and loses nothing by it."""

import asyncio
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

import asyncpg
from sqlalchemy import make_url

from tests.provision import NotHere, postgres

DURABLE = ("fsync", "synchronous_commit", "full_page_writes")
"""The tests switch these off; here everything hangs on them."""


@dataclass(frozen=True, slots=True)
class OwnServer:
    """The server, and its databases."""

    own: postgres.OwnServer

    def new_url(self) -> str:
        """Make an empty database."""
        name = f"town_{uuid4().hex}"
        asyncio.run(_say(self.own.url, f"CREATE DATABASE {name}"))
        url = make_url(self.own.url).set(drivername="postgresql+asyncpg", database=name)
        return url.render_as_string(hide_password=False)

    def crash(self) -> None:
        """End every connection and the server at once, and start it again."""
        self.own.stop()
        self.own.again()


async def _say(url: str, *commands: str) -> None:
    connection = await asyncpg.connect(url)
    try:
        for command in commands:
            await connection.execute(command)
    finally:
        await connection.close()


@contextmanager
def a_postgresql() -> Iterator[OwnServer]:
    """Start a server in a folder of its own; end it in the end."""
    folder = Path(tempfile.mkdtemp(prefix="umarlaud-pg-"))
    own = postgres.own(folder)
    own.start()
    try:
        durable = [f"ALTER SYSTEM SET {name} = on" for name in DURABLE]
        asyncio.run(_say(own.url, *durable))
        server = OwnServer(own)
        server.crash()
        yield server
    finally:
        with suppress(NotHere):  # stopped already
            own.stop()
        shutil.rmtree(folder, ignore_errors=True)
