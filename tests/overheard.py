"""An ear at the door by which everything leaves, while the journeys are played.

Every message of every network is opened: words, buttons, files, documents, mails with
their parts, and in the end what lies behind every calendar link that was shown. In all
of it the names, telephones, addresses and sentences of the cast are looked for, and the
oracle of the disclosure proof says of each whether its reader may see it at that moment.
In calendars and team chats nobody's name may stand at all.
"""

import re
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from email import message_from_bytes
from email.policy import default
from html import unescape
from io import BytesIO
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlalchemy import literal, select, union_all

from bot import carrying
from bot.networks.mail.letters import mail_of
from bot.packing import Ready
from bot.text import Sending
from casework.cases import Case, Member
from casework.ids import PersonId
from casework.people import Person
from casework.plans import Activity
from handlers import calendar, feeds
from handlers.turn import Turn
from scheduling.calendar import Mailbox
from storage.shelf import Shelf
from storage.transaction import Transaction
from tests.proofs.oracle import State
from tests.proofs.places import Guard, guards_of
from tests.table import Table

_MAILBOX = Mailbox("laud@vald.example", "Ümarlaud")
_LINK = re.compile(r"/(calendar|feed)/([\w-]+?)(?:\.ics)?(?=[\s\"?]|$)")
_FOLDS = re.compile(r"\r?\n[ \t]|\\(?=[,;\\])")
FAREWELLS = frozenset({"SayCaseClosed"})
"""Messages to who is out of the network already: they still name who led it."""
_WORDS = 3
_SHORTEST_NAME = 4


@dataclass(frozen=True, slots=True)
class Known:
    """One stored thing as it was read last, and the guarded texts in it."""

    version: int
    thing: Any
    texts: tuple[tuple[str, Guard], ...]


@dataclass(slots=True)
class Ear:
    """What was said at one table, what left it, and what ought not to have."""

    table: Table
    said: dict[str, PersonId | None] = field(default_factory=dict)
    links: dict[tuple[str, str], PersonId | None] = field(default_factory=dict)
    leaks: list[str] = field(default_factory=list)
    heard: int = 0
    """How many messages were opened."""
    judged: int = 0
    """How often something of somebody stood in one, and its reader was judged."""
    _known: dict[tuple[str, UUID], Known] = field(default_factory=dict)
    _state: State | None = None
    _said_then: int = 0
    """How much had been said when that state was read."""

    def note(self, address: str, text: str) -> None:
        """Remember a sentence that somebody says."""
        if not text.startswith("/") and len(re.findall(r"[^\W\d]{2,}", text)) >= _WORDS:
            person = self.table.people.get(address)
            self.said[_plain(text)] = person.id if person else None

    async def hear(self, network: str, sending: Sending, message: str) -> None:
        """Judge everything that stands in a message which is about to leave."""
        self.heard += 1
        for kind, text in opened(network, sending):
            for found in _LINK.finditer(text):
                self.links[found[1], found[2]] = sending.to
            parting = message in FAREWELLS
            words = self._without_leaders(text) if parting else text
            await self.judge(sending.to, kind, words)

    async def judge(self, reader: PersonId | None, kind: str, text: str) -> None:
        """Judge whatever of anybody stands in this text."""
        plain = _plain(text)
        state = await self._now()
        for mark in state.guards.keys() | self.said.keys():
            if not _stands_in(mark, plain):
                continue
            self.judged += 1
            nobody = kind == "calendar" and mark not in self.said
            allowed = state.permits(mark, reader, self.said.get(mark))
            if nobody or allowed is None:
                name = self._name_of(reader)
                self.leaks.append(f"{mark!r} left in {kind} for {name}: {text[:300]!r}")

    async def look_behind_links(self) -> None:
        """Judge what calendars find behind every link that was shown."""
        table = self.table
        behind: list[tuple[PersonId | None, str]] = []
        async with table.database.reading(table.clock()) as tx:
            turn = Turn(tx, table.clock(), table.assistant.parts.office)
            for (kind, secret), reader in self.links.items():
                content = await _behind(turn, kind, secret)
                if content is not None:
                    behind.append((reader, _FOLDS.sub("", content)))
        for reader, content in behind:
            await self.judge(reader, "calendar", content)

    def _without_leaders(self, text: str) -> str:
        for person in (each.thing for each in self._known.values()):
            if isinstance(person, Person) and person.case_manager:
                for part in (*person.name.split(), person.phone):
                    text = text.replace(part, "") if part else text
        return text

    def _name_of(self, reader: PersonId | None) -> str:
        known = {person.id: name for name, person in self.table.people.items()}
        return known.get(reader, "nobody known") if reader else "nobody alone"

    async def _now(self) -> State:
        table = self.table
        async with table.database.reading(table.clock()) as tx:
            changed = await self._read_changed(tx)
        if not changed and self._state and self._said_then == len(self.said):
            return self._state
        self._said_then = len(self.said)
        things = [each.thing for each in self._known.values()]
        self._state = State(
            {(m.case, m.person): m for m in things if isinstance(m, Member)},
            {case.id: case for case in things if isinstance(case, Case)},
            self._guards(things),
            frozenset(
                (a.goal, a.person)
                for a in things
                if isinstance(a, Activity) and a.goal is not None
            ),
        )
        return self._state

    def _guards(self, things: list[Any]) -> dict[str, set[Guard]]:
        """Return by which places each name and each sentence may be seen."""
        texts = [pair for each in self._known.values() for pair in each.texts]
        names = {
            part
            for person in things
            if isinstance(person, Person)
            for part in (*person.name.split(), person.phone, person.email)
            if len(part) >= _SHORTEST_NAME
        }
        found: dict[str, set[Guard]] = {}
        for mark in (*names, *self.said):
            guards = {guard for text, guard in texts if _stands_in(mark, text)}
            if guards:
                found[mark] = guards
        return found

    async def _read_changed(self, tx: Transaction) -> bool:
        shelves = [(n, s) for n, s in vars(tx).items() if isinstance(s, Shelf)]
        asked = union_all(
            *(select(literal(n), s.row.id, s.row.version) for n, s in shelves)
        )
        rows = await tx._session.rows(asked)
        there = {(name, thing): version for name, thing, version in rows}
        gone = self._known.keys() - there.keys()
        for key in gone:
            del self._known[key]
        stale = [
            key
            for key, version in there.items()
            if key not in self._known or self._known[key].version != version
        ]
        for name, thing_id in stale:
            thing = await tx.shelf(name).get(thing_id)
            texts = tuple((_plain(text), guard) for text, guard in guards_of(thing))
            self._known[name, thing_id] = Known(there[name, thing_id], thing, texts)
        return bool(gone or stale)


