"""The chain of the journal: each line carries a mark over itself and the one before.

The mark needs the key of the house, so that whoever writes to the database but
has no key cannot alter a line, take one out, put one in or cut the end off
without `umarlaud journal check` finding it.
"""

from collections.abc import AsyncIterator, Iterable
from dataclasses import dataclass, fields
from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import FromClause, bindparam, insert, select, update
from sqlalchemy.ext.asyncio import AsyncEngine

from storage.keys import KeyStore
from storage.session import Prepared, Session
from storage.tables import CaseRow, ChainRow, FactRow

_BEGINNING = b""
_LINE = select(
    FactRow.ref,
    FactRow.owner_id,
    FactRow.case_id,
    FactRow.person_id,
    FactRow.kind,
    FactRow.at,
    FactRow.sealed,
    FactRow.number,
    FactRow.link,
)


_ENDS: FromClause = ChainRow.__table__
_END = Prepared(
    select(*_ENDS.columns)
    .where(_ENDS.c.owner_id == bindparam("owner"))
    .with_for_update()
)
_BEGIN = Prepared(insert(ChainRow), writes=("owner_id", "number", "link", "mark"))
_MOVE = Prepared(
    update(ChainRow).where(_ENDS.c.owner_id == bindparam("owner")),
    writes=("number", "link", "mark"),
)


@dataclass(slots=True, kw_only=True)
class Line:
    """A new line of the journal."""

    ref: UUID
    owner_id: UUID
    case_id: UUID | None
    person_id: UUID | None
    kind: str
    at: datetime
    sealed: bytes
    number: int = 0
    link: bytes = b""


_COLUMNS = tuple(field.name for field in fields(Line))
_ADD = Prepared(insert(FactRow), writes=_COLUMNS)


@dataclass(slots=True)
class _End:
    owner_id: UUID
    number: int = 0
    link: bytes = _BEGINNING


@dataclass(frozen=True, slots=True)
class Broken:
    """From where on a chain does not hold; `cut`: its end is missing."""

    owner: UUID
    number: int
    cut: bool = False


class Chain:
    """Links lines to the chains of their owners, seen through one transaction."""

    def __init__(self, session: Session, keys: KeyStore) -> None:
        self._session = session
        self._keys = keys
        self._ends: dict[UUID, _End] = {}

    async def lengthen(self, lines: Iterable[Line]) -> None:
        """Put new lines at the end of their chains; each owner's chain is ours until we commit."""
        new = list(lines)
        # All in one order: nobody waits in a ring.
        owners = sorted({line.owner_id for line in new})
        for owner in owners:
            await self._take(owner)
        for line in new:
            end = self._ends[line.owner_id]
            line.number = end.number + 1
            line.link = _link(self._keys, end.link, line)
            end.number, end.link = line.number, line.link
            row = {name: getattr(line, name) for name in _COLUMNS}
            await self._session.change(_ADD, row)
        for owner in owners:
            await self._write(self._ends[owner])

    async def _take(self, owner: UUID) -> None:
        if owner in self._ends:
            return
        found = await self._session.row(_END, {"owner": owner})
        if found is None:
            self._ends[owner] = _End(owner)
            await self._session.change(_BEGIN, self._values(self._ends[owner]))
        else:
            self._ends[owner] = _End(owner, found.number, found.link)

    async def _write(self, end: _End) -> None:
        await self._session.change(_MOVE, {"owner": end.owner_id, **self._values(end)})

    def _values(self, end: _End) -> dict[str, Any]:
        return {
            "owner_id": end.owner_id,
            "number": end.number,
            "link": end.link,
            "mark": _end_mark(self._keys, end),
        }


async def broken(engine: AsyncEngine, keys: KeyStore) -> list[Broken]:
    """Read the whole journal; return each chain that does not hold, once."""
    ends = await _ends(engine)
    found = {
        owner: Broken(owner, end.number)
        for owner, end in ends.items()
        if end.mark != _end_mark(keys, end)
    }
    reached: dict[UUID, tuple[int, bytes]] = {}
    async for line in _lines(engine):
        number, before = reached.get(line.owner_id, (0, _BEGINNING))
        fits = line.number == number + 1 and line.link == _link(keys, before, line)
        if not fits or line.owner_id not in ends:
            found.setdefault(line.owner_id, Broken(line.owner_id, number + 1))
        reached[line.owner_id] = (line.number, line.link)
    for owner, end in ends.items():
        number, link = reached.get(owner, (0, _BEGINNING))
        if (number, link) != (end.number, end.link):
            found.setdefault(owner, Broken(owner, number + 1, cut=True))
    for case in await _cases(engine) - ends.keys():
        found.setdefault(case, Broken(case, 1, cut=True))
    return list(found.values())


async def _cases(engine: AsyncEngine) -> set[UUID]:
    """Return every case: each has a journal from its first moment on."""
    async with engine.connect() as connection:
        return set(await connection.scalars(select(CaseRow.id)))


async def _ends(engine: AsyncEngine) -> dict[UUID, Any]:
    async with engine.connect() as connection:
        table = ChainRow.__table__.columns
        rows = await connection.execute(select(*table))
        return {row.owner_id: row for row in rows}


async def _lines(engine: AsyncEngine) -> AsyncIterator[Any]:
    query = _LINE.order_by(FactRow.owner_id, FactRow.number)
    async with engine.connect() as connection:
        found = await connection.stream(query.execution_options(yield_per=500))
        async for line in found:
            yield line


def _link(keys: KeyStore, before: bytes, line: Any) -> bytes:
    """Return the mark of one line, which holds for it in this place alone."""
    at = line.at.astimezone(UTC).isoformat()
    known = (line.number, line.ref, line.owner_id, line.case_id, line.person_id)
    head = "|".join(map(str, (*known, line.kind, at)))
    return keys.mark(b"line|" + before + head.encode() + b"|" + line.sealed)


def _end_mark(keys: KeyStore, end: Any) -> bytes:
    return keys.mark(f"end|{end.owner_id}|{end.number}|".encode() + end.link)
