"""Ids and moments in and out of SQLite, without three calls for each value.

An answer reads and writes some hundred of them. What stands in the database is to the
letter what SQLAlchemy writes there (tests/storage/test_quick.py).
"""

from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Dialect
from sqlalchemy.types import TypeEngine, Uuid

from storage.columns import Moment

Processor = Callable[[Any], Any] | None


def into(column: TypeEngine[Any], dialect: Dialect) -> Processor:
    """Return how a value of this type is written; None: as it is."""
    quick = _of(column, dialect)
    if quick is not None:
        return quick[0]
    return column.dialect_impl(dialect).bind_processor(dialect)


def out_of(column: TypeEngine[Any], dialect: Dialect) -> Processor:
    """Return how a value of this type is read; None: as it is."""
    quick = _of(column, dialect)
    if quick is not None:
        return quick[1]
    return column.dialect_impl(dialect).result_processor(dialect, None)


def _of(
    column: TypeEngine[Any], dialect: Dialect
) -> tuple[Callable[[Any], Any], Callable[[Any], Any]] | None:
    if dialect.name != "sqlite":
        return None
    if isinstance(column, Moment):
        return _moment_in, _moment_out
    return (_id_in, _id_out) if isinstance(column, Uuid) else None


def _id_in(value: UUID | None) -> str | None:
    return None if value is None else value.hex


def _id_out(value: str | None) -> UUID | None:
    return None if value is None else UUID(int=int(value, 16))


def _moment_in(value: datetime | None) -> str | None:
    if value is None:
        return None
    if value.tzinfo is None:
        msg = "naive datetime"
        raise ValueError(msg)
    return value.astimezone(UTC).replace(tzinfo=None).isoformat(" ", "microseconds")


def _moment_out(value: str | None) -> datetime | None:
    return None if value is None else datetime.fromisoformat(value).replace(tzinfo=UTC)
