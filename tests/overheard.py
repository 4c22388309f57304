"""An ear at the door by which everything leaves, while the journeys are played.

Every message of every network is opened: words, buttons, files, documents, mails with
their parts, what was really called at Telegram's servers, every page as its reader's
phone got it, and in the end what lies behind every calendar link that was shown. In all
of it the names, telephones, addresses and sentences of the cast are looked for, and the
oracle of the disclosure proof says of each whether its reader may see it at that moment.
In calendars and team chats nobody's name may stand at all, and no address but one's own.
"""

import re
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from typing import Any
from unittest.mock import patch

from bot import carrying
from bot.packing import Ready
from bot.text import Sending
from casework.ids import PersonId
from casework.invitations import Invitation
from handlers import calendar, feeds
from handlers.turn import Turn
from storage.addresses import token_hash
from storage.shelf import Held, Shelf
from tests.addressed import Around, are_colleagues, told_in
from tests.known import Shelves
from tests.marks import is_sentence, plain, stands_in
from tests.phones.pages import PagePhones
from tests.phones.telegram import TelegramPhones
from tests.proofs.oracle import State
from tests.table import Table
from tests.unpacked import FOLDS, in_call, in_page, opened

_LINK = re.compile(r"/(calendar|feed)/([\w-]+?)(?:\.ics)?(?=[\s\"?]|$)")


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
    shelves: Shelves = field(init=False)
    _told: dict[PersonId, set[str]] = field(default_factory=dict)
    """What messages told somebody by what they are; it stands in their chat since."""
    _chats: dict[str, PersonId | None] = field(default_factory=dict)
    """To whom the program has written at which address."""
    _joined: dict[str, str] = field(default_factory=dict)
    """Who used which invitation first: the address at the table, by the link's token."""
    _calls: int = 0
    """How many calls at Telegram's servers were judged."""

    def __post_init__(self) -> None:
        """Know nothing of the table yet."""
        self.shelves = Shelves(self.table)

    def note(self, address: str, text: str) -> None:
        """Remember a sentence that somebody says."""
        if is_sentence(text):
            self.said[plain(text)] = self.whose(address)

    def joins(self, address: str, token: str) -> None:
        """Remember who opens an invitation; whoever else opens it later is nobody."""
        self._joined.setdefault(token, address)

    def whose(self, address: str) -> PersonId | None:
        """Return who sits at an address: seated by the test, or joined by a link."""
        if address in self.table.people:
            return self.table.people[address].id
        opened = {token_hash(t) for t, a in self._joined.items() if a == address}
        known = (each.thing for each in self.shelves.things.values())
        for thing in known:
            if isinstance(thing, Invitation) and thing.token_hash in opened:
                return thing.person
        return None

    async def hear(self, network: str, sending: Sending, message: Any) -> None:
        """Judge everything that stands in a message which is about to leave."""
        self.heard += 1
        state = await self.shelves.now(self.said)
        told = self._told_in(state, sending.to, message)
        self._chats[sending.address] = sending.to
        for kind, text in opened(network, sending):
            for found in _LINK.finditer(text):
                self.links[found[1], found[2]] = sending.to
            self.judge(state, sending.to, kind, _without(told, text))

    def _told_in(
        self, state: State, reader: PersonId | None, message: Any
    ) -> frozenset[str]:
        """Return what this message may tell this reader by what it is."""
        person = self.shelves.people.get(reader) if reader else None
        if person is None:
            return frozenset()
        before = self._told.setdefault(person.id, set())
        around = Around(state, self.shelves.people, self.said, frozenset(before))
        told = frozenset(told_in(message, person, around))
        before |= told
        return told

    async def hear_calls(self, phones: TelegramPhones) -> None:
        """Judge everything that was called at Telegram's servers since the last time."""
        state = await self.shelves.now(self.said)
        seated = {
            str(owner.id): self.table.people[address].id
            for address, owner in phones.owners.items()
            if address in self.table.people
        }
        readers = {**self._chats, **seated}
        calls = phones.world.calls
        for call in list(calls)[self._calls :]:
            chat = call.given.get("chat_id", call.given.get("user_id"))
            reader = readers.get(str(chat))
            words = _without(
                self._told.get(reader, ()) if reader else (), in_call(call.given)
            )
            self.judge(state, reader, f"a call of {call.method}", words)
        self._calls = len(calls)

    async def see(self, address: str, page: str) -> None:
        """Judge a page as somebody's phone has got it."""
        state = await self.shelves.now(self.said)
        reader = self.whose(address)
        told = self._told.get(reader, set()) if reader else set()
        self.judge(state, reader, "a page", _without(told, page))

    def judge(
        self, state: State, reader: PersonId | None, kind: str, text: str
    ) -> None:
        """Judge whatever of anybody stands in this text."""
        words = plain(text)
        for mark in {**state.guards, **self.said}:
            if not stands_in(mark, words):
                continue
            self.judged += 1
            if not self._may(state, reader, kind, mark):
                name = self._name_of(reader)
                self.leaks.append(f"{mark!r} left in {kind} for {name}: {text[:300]!r}")

    def _may(self, state: State, reader: PersonId | None, kind: str, mark: str) -> bool:
        people = self.shelves.people
        if kind == "calendar" and mark not in self.said:
            # Nobody is named, and who is invited is there by their own address alone.
            return reader is not None and mark == people[reader].email
        if state.permits(mark, reader, self.said.get(mark)) is not None:
            return True
        named = {
            person.id
            for person in people.values()
            if mark in person.name.split() and person.case_manager
        }
        me = people.get(reader) if reader else None
        return any(are_colleagues(me, people[each]) for each in named)

    async def look_behind_links(self) -> None:
        """Judge what calendars find behind every link that was shown."""
        table = self.table
        behind: list[tuple[PersonId | None, str]] = []
        async with table.database.reading(table.clock()) as tx:
            turn = Turn(tx, table.clock(), table.assistant.parts.office)
            for (kind, secret), reader in self.links.items():
                content = await _behind(turn, kind, secret)
                if content is not None:
                    behind.append((reader, FOLDS.sub("", content)))
        state = await self.shelves.now(self.said)
        for reader, content in behind:
            self.judge(state, reader, "calendar", content)

    def _name_of(self, reader: PersonId | None) -> str:
        known = {person.id: name for name, person in self.table.people.items()}
        return known.get(reader, "nobody known") if reader else "nobody alone"


