"""Empty databases, one for each test that asks."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from uuid import uuid4

import asyncpg
from sqlalchemy import make_url

from storage.database import open_engine
from storage.tables import METADATA

FILE = "umarlaud.db"


def sqlite_url(folder: Path) -> str:
    """Return the URL of the database file of a folder."""
    return f"sqlite+aiosqlite:///{folder / FILE}"


async def lay(url: str) -> None:
    """Make every table in an empty database."""
    engine = open_engine(url)
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
    await engine.dispose()


async def make_laid(server: str) -> str:
    """Make a PostgreSQL database with every table; return its URL."""
    name = f"umarlaud_laid_{uuid4().hex}"
    await _say(server, f"CREATE DATABASE {name} TEMPLATE template0")
    url = _url(server, name)
    await lay(url)
    return url


async def drop(server: str, url: str) -> None:
    """Drop a PostgreSQL database, whoever still looks into it."""
    await _say(server, f"DROP DATABASE IF EXISTS {_name(url)} WITH (FORCE)")


async def wipe(url: str) -> None:
    """Send everybody else away from a PostgreSQL database and delete every row."""
    plain = make_url(url).set(drivername="postgresql")
    tables = METADATA.sorted_tables[::-1]
    deletes = (f"DELETE FROM {table.name}" for table in tables)  # noqa: S608 - ours
    starts = (
        f"ALTER SEQUENCE {table.name}_{table.autoincrement_column.name}_seq RESTART"
        for table in METADATA.sorted_tables
        if table.autoincrement_column is not None
    )
    await _say(
        plain.render_as_string(hide_password=False),
        ";".join((_AWAY, *deletes, *starts)),
    )


_AWAY = (
    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity "
    "WHERE datname = current_database() AND pid <> pg_backend_pid()"
)


def _url(server: str, name: str) -> str:
    return (
        make_url(server)
        .set(drivername="postgresql+asyncpg", database=name)
        .render_as_string(hide_password=False)
    )


def _name(url: str) -> str:
    return make_url(url).database or ""


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
        yield _url(server, name)
    finally:
        await _say(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


async def _say(server: str, command: str) -> None:
    connection = await asyncpg.connect(server)
    try:
        await connection.execute(command)
    finally:
        await connection.close()
