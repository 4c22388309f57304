"""Three ways to live in a world: at consoles, on pages over HTTP, on Telegram.

Pages and Telegram are the real ones, served and called in this process; the same
things happen in each world, whatever way its people come in.
"""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Protocol
from uuid import uuid4

import aiohttp
from yarl import URL

from bot.app import Assistant
from bot.networks.console import Bubble, Console
from bot.networks.telegram.door import Door
from bot.networks.telegram.polling import Polling
from bot.networks.web.guard import COOKIE, csrf_token
from bot.networks.web.network import Web
from bot.ports import ChatNetwork
from bot.wording.places import Places
from casework.ids import CaseId
from casework.people import Person
from casework.privacy import Privacy
from handlers.incoming import Incoming
from tests.phones import site
from tests.phones.console import ConsolePhones
from tests.phones.passing import a_network
from tests.phones.telegram import HASTE, ByPolling, TelegramPhones
from tests.proofs.ears import MAILBOX, Heard, HeardTelegram, MailTray
from tests.table import PLACES, Setup, Table, a_table
from tests.telegram_server.people import Person as Owner
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

if TYPE_CHECKING:
    from tests.proofs.worlds import World


class Way(Protocol):
    """How people of one world come in."""

    @property
    def networks(self) -> list[Heard]:
        """What the program writes to."""

    def place(self, address: str) -> str:
        """Return where on the first network somebody is."""

    async def come(self, address: str, **what: str) -> None:
        """Bring in what somebody does, and let everything come of it."""


@dataclass(slots=True)
class AtConsoles:
    """Everybody at a console."""

    world: "World"
    networks: list[Heard]

    def place(self, address: str) -> str:
        return address

    async def come(self, address: str, **what: str) -> None:
        key = f"proof-{uuid4().hex}"
        await self.world.table.receive(
            Incoming(network="console", key=key, address=address, language="en", **what)
        )


@dataclass(slots=True)
class OnPages:
    """Everybody at their own page, over HTTP."""

    world: "World"
    networks: list[Heard]
    pages: site.Pages
    session: aiohttp.ClientSession
    links: dict[str, str] = field(default_factory=dict)

    def place(self, address: str) -> str:
        person = self.world.table.people.get(address)
        return str(person.id) if person else f"nobody-{address}"

    async def come(self, address: str, **what: str) -> None:
        if "start" in what:
            await self._join(address, what["start"])
        elif address in self.links:
            await self._post(address, **what)

    async def _join(self, address: str, token: str) -> None:
        key = uuid4().hex
        keys = self.world.table.database.keys
        await self._send(address, f"/join/{token}", {"key": key, "speaks": "en"})
        link = keys.blind(f"session:{token}:{key}")
        table = self.world.table
        async with table.database.reading(table.clock()) as tx:
            person = await tx.addresses.person_by_link(link)
            if person is not None:
                self.links[address] = link
                self.world.adopt(address, await tx.people.get(person))

    async def _post(self, address: str, **what: str) -> None:
        link, base = self.links[address], f"/chat/{self.place(address)}"
        team = self._team() if "text" in what else None
        if team is not None:
            base += f"/team/{team}"
            self.world.said_to_team(address, what["text"], team)
        fields = {
            "key": uuid4().hex,
            "csrf": csrf_token(self.world.table.database.keys, link),
        }
        if "text" in what:
            await self._send(
                address, f"{base}/message", fields | {"text": what["text"]}
            )
        else:
            pressed = {"token": what["pressed"]}
            await self._send(address, f"{base}/press", fields | pressed)

    def _team(self) -> CaseId | None:
        chosen = self.world.rng.random() < 0.1
        return self.world.rng.choice(self.world.cases).id if chosen else None

    async def _send(self, address: str, path: str, fields: dict[str, str]) -> None:
        body = await self.ask("POST", path, self.links.get(address, ""), data=fields)
        await self.world.serve(address, path, body)

    async def ask(self, method: str, path: str, link: str, **more: Any) -> bytes:
        """Return what the pages answer to a browser that holds this link."""
        headers = {"Cookie": f"{COOKIE}={link}"} if link else {}
        url = URL(f"{self.pages.url}{path}", encoded=True)
        async with self.session.request(
            method, url, headers=headers, allow_redirects=False, **more
        ) as answer:
            head = " ".join(f"{name}: {said}" for name, said in answer.headers.items())
            return head.encode() + b"\n" + await answer.read()


