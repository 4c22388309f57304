"""Empty databases, one for each test that asks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
from sqlalchemy import make_url


def sqlite_url(folder: Path) -> str:
    """Return the URL of a database file that does not exist yet."""
    return f"sqlite+aiosqlite:///{folder / 'umarlaud.db'}"


@asynccontextmanager
async def fresh_postgresql(
    server: str, template: str = "template0"
) -> AsyncIterator[str]:
    """Give the URL of a new database on the server, and drop it afterwards.

    Another template than the empty one makes a copy of it, tables and rows.
    """
    name = f"umarlaud_test_{uuid4().hex}"
    await _say(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    try:
        yield (
            make_url(server)
            .set(drivername="postgresql+asyncpg", database=name)
            .render_as_string(hide_password=False)
        )
    finally:
        await _say(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def _say(server: str, command: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(command)
    finally:
        await connection.close()
