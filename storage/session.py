"""One transaction's hold on the database, and statements that are compiled once.

To build a statement, to find it compiled and to read its rows costs SQLAlchemy many
times what SQLite takes to carry it out. What is asked with every answer is therefore
`Prepared`: compiled once for each engine, with the same types, and given to the driver
as it is. Everything else goes the usual way, on the same connection.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Dialect, Executable
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncConnection

from storage.quick import Processor, into, out_of
from storage.sqlite import Connection as SqliteConnection

_Found = tuple[Sequence[Sequence[Any]], int]
"""The rows a driver found, and how many it changed."""


@dataclass(frozen=True, slots=True)
class _Compiled:
    """A statement in the words of one engine, and how values go in and come out."""

    words: str
    preset: Mapping[str, Any]
    given: tuple[tuple[str, Processor], ...]
    row: Callable[..., Any]
    columns: tuple[Processor, ...]

    def values(self, values: Mapping[str, Any]) -> list[Any]:
        values = {**self.preset, **values}
        return [
            values[name] if process is None else process(values[name])
            for name, process in self.given
        ]

    def rows(self, found: Sequence[Sequence[Any]]) -> list[Any]:
        return [self.row(*self._read(each)) for each in found]

    def _read(self, found: Sequence[Any]) -> list[Any]:
        return [
            value if process is None else process(value)
            for value, process in zip(found, self.columns, strict=True)
        ]


class Prepared:
    """A statement that is carried out often: compiled once for each engine.

    `writes` names the columns that an INSERT or an UPDATE is given.
    """

    def __init__(self, statement: Any, writes: Sequence[str] | None = None) -> None:
        self.statement = statement
        self._writes = writes
        self._compiled: dict[str, _Compiled] = {}

    def on(self, dialect: Dialect) -> _Compiled:
        """Return it compiled for an engine."""
        found = self._compiled.get(dialect.name)
        if found is None:
            found = self._compiled[dialect.name] = self._compile(dialect)
        return found

    def _compile(self, dialect: Dialect) -> _Compiled:
        done = self.statement.compile(dialect=dialect, column_keys=self._writes)
        assert not done.post_compile_params  # noqa: S101 - no list of unknown length
        columns = getattr(self.statement, "exported_columns", ())
        return _Compiled(
            str(done),
            {n: bind.value for n, bind in done.binds.items() if not bind.required},
            tuple(
                (name, into(done.binds[name].type, dialect))
                for name in done.positiontup
            ),
            namedtuple("Row", [c.key or "_" for c in columns], rename=True),
            tuple(out_of(each.type, dialect) for each in columns),
        )


Statement = Prepared | Executable


class Session:
    """Carries out statements on the connection of one transaction."""

    def __init__(self, connection: AsyncConnection) -> None:
        self.dialect = connection.dialect
        self._connection = connection
        self._driver: Any = connection.sync_connection.connection.driver_connection  # type: ignore[union-attr]  # it is open

    async def rows(
        self, statement: Statement, values: Mapping[str, Any] | None = None
    ) -> Sequence[Any]:
        """Return the rows that a statement finds."""
        if isinstance(statement, Prepared):
            compiled = statement.on(self.dialect)
            return compiled.rows((await self._run(compiled, values or {}))[0])
        return (await self._connection.execute(statement, values)).all()

    async def row(
        self, statement: Statement, values: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the first row that a statement finds, or None."""
        found = await self.rows(statement, values)
        return found[0] if found else None

    async def one(
        self, statement: Statement, values: Mapping[str, Any] | None = None
    ) -> Any:
        """Return the first value that a statement finds, or None."""
        found = await self.rows(statement, values)
        return found[0][0] if found else None

    async def change(
        self, statement: Statement, values: Mapping[str, Any] | None = None
    ) -> int:
        """Carry out a statement that writes; return how many rows it met."""
        if isinstance(statement, Prepared):
            return (await self._run(statement.on(self.dialect), values or {}))[1]
        return (await self._connection.execute(statement, values)).rowcount

    async def change_all(
        self, statement: Executable, values: Sequence[Mapping[str, Any]]
    ) -> None:
        """Carry out a statement that writes, once for each of these."""
        await self._connection.execute(statement, list(values))

    async def _run(self, compiled: _Compiled, values: Mapping[str, Any]) -> _Found:
        words, given = compiled.words, compiled.values(values)
        errors: type[Exception] = self.dialect.loaded_dbapi.Error
        try:
            if isinstance(self._driver, SqliteConnection):
                # Inside a transaction nothing waits, so no thread is changed.
                return _found(self._driver.at_once(words, given))
            return await self._connection.run_sync(_on_cursor, words, given)
        except errors as error:
            raise DBAPIError.instance(
                words, None, error, errors, hide_parameters=True, dialect=self.dialect
            ) from error


def _on_cursor(connection: Connection, words: str, given: Sequence[Any]) -> _Found:
    cursor = connection.connection.cursor()
    try:
        cursor.execute(words, given)
        return _found(cursor)
    finally:
        cursor.close()


def _found(cursor: Any) -> _Found:
    return (cursor.fetchall() if cursor.description else (), cursor.rowcount)
