"""A shelf: the things of one topic, kept whole and found by what is not secret."""

from collections.abc import Hashable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import cache
from typing import Any, ClassVar, Generic, TypeVar, cast
from uuid import UUID

from pydantic import TypeAdapter
from sqlalchemy import ColumnElement, Select, bindparam, select
from sqlalchemy.ext.asyncio import AsyncSession

from casework.refusals import NotYours
from storage.keys import KeyStore
from storage.rows import ThingRow

Thing = TypeVar("Thing")
Row = TypeVar("Row", bound=ThingRow)


class Shelf(Generic[Thing, Row]):
    """The things of one topic, seen through one transaction.

    A subclass names the two types and what the database may read of a thing
    besides its ids; everything else is sealed.
    """

    kind: ClassVar[type[Any]]
    row: ClassVar[type[Any]]
    _by_id: ClassVar[Select[Any]]

    def __init_subclass__(cls, **arguments: Any) -> None:
        """Prepare reading and writing once per topic."""
        super().__init_subclass__(**arguments)
        cls._by_id = select(cls.row).where(cls.row.id == bindparam("thing"))

    def __init__(self, session: AsyncSession, keys: KeyStore, now: datetime) -> None:
        self._session = session
        self._keys = keys
        self._now = now
        self._held: dict[UUID, Any] = {}
        """Rows read in this transaction; held, or they would be read again."""

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
        """Store a thing, new or read in this transaction."""
        thing_id: UUID = thing.id  # type: ignore[attr-defined]  # every thing has one
        row = await self._row(thing_id)
        if row is None:
            row = self._new_row(thing)
            self._session.add(row)
        self._held[thing_id] = row
        for name, value in self.columns(thing).items():
            setattr(row, name, value)
        row.wake_at = getattr(thing, "wake_at", None)
        row.version = (row.version or 0) + 1
        seal = await self._keys.seal_of(row.owner_id)
        row.sealed = seal.close(self._adapter.dump_json(thing), _place(row))

    async def _row(self, thing_id: UUID) -> Any:
        held = self._held.get(thing_id)
        if held is not None:
            return held
        return await self._session.scalar(self._by_id, {"thing": thing_id})

    async def claim_due(self, now: datetime, lease: timedelta) -> Thing | None:
        """Take the thing that has waited longest, and keep others off it."""
        row = await self._session.scalar(
            select(self.row)
            .where(self.row.wake_at <= now)
            .order_by(self.row.wake_at)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if row is None:
            return None
        thing = await self._open(row)
        row.wake_at = now + lease
        return thing

    async def of_case(self, case_id: UUID) -> list[Thing]:
        """Return every thing of a case, oldest first."""
        return await self.where(self.row.case_id == case_id)

    async def where(self, *conditions: ColumnElement[bool]) -> list[Thing]:
        """Return the things that meet the conditions, oldest first."""
        found = await self._session.scalars(
            select(self.row)
            .where(*conditions)
            .order_by(self.row.created_at, self.row.id)
        )
        return await self._open_all(found.all())

    async def _open_all(self, rows: Sequence[Any]) -> list[Thing]:
        return [await self._open(row) for row in rows]

    async def _open(self, row: Any) -> Thing:
        self._held[row.id] = row
        seal = await self._keys.seal_of(row.owner_id)
        thing: Thing = self._adapter.validate_json(seal.open(row.sealed, _place(row)))
        if hasattr(thing, "wake_at"):
            return replace(thing, wake_at=row.wake_at)  # type: ignore[type-var]  # a dataclass
        return thing

    def _new_row(self, thing: Any) -> Any:
        case_id = getattr(thing, "case", None)
        person_id = getattr(thing, "person", None)
        return self.row(
            id=thing.id,
            owner_id=case_id or person_id or thing.id,
            case_id=case_id,
            person_id=person_id,
            created_at=self._now,
            version=0,
        )


@cache
def _adapter_of(kind: Hashable) -> TypeAdapter[Any]:
    """Return what reads and writes a kind of thing; it is built when one is first met.

    Building all of them would be a tenth of the program's start.
    """
    return TypeAdapter(kind)


def _place(row: Any) -> str:
    return f"{row.__tablename__}:{row.id}:{row.version}"