def _without(told: Iterable[str], text: str) -> str:
    for words in told:
        text = text.replace(words, "") if words else text
    return text


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


@contextmanager
def listening(table: Table) -> Iterator[Ear]:
    """Hear everything that is said and everything that leaves, until it is over."""
    ear = Ear(table)
    with ExitStack() as stack:
        for held in _listeners(ear):
            stack.enter_context(held)
        yield ear


def _listeners(ear: Ear) -> Iterable[Any]:
    send, say, write = carrying._send, Table.say, Shelf._write
    phones = ear.table.phones
    written = ear.shelves.written = {}

    async def heard(ready: Ready) -> str:
        await ear.hear(ready.network.name, ready.sending, ready.parcel.message)
        sent = await send(ready)
        if isinstance(phones, TelegramPhones):
            await ear.hear_calls(phones)
        return sent

    async def noted(self: Table, address: str, text: str = "", **more: str) -> None:
        ear.note(address, text)
        if "start" in more:
            ear.joins(address, more["start"])
        await say(self, address, text, **more)

    async def kept(self: Shelf[Any, Any], thing: Any, row: Held, *before: Any) -> None:
        written[self.kind, thing.id] = row.version
        await write(self, thing, row, *before)

    yield patch.object(carrying, "_send", heard)
    yield patch.object(Table, "say", noted)
    yield patch.object(Shelf, "_write", kept)
    if isinstance(phones, PagePhones):
        yield _watching(ear, phones)


def _watching(ear: Ear, phones: PagePhones) -> Any:
    read = PagePhones._with_files

    async def seen(self: PagePhones, phone: Any, page: Any) -> Any:
        address = next(a for a, each in phones.phones.items() if each is phone)
        await ear.see(address, in_page(page))
        return await read(self, phone, page)

    return patch.object(PagePhones, "_with_files", seen)
