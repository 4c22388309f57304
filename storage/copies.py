"""Copies of whole databases: every row as it stood at one moment, on either engine.

A copy is a stream of lines, each a few rows of one table. It holds what the
database holds, sealed text and all, and can be put back into SQLite as well as
into PostgreSQL, whichever it came from.
"""

import base64
import json
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Column, LargeBinary, MetaData, Table, Uuid, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from storage.columns import Moment

_ROWS = 200
"""How many rows make one line: few enough to hold in memory anywhere."""


class CopyDamaged(Exception):
    """A copy names a table or a column that this release does not have."""


async def lines(engine: AsyncEngine, metadata: MetaData) -> AsyncIterator[bytes]:
    """Read every table as it stands at one moment; nobody who writes is held up."""
    async with engine.connect() as connection:
        await _look_at_one_moment(connection)
        for table in metadata.sorted_tables:
            found = await connection.stream(
                select(table).execution_options(yield_per=_ROWS)
            )
            async for rows in found.partitions():
                yield _line(table, [tuple(row) for row in rows])


async def put_back(
    connection: AsyncConnection, metadata: MetaData, line: bytes
) -> None:
    """Write the rows of one line into their table.

    Raises:
        CopyDamaged: the line names something unknown.
    """
    content = json.loads(line)
    table = metadata.tables.get(content["table"])
    if table is None or content["columns"] != [c.name for c in table.columns]:
        raise CopyDamaged
    readers = [_reader(column) for column in table.columns]
    rows = [
        {
            column.name: None if value is None else read(value)
            for column, read, value in zip(table.columns, readers, row, strict=True)
        }
        for row in content["rows"]
    ]
    await connection.execute(insert(table), rows)


async def is_empty(engine: AsyncEngine, metadata: MetaData) -> bool:
    """Say whether no table of these has a row, or even exists."""
    async with engine.connect() as connection:
        present = await connection.run_sync(_present)
        for table in metadata.sorted_tables:
            if table.name not in present:
                continue
            if await connection.scalar(select(func.count()).select_from(table)):
                return False
    return True


def _present(connection: Any) -> set[str]:
    found = MetaData()
    found.reflect(connection)
    return set(found.tables)


async def _look_at_one_moment(connection: AsyncConnection) -> None:
    if connection.dialect.name == "sqlite":
        await connection.execution_options(reads_only=True)
    else:
        await connection.execution_options(isolation_level="REPEATABLE READ")


def _line(table: Table, rows: list[tuple[Any, ...]]) -> bytes:
    content = {
        "table": table.name,
        "columns": [column.name for column in table.columns],
        "rows": rows,
    }
    return json.dumps(content, default=_plain, separators=(",", ":")).encode()


def _plain(value: object) -> str:
    match value:
        case datetime():
            return value.isoformat()
        case UUID():
            return str(value)
        case bytes():
            return base64.b64encode(value).decode()
        case _:
            raise TypeError(type(value))


def _reader(column: Column[Any]) -> Callable[[Any], Any]:
    match column.type:
        case Moment():
            return datetime.fromisoformat
        case Uuid():
            return UUID
        case LargeBinary():
            return base64.b64decode
        case _:
            return _as_it_is


def _as_it_is(value: Any) -> Any:
    return value