async def _behind(turn: Turn, kind: str, secret: str) -> str | None:
    try:
        found = await (
            calendar.published(turn, secret)
            if kind == "calendar"
            else feeds.feed(turn, secret)
        )
    except feeds.FeedGone:
        return None
    return None if found is None else found.decode()


def opened(network: str, sending: Sending) -> Iterator[tuple[str, str]]:
    """Yield everything that stands in a message, each part as its reader gets it."""
    text = sending.text
    buttons = (f"{button.label} {button.url} " for button in text.buttons)
    yield "words", "\n".join((text.subject, text.body, *buttons))
    for chart in text.charts:
        yield "a picture", repr(chart)
    for file in text.attachments:
        yield "a file's name", f"{file.name} {file.alt}"
        kind = "calendar" if "calendar" in file.media_type else "a file"
        yield kind, in_file(file.content)
    if network == "mail" and sending.made_at is not None:
        whole = mail_of(sending, _MAILBOX, sending.made_at).as_bytes()
        yield from in_mail(whole)


def in_file(content: bytes) -> str:
    """Return the words of a file; a document is unpacked, a calendar unfolded."""
    if not zipfile.is_zipfile(BytesIO(content)):
        return _FOLDS.sub("", content.decode("utf-8", "replace"))
    with zipfile.ZipFile(BytesIO(content)) as packed:
        parts = [packed.read(n).decode("utf-8", "replace") for n in packed.namelist()]
    return unescape(re.sub(r"</w:p>", "\n", " ".join(parts)))


def in_mail(content: bytes) -> Iterator[tuple[str, str]]:
    """Yield the headers and every decoded part of a mail as it goes over the wire."""
    for part in message_from_bytes(content, policy=default).walk():
        yield "a head", " ".join(str(v) for k, v in part.items() if k != "To")
        body = part.get_payload(decode=True)
        if isinstance(body, bytes):
            kind = "calendar" if "calendar" in part.get_content_type() else "a mail"
            yield kind, unescape(in_file(body))


def _plain(text: str) -> str:
    return " ".join(re.sub(r"<[^>]*>", "", text).split())


def _stands_in(mark: str, text: str) -> bool:
    place = text.find(mark)
    if place < 0 or " " in mark:
        return place >= 0
    # A name is a word of its own: "Mari" does not stand in "Marimekko".
    return re.search(rf"(?<!\w){re.escape(mark)}(?!\w)", text) is not None


@contextmanager
def listening(table: Table) -> Iterator[Ear]:
    """Hear everything that is said and everything that leaves, until it is over."""
    ear = Ear(table)
    send, say = carrying._send, Table.say

    async def heard(ready: Ready) -> str:
        message = type(ready.parcel.message).__name__
        await ear.hear(ready.network.name, ready.sending, message)
        return await send(ready)

    async def noted(self: Table, address: str, text: str = "", **more: str) -> None:
        ear.note(address, text)
        await say(self, address, text, **more)

    with patch.object(carrying, "_send", heard), patch.object(Table, "say", noted):
        yield ear
