"""What a web chat shows: the bubbles of one person's page or one team's page.

Each chat counts its changes. A page that was away asks for what has changed
since the last one it saw; because the count is unique in its chat, changes are
committed in the order of their numbers and none can be overtaken.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any
from uuid import UUID, uuid4

from pydantic import TypeAdapter
from sqlalchemy import (
    ColumnElement,
    FromClause,
    and_,
    bindparam,
    delete,
    func,
    insert,
    select,
    update,
)

from casework.disclosure import InfoClass, Right
from casework.ids import CaseId, PersonId
from storage.keys import KeyErased, KeyStore
from storage.sealing import Seal
from storage.session import Prepared, Session
from storage.web_rows import WebBubbleRow, WebFileRow


@dataclass(frozen=True, slots=True)
class Knob:
    """A button as it stands under a bubble: a token to send, or a page to open."""

    label: str
    token: str = ""
    url: str = ""
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class Enclosure:
    """A picture or a file beside the words; its content is kept apart."""

    name: str
    media_type: str
    alt: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Bubble:
    """One message as a web chat shows it.

    `writer` is the person who wrote it, None for the program. `withheld`: the
    words held a personal code and were kept nowhere. `place` orders the chat,
    `change` counts what has happened in it.
    """

    chat: str
    ref: str
    at: datetime
    body: str = ""
    writer: PersonId | None = None
    role: str = ""
    withheld: bool = False
    knobs: tuple[Knob, ...] = ()
    enclosures: tuple[Enclosure, ...] = ()
    chosen: int | None = None
    settled: bool = False
    case: CaseId | None = None
    shows: InfoClass | None = None
    needs: frozenset[Right] = frozenset()
    """Every right its reader must have, where it shows things of many kinds."""
    place: int = 0
    change: int = 0


@dataclass(frozen=True, slots=True)
class Content:
    """The bytes of an enclosure, with what it is."""

    enclosure: Enclosure
    content: bytes


_bubbles = TypeAdapter(Bubble)
_rows: FromClause = WebBubbleRow.__table__
_BY_REF = Prepared(
    select(*_rows.columns).where(
        _rows.c.chat == bindparam("chat"), _rows.c.ref == bindparam("ref")
    )
)
_LAST = Prepared(
    select(func.max(_rows.c.change)).where(_rows.c.chat == bindparam("chat"))
)
_ADD = Prepared(insert(WebBubbleRow), writes=[column.key for column in _rows.columns])
_CHANGE = Prepared(
    update(WebBubbleRow).where(_rows.c.id == bindparam("bubble")),
    writes=("change", "sealed"),
)


class WebChats:
    """The web chats, seen through one transaction."""

    def __init__(self, session: Session, keys: KeyStore, now: datetime) -> None:
        self._session = session
        self._keys = keys
        self._now = now

    async def add(
        self, bubble: Bubble, owner: UUID, contents: Iterable[bytes] = ()
    ) -> bool:
        """Show a new bubble, once; False: it stands there already."""
        if await self._row(bubble.chat, bubble.ref) is not None:
            return False
        change = await self.last_change(bubble.chat) + 1
        placed = replace(bubble, place=change, change=change)
        seal = await self._keys.seal_of(owner)
        bubble_id = uuid4()
        row = {
            "id": bubble_id,
            "chat": bubble.chat,
            "ref": bubble.ref,
            "place": change,
            "change": change,
            "owner_id": owner,
            "case_id": bubble.case,
            "at": bubble.at,
            "sealed": seal.close(_bubbles.dump_json(placed), _place(placed)),
        }
        await self._session.change(_ADD, row)
        await self._enclose(bubble_id, seal, contents)
        return True

    async def change(
        self, bubble: Bubble, contents: Iterable[bytes] | None = None
    ) -> None:
        """Show a bubble anew in its place; without contents, its files stay."""
        row = await self._row(bubble.chat, bubble.ref)
        if row is None:
            return
        change = await self.last_change(bubble.chat) + 1
        placed = replace(bubble, place=row.place, change=change)
        seal = await self._keys.seal_of(row.owner_id)
        sealed = seal.close(_bubbles.dump_json(placed), _place(placed))
        changed = {"bubble": row.id, "change": change, "sealed": sealed}
        await self._session.change(_CHANGE, changed)
        if contents is not None:
            await self._session.change(
                delete(WebFileRow).where(WebFileRow.bubble_id == row.id)
            )
            await self._enclose(row.id, seal, contents)

    async def find(self, chat: str, ref: str) -> Bubble | None:
        """Return one bubble, or None when it is not there or its key is erased."""
        row = await self._row(chat, ref)
        return None if row is None else await self._open(row)

    async def before(
        self, chat: str, place: int | None, cases: Iterable[UUID], limit: int
    ) -> list[Bubble]:
        """Return the last bubbles before a place, of these cases or of none."""
        conditions = [WebBubbleRow.chat == chat, _of(cases)]
        if place is not None:
            conditions.append(WebBubbleRow.place < place)
        rows = await self._session.rows(
            select(*_rows.columns)
            .where(*conditions)
            .order_by(WebBubbleRow.place.desc())
            .limit(limit)
        )
        return await self._open_all(reversed(rows))

    async def since(
        self, chat: str, change: int, cases: Iterable[UUID], limit: int = 200
    ) -> list[Bubble]:
        """Return what has changed in a chat since, of these cases or of none."""
        rows = await self._session.rows(
            select(*_rows.columns)
            .where(WebBubbleRow.chat == chat, WebBubbleRow.change > change, _of(cases))
            .order_by(WebBubbleRow.change)
            .limit(limit)
        )
        return await self._open_all(rows)

    async def content(self, bubble: Bubble, number: int) -> Content | None:
        """Return a file of a bubble, or None when it has none by this number."""
        row = await self._row(bubble.chat, bubble.ref)
        if row is None or not 0 <= number < len(bubble.enclosures):
            return None
        file = await self._session.row(
            select(WebFileRow.owner_id, WebFileRow.sealed).where(_file(row.id, number))
        )
        if file is None:
            return None
        seal = await self._keys.seal_of(file.owner_id)
        content = seal.open(file.sealed, _file_place(row.id, number))
        return Content(bubble.enclosures[number], content)

    async def last_change(self, chat: str) -> int:
        """Return the number of the last change of a chat; 0 for an empty one."""
        return await self._session.one(_LAST, {"chat": chat}) or 0

    async def _row(self, chat: str, ref: str) -> Any:
        return await self._session.row(_BY_REF, {"chat": chat, "ref": ref})

    async def _enclose(
        self, bubble: UUID, seal: Seal, contents: Iterable[bytes]
    ) -> None:
        for number, content in enumerate(contents):
            sealed = seal.close(content, _file_place(bubble, number))
            await self._session.change(
                insert(WebFileRow).values(
                    bubble_id=bubble, number=number, owner_id=seal.owner, sealed=sealed
                )
            )

    async def _open_all(self, rows: Iterable[Any]) -> list[Bubble]:
        opened = [await self._open(row) for row in rows]
        return [bubble for bubble in opened if bubble is not None]

    async def _open(self, row: Any) -> Bubble | None:
        try:
            seal = await self._keys.seal_of(row.owner_id)
        except KeyErased:
            return None
        bubble: Bubble = _bubbles.validate_json(seal.open(row.sealed, _place(row)))
        return bubble


def _of(cases: Iterable[UUID]) -> ColumnElement[bool]:
    return WebBubbleRow.case_id.is_(None) | WebBubbleRow.case_id.in_(list(cases))


def _place(row: Any) -> str:
    return f"web_bubbles:{row.chat}:{row.ref}:{row.change}"


def _file(bubble: UUID, number: int) -> ColumnElement[bool]:
    return and_(WebFileRow.bubble_id == bubble, WebFileRow.number == number)


def _file_place(bubble: UUID, number: int) -> str:
    return f"web_files:{bubble}:{number}"
