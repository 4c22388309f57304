"""A shelf: the things of one topic, kept whole and found by what is not secret."""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar, cast
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, bindparam, insert, select, update

from casework.refusals import NotYours
from storage.columns import Moment
from storage.conflicts import Conflict
from storage.keys import KeyStore
from storage.rows import ThingRow
from storage.session import Prepared, Session

Thing = TypeVar("Thing")
Row = TypeVar("Row", bound=ThingRow)

_ALWAYS = ("id", "owner_id", "case_id", "person_id", "created_at")
"""Columns that never change."""


class Held(NamedTuple):
    """What is read of a row: enough to open the thing and to write it again."""

    id: UUID
    owner_id: UUID
    version: int
    wake_at: datetime | None
    sealed: bytes


def those(row: type[ThingRow], *conditions: ColumnElement[bool]) -> Select[Any]:
    """Select the rows of a topic that meet the conditions, oldest first."""
    columns = row.__table__.columns
    return (
        select(*(columns[name] for name in Held._fields))
        .where(*conditions)
        .order_by(row.created_at, row.id)
    )


@dataclass(frozen=True, slots=True)
class _Statements:
    """What every shelf asks and writes."""

    by_id: Prepared
    due: Prepared
    insert: Prepared
    update: Prepared
    wake: Prepared


@cache
def _statements(row: Any) -> _Statements:
    """Build them when a kind of thing is first met: all of them delay the start."""
    table, found = row.__table__, those(row)
    every = tuple(column.key for column in table.columns)
    changing = tuple(name for name in every if name not in _ALWAYS)
    # Refuses to overwrite what another turn has changed meanwhile.
    as_read = update(row).where(
        row.id == bindparam("thing"), row.version == bindparam("read")
    )
    due = (
        found.where(row.wake_at <= bindparam("now", type_=Moment()))
        .order_by(None)
        .order_by(row.wake_at)
        .limit(1)
        .with_for_update(skip_locked=True)
    )
    return _Statements(
        by_id=Prepared(found.where(row.id == bindparam("thing"))),
        due=Prepared(due),
        insert=Prepared(insert(row), writes=every),
        update=Prepared(as_read, writes=changing),
        wake=Prepared(as_read, writes=("wake_at",)),
    )


class Shelf(Generic[Thing, Row]):
    """The things of one topic, seen through one transaction.

    A subclass names the two types and what the database may read of a thing
    besides its ids; everything else is sealed.
    """

    kind: ClassVar[type[Any]]
    row: ClassVar[type[Any]]

    def __init__(self, session: Session, keys: KeyStore, now: datetime) -> None:
        self._session = session
        self._keys = keys
        self._now = now
        self._held: dict[UUID, Held] = {}
        """Rows as this transaction has first read or last written them."""
        self._opened: dict[UUID, Any] = {}
        """The things of these rows that were opened already."""

    @property
    def _asked(self) -> _Statements:
        return _statements(cast("Hashable", self.row))

    @property
    def _adapter(self) -> TypeAdapter[Any]:
        return _adapter_of(cast("Hashable", self.kind))

    def columns(self, thing: Thing) -> dict[str, Any]:
        """Return what the database may read of a thing, besides its ids."""
        raise NotImplementedError

    async def get(self, thing_id: UUID) -> Thing:
        """Return one thing.

        Raises:
            NotYours: there is none by this id.
        """
        thing = await self.find(thing_id)
        if thing is None:
            raise NotYours
        return thing

    async def find(self, thing_id: UUID) -> Thing | None:
        """Return one thing, or None if there is none by this id."""
        row = await self._row(thing_id)
        return None if row is None else await self._open(row)

    async def keep(self, thing: Thing) -> None:
        """Store a thing, new or read in this transaction.

        Raises:
            Conflict: another turn has changed it since it was read.
        """
        thing_id: UUID = thing.id  # type: ignore[attr-defined]  # every thing has one
        before = await self._row(thing_id)
        row = Held(
            id=thing_id,
            owner_id=before.owner_id if before else _owner(thing),
            version=before.version + 1 if before else 1,
            wake_at=getattr(thing, "wake_at", None),
            sealed=b"",
        )
        seal = await self._keys.seal_of(row.owner_id)
        sealed = seal.close(self._adapter.dump_json(thing), self._place(row))
        row = row._replace(sealed=sealed)
        await self._write(thing, row, before)
        self._held[thing_id] = row
        self._opened.pop(thing_id, None)

    async def _write(self, thing: Any, row: Held, before: Held | None) -> None:
        values = {**self.columns(thing), **row._asdict()}
        if before is None:
            always = {
                "case_id": getattr(thing, "case", None),
                "person_id": getattr(thing, "person", None),
                "created_at": self._now,
            }
            await self._session.change(self._asked.insert, {**values, **always})
            return
        await self._change(self._asked.update, before, values)

    async def _change(
        self, statement: Prepared, before: Held, values: Mapping[str, Any]
    ) -> None:
        read = {"thing": before.id, "read": before.version}
        if not await self._session.change(statement, {**values, **read}):
            raise Conflict

    async def _row(self, thing_id: UUID) -> Held | None:
        held = self._held.get(thing_id)
        if held is not None:
            return held
        found = await self._session.row(self._asked.by_id, {"thing": thing_id})
        return None if found is None else Held(*found)

    async def claim_due(self, now: datetime, lease: timedelta) -> Thing | None:
        """Take the thing that has waited longest, and keep others off it."""
        found = await self._session.row(self._asked.due, {"now": now})
        if found is None:
            return None
        row = Held(*found)
        thing = await self._open(row)
        await self._change(self._asked.wake, row, {"wake_at": now + lease})
        return thing

    async def of_case(self, case_id: UUID) -> list[Thing]:
        """Return every thing of a case, oldest first."""
        return await self.where(self.row.case_id == case_id)

    async def where(self, *conditions: ColumnElement[bool]) -> list[Thing]:
        """Return the things that meet the conditions, oldest first."""
        return await self._open_all(
            await self._session.rows(those(self.row, *conditions))
        )

    async def found(self, question: Prepared, **values: Any) -> list[Thing]:
        """Return the things that a question asked often finds, oldest first."""
        return await self._open_all(await self._session.rows(question, values))

    async def _open_all(self, rows: Sequence[Any]) -> list[Thing]:
        return [await self._open(Held(*row)) for row in rows]

    async def _open(self, found: Held) -> Thing:
        # Read again, a row counts as it was first read: what was decided on it
        # must not overwrite what another turn has written in between.
        row = self._held.setdefault(found.id, found)
        thing: Thing | None = self._opened.get(row.id)
        if thing is None:
            seal = await self._keys.seal_of(row.owner_id)
            words = seal.open(row.sealed, self._place(row))
            thing = self._adapter.validate_json(words)
            if getattr(thing, "wake_at", row.wake_at) != row.wake_at:
                thing = replace(thing, wake_at=row.wake_at)  # type: ignore[type-var]  # a dataclass
            self._opened[row.id] = thing
        return thing

    def _place(self, row: Held) -> str:
        return f"{self.row.__tablename__}:{row.id}:{row.version}"


@cache
def _adapter_of(kind: Hashable) -> TypeAdapter[Any]:
    """Return what reads and writes a kind of thing; it is built when one is first met.

    Building all of them would be a tenth of the program's start.
    """
    return TypeAdapter(kind)


def _owner(thing: Any) -> UUID:
    """Return whose key a new thing is sealed with."""
    owner: UUID = (
        getattr(thing, "case", None) or getattr(thing, "person", None) or thing.id
    )
    return owner
