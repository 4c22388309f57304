"""Phones that show the web pages: what HTTP and a real browser have in common."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from typing import Protocol

from bot.networks.console import Bubble
from bot.networks.web.network import Web
from bot.wording.places import Places
from casework.people import Person
from handlers import web_chats
from handlers.turn import Turn
from tests.phones import reading, site
from tests.phones.reading import Element
from tests.table import Setup, Table, a_table


class Phone(Protocol):
    """One phone with the page of one person on it."""

    async def open(self, url: str) -> None:
        """Open an address."""

    async def begin(self) -> None:
        """Use the invitation that is open, without choosing a language there."""

    async def can_write(self) -> bool:
        """Say whether the page takes words; that of who has left takes nothing."""

    async def write(self, text: str) -> None:
        """Write words and send them."""

    async def press(self, label: str) -> None:
        """Press the newest button of this label."""

    async def see(self) -> Element:
        """Return the page as it is now."""

    async def fetch(self, url: str) -> tuple[str, bytes]:
        """Return the kind and the content of a file on the page."""

    async def close(self) -> None:
        """Put the phone away."""


class Shop(Protocol):
    """Where phones come from."""

    async def phone(self) -> Phone:
        """Return a new phone, with no memory."""


@dataclass(slots=True)
class PagePhones:
    """Everybody's phone with their own page open."""

    network: Web
    shop: Shop
    pages: site.Pages
    phones: dict[str, Phone] = field(default_factory=dict)
    screens: dict[str, list[Bubble]] = field(default_factory=dict)
    _links: dict[str, str] = field(default_factory=dict)
    _seen: dict[str, object] = field(default_factory=dict)
    _old: dict[str, list[Bubble]] = field(default_factory=dict)

    async def sit(self, table: Table, address: str, person: Person) -> None:
        link = f"link-of-{address}"
        async with table.database.transaction(table.clock()) as tx:
            await tx.addresses.bind("web", str(person.id), person.id)
            await tx.addresses.add_link(link, person.id)
        self._links[address] = link

    def place(self, table: Table, address: str) -> tuple[str, str]:
        return "web", str(table.people[address].id)

    async def say(self, table: Table, address: str, text: str, **more: str) -> None:
        phone = await self.phone(address)
        if "start" in more:
            await phone.open(f"{self.pages.url}/join/{more['start']}")
            await phone.begin()
        elif await phone.can_write():
            assert not more, "only the console says such things"
            await phone.write(text)
        self._seen.pop(address, None)
        await self.look(table)

    async def press(self, table: Table, address: str, label: str) -> None:
        await (await self.phone(address)).press(label)
        self._seen.pop(address, None)
        await self.look(table)

    async def look(self, table: Table) -> None:
        for address in {*self._links, *self.phones}:
            state = await self._state(table, address)
            if state is None or state != self._seen.get(address):
                phone = await self.phone(address)
                page = await phone.see()
                self.screens[address] = await self._with_files(phone, page)
                self._seen[address] = state

    async def _with_files(self, phone: Phone, page: Element) -> list[Bubble]:
        shown = []
        for bubble in reading.bubbles(page):
            urls = reading.files_of(page, bubble)
            contents = [await phone.fetch(self.pages.url + url) for url in urls]
            shown.append(reading.with_content(bubble, contents))
        return shown

    async def _state(self, table: Table, address: str) -> object:
        """Return what changes whenever a page might; None where that is unknown."""
        person = table.people.get(address)
        if person is None:
            return None
        now, office = table.clock(), table.assistant.parts.office
        async with table.database.reading(now) as tx:
            viewer = await web_chats.of_person(Turn(tx, now, office), person.id)
            return await tx.web_chats.last_change(str(person.id)), viewer

    def screen(self, address: str) -> list[Bubble]:
        old = self._old.get(address, [])
        return [b for b in self.screens.get(address, []) if b not in old]

    def clear(self) -> None:
        self._old = dict(self.screens)

    async def close(self) -> None:
        for phone in self.phones.values():
            await phone.close()

    async def phone(self, address: str) -> Phone:
        """Return somebody's phone, with their page open."""
        if address not in self.phones:
            self.phones[address] = await self.shop.phone()
            if address in self._links:
                link = f"{self.pages.url}/l/{self._links[address]}"
                await self.phones[address].open(link)
        return self.phones[address]


@asynccontextmanager
async def a_table_of_pages(url: str, keys_url: str, shop: Shop) -> AsyncIterator[Table]:
    """The whole program, and pages for everybody who sits down."""
    pages = site.a_place()
    table = await a_table(
        url,
        keys_url,
        phones=lambda database, clock: PagePhones(Web(database, clock), shop, pages),
        setup=Setup(places=Places(pages.url)),
    )
    phones = table.phones
    assert isinstance(phones, PagePhones)
    async with site.serving(table, phones.network, pages):
        try:
            yield table
        finally:
            await phones.close()