@dataclass(slots=True)
class OnTelegram:
    """Everybody on Telegram, with pages behind the chats for what may not stand there."""

    world: "World"
    networks: list[Heard]
    phones: "_Phones"
    pages: OnPages

    def place(self, address: str) -> str:
        owner = self.phones.owner(address)
        owner.started = True
        return str(owner.id)

    async def come(self, address: str, **what: str) -> None:
        owner, table = self.phones.owner(address), self.world.table
        self.phones.world.advance(HASTE)
        if "start" in what:
            owner.start(what["start"])
        elif "pressed" in what:
            await self.phones._have_something_to_press(table, owner)
            owner.forge(owner.last_from_bot(), what["pressed"])
        else:
            owner.send(what["text"])
        await self.phones.look(table)


class _Phones(TelegramPhones):
    """Phones on Telegram that only bring what is done there: the screens are heard."""

    def _read(self, address: str, owner: Owner) -> list[Bubble]:
        return []


@dataclass(slots=True)
class Seats(ConsolePhones):
    """Everybody's place, bound where the world has it; the screens are the world's."""

    world: Any = None
    telegram: _Phones | None = None

    async def sit(self, table: Table, address: str, person: Person) -> None:
        table.people[address] = person
        way = self.world.way
        pages = way.pages if isinstance(way, OnTelegram) else way
        async with table.database.transaction(table.clock()) as tx:
            await tx.addresses.bind(way.networks[0].name, way.place(address), person.id)
            if isinstance(pages, OnPages):
                pages.links[address] = f"link-of-{address}"
                await tx.addresses.add_link(pages.links[address], person.id)

    async def look(self, table: Table) -> None:
        if self.telegram is not None:
            await self.telegram.look(table)


@asynccontextmanager
async def at_consoles(world: "World", url: str, keys: str) -> AsyncIterator[None]:
    heard = Heard(Console(), world.ears)
    world.way = AtConsoles(world, [heard])
    phones = Seats(heard, world=world)
    world.table = await a_table(
        url, keys, phones=lambda *_: phones, setup=Setup(places=_places(PLACES.web))
    )
    _settle_in(world, "console")
    yield


@asynccontextmanager
async def on_pages(world: "World", url: str, keys: str) -> AsyncIterator[None]:
    pages, heard = site.a_place(), Heard(Console(), world.ears)

    def phones(database: Any, clock: Any) -> Seats:
        heard.inner = Web(database, clock)
        return Seats(heard, world=world)

    async with aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar()) as session:
        world.way = OnPages(world, [heard], pages, session)
        world.table = await a_table(
            url, keys, phones=phones, setup=Setup(places=_places(pages.url))
        )
        _settle_in(world, "web")
        async with site.serving(world.table, _web(heard), pages):
            yield


@asynccontextmanager
async def on_telegram(world: "World", url: str, keys: str) -> AsyncIterator[None]:
    there, pages = TelegramWorld(), site.a_place()
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(TelegramServer(there))
        telegram, client, passing = a_network(there, server)
        stack.push_async_callback(client.close)
        session = await stack.enter_async_context(
            aiohttp.ClientSession(cookie_jar=aiohttp.DummyCookieJar())
        )
        heard = HeardTelegram(telegram, world.ears)
        behind = Heard(Console(), world.ears)
        phones = _Phones(heard, there)  # type: ignore[arg-type]  # with ears
        served = OnPages(world, [behind], pages, session)
        world.way = OnTelegram(world, [heard, behind], phones, served)

        def beside(database: Any, clock: Any) -> list[ChatNetwork]:
            behind.inner = Web(database, clock)
            return [behind]

        level = world.rng.choice(list(Privacy))
        world.table = await a_table(
            url,
            keys,
            phones=lambda *_: Seats(heard, world=world, telegram=phones),
            setup=Setup(
                places=_places(pages.url), privacy={"telegram": level}, beside=beside
            ),
        )
        _settle_in(world, "web")
        passing.follow(world.table.clock)
        door = Door(telegram, world.receive_raw)
        polling = Polling(client, door, passing.sleep)
        await polling.begin()
        phones.way = ByPolling(there, polling, door)
        await stack.enter_async_context(site.serving(world.table, _web(behind), pages))
        yield


WAYS = {"consoles": at_consoles, "pages": on_pages, "telegram": on_telegram}
OFTEN = ("consoles", "consoles", "pages", "telegram")
"""Half of the worlds are quick ones."""


def _web(heard: Heard) -> Web:
    assert isinstance(heard.inner, Web)
    return heard.inner


def _places(web: str) -> Places:
    return Places(web, mailbox=MAILBOX)


def _settle_in(world: "World", web: str) -> None:
    """Put in what only these worlds have: mails, and codes that are drawn."""
    parts, rng = world.table.assistant.parts, world.rng
    office = replace(
        parts.office,
        web=web,
        mailbox=MAILBOX,
        domain="vald.example",
        case_code=lambda: f"Z{rng.randrange(10)}-{rng.randrange(10_000):04}",
    )
    networks = [*parts.networks, MailTray(world.ears)]
    world.table.assistant = Assistant(replace(parts, office=office, networks=networks))
