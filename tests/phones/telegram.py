"""Phones with Telegram on them: the test Bot API server, by real HTTP."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from mimetypes import guess_type
from ssl import create_default_context
from types import SimpleNamespace
from typing import Any, Protocol

import aiogram.client.session.aiohttp as calls_by_aiogram
import pytest
from aiohttp import web

from bot.networks.console import Bubble
from bot.networks.telegram.client import Client
from bot.networks.telegram.door import Door
from bot.networks.telegram.layout import CHOSEN, LONGEST, length
from bot.networks.telegram.network import Telegram
from bot.networks.telegram.polling import Polling
from bot.networks.telegram.webhook import Webhook, ask_for_it, secret_of
from bot.text import Attachment, Button, Text
from bot.wording.places import Places
from casework.people import Person
from casework.privacy import Privacy
from tests.phones.passing import a_network
from tests.phones.reading import PRESSABLE
from tests.table import PLACES, Setup, Table, a_table
from tests.telegram_server.actor import CannotDo
from tests.telegram_server.people import Person as Owner
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.views import Seen
from tests.telegram_server.world import TelegramWorld

# It would read the certificates of the whole world anew for every table.
calls_by_aiogram.ssl = SimpleNamespace(  # type: ignore[attr-defined]
    create_default_context=cache(create_default_context)
)

HASTE = 6
"""Seconds until somebody does the next thing: people are no machines."""
SOON = timedelta(seconds=15)


class Way(Protocol):
    """How updates come to the program."""

    async def bring(self) -> None:
        """Bring everything that waits."""


@dataclass(slots=True)
class ByPolling:
    """The program asks for updates."""

    world: TelegramWorld
    polling: Polling
    door: Door

    async def bring(self) -> None:
        while self.world.updates.waiting():
            await self.polling.once()
        await self.door.idle()


@dataclass(slots=True)
class ByWebhook:
    """Telegram brings updates."""

    world: TelegramWorld
    door: Door

    async def bring(self) -> None:
        await self.world.until(lambda: self.world.webhook.idle)
        await self.door.idle()


@dataclass(slots=True)
class TelegramPhones:
    """Everybody's phone with their own chat with the bot open."""

    network: Telegram
    world: TelegramWorld
    way: Way | None = None
    owners: dict[str, Owner] = field(default_factory=dict)
    _screens: dict[str, list[Bubble]] = field(default_factory=dict)
    _old: dict[str, set[tuple[str, str]]] = field(default_factory=dict)
    _tokens: dict[tuple[str, str, str], str] = field(default_factory=dict)

    async def sit(self, table: Table, address: str, person: Person) -> None:
        owner = self.owner(address)
        owner.started = True
        async with table.database.transaction(table.clock()) as tx:
            await tx.addresses.bind("telegram", str(owner.id), person.id)

    def place(self, table: Table, address: str) -> tuple[str, str]:
        owner = self.owner(address)
        owner.started = True
        return "telegram", str(owner.id)

    def owner(self, address: str) -> Owner:
        if address not in self.owners:
            self.owners[address] = self.world.user(address.title(), lang="en")
        return self.owners[address]

    async def say(self, table: Table, address: str, text: str, **more: str) -> None:
        owner = self.owner(address)
        self.world.advance(HASTE)
        match more:
            case {"start": token}:
                owner.start(token)
            case {"pressed": token}:
                await self._have_something_to_press(table, owner)
                owner.forge(owner.last_from_bot(), token)
            case {"reply_to": ref}:
                owner.reply(self._seen(owner, ref), text)
            case _:
                assert not more, "only the console says such things"
                if length(text) > LONGEST:
                    pytest.skip("no Telegram sends so much at once")
                owner.send(text)
        await self.look(table)

    async def press(self, table: Table, address: str, label: str) -> None:
        owner = self.owner(address)
        self.world.advance(HASTE)
        for bubble in reversed(self.screen(address)):
            for button in bubble.text.buttons:
                token = self._tokens.get((address, bubble.ref, label))
                if button.label == label and token is not None:
                    # Also a phone that has not heard yet that a button is frozen.
                    owner.forge(self._seen(owner, bubble.ref), token)
                    await self.look(table)
                    return
        raise AssertionError(
            f"no button {label!r} for {address}: {table.last(address)}"
        )

    async def look(self, table: Table) -> None:
        assert self.way is not None
        await self.way.bring()
        await table.assistant.settle()
        await self._wait_a_little(table)
        for address, owner in self.owners.items():
            self._screens[address] = self._read(address, owner)

    def screen(self, address: str) -> list[Bubble]:
        old = self._old.get(address, set())
        shown = self._screens.get(address, [])
        return [b for b in shown if (b.ref, b.text.body) not in old]

    def clear(self) -> None:
        self._old = {
            address: {(b.ref, b.text.body) for b in shown}
            for address, shown in self._screens.items()
        }

    async def _have_something_to_press(self, table: Table, owner: Owner) -> None:
        """Let there be a message of the bot, under which even a forged press lies."""
        if not any(s.message.sender is self.world.bot for s in owner.sees()):
            owner.send("/help")
            await self.look(table)

    async def _wait_a_little(self, table: Table) -> None:
        """Let what only waits for its turn at Telegram's pace leave, too."""
        while True:
            leaves = (await table.assistant._horizon()).get("outbox")
            if leaves is None or leaves > table.clock() + SOON:
                return
            leaves = max(leaves, table.clock() + timedelta(milliseconds=1))
            self.world.advance((leaves - table.clock()).total_seconds())
            table.clock.set(leaves)
            await table.assistant.settle()

    def _read(self, address: str, owner: Owner) -> list[Bubble]:
        files: list[Attachment] = []
        found: list[Bubble] = []
        for seen in owner.sees():
            if seen.message.sender is not self.world.bot:
                continue
            if file := self._file(seen):
                files += file
            else:
                found.append(self._bubble(address, seen, tuple(files)))
                files = []
        return found

    def _bubble(
        self, address: str, seen: Seen, files: tuple[Attachment, ...]
    ) -> Bubble:
        ref, rows = str(seen.message.number), seen.message.buttons
        buttons = tuple(map(_button, rows))
        for button, row in zip(buttons, rows, strict=True):
            if "callback_data" in row:
                self._tokens[address, ref, button.label] = row["callback_data"]
        acting = tuple(r["callback_data"] for r in rows if "callback_data" in r)
        return Bubble(
            ref,
            Text(seen.text, buttons, files),
            acting,
            settled=self._had_buttons(address, ref) and not acting,
        )

    def _had_buttons(self, address: str, ref: str) -> bool:
        return any(key[:2] == (address, ref) for key in self._tokens)

    def _file(self, seen: Seen) -> list[Attachment]:
        content = seen.message.draft.content
        for kind in ("photo", "document"):
            if kind in content:
                given = content[kind]
                given = given[-1] if kind == "photo" else given
                stored = self.world.files.by_id(given["file_id"]).upload
                media = guess_type(stored.name)[0] or "application/octet-stream"
                free = not seen.protected
                return [Attachment(stored.name, media, stored.data, seen.text, free)]
        return []

    def _seen(self, owner: Owner, ref: str) -> Seen:
        number = int(ref.rpartition(":")[2])
        for seen in owner.sees():
            if seen.message.number == number:
                return seen
        raise CannotDo(f"there is no message {ref}")


def _button(row: dict[str, Any]) -> Button:
    label = row["text"].removeprefix(CHOSEN)
    ticked = label != row["text"]
    if "url" in row:
        return Button(label, url=row["url"])
    return Button(label, PRESSABLE, ticked=ticked and "callback_data" in row)


@asynccontextmanager
async def a_table_on_telegram(
    url: str, keys_url: str, way: str = "polling", places: Places = PLACES
) -> AsyncIterator[Table]:
    """The whole program, and a test Bot API server for everybody who sits down."""
    world = TelegramWorld()
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(TelegramServer(world))
        network, client, passing = a_network(world, server)
        stack.push_async_callback(client.close)
        phones = TelegramPhones(network, world)
        # The journeys play in the chat, so everything has to stand there.
        table = await a_table(
            url,
            keys_url,
            phones=lambda *_: phones,
            setup=Setup(places=places, privacy={"telegram": Privacy.OPEN}),
        )
        passing.follow(table.clock)
        door = Door(network, table.assistant.receive_raw)
        if way == "polling":
            polling = Polling(client, door, passing.sleep)
            await polling.begin()
            phones.way = ByPolling(world, polling, door)
        else:
            await stack.enter_async_context(bringing(world, client, door))
            phones.way = ByWebhook(world, door)
        yield table
        assert world.floods.refused == 0, "faster than Telegram allows"


@asynccontextmanager
async def bringing(
    world: TelegramWorld, client: Client, door: Door
) -> AsyncIterator[str]:
    """Serve the program's webhook; yield where it is."""
    app = web.Application()
    secret = secret_of(world.bot.token)
    Webhook(door, secret).add_to(app)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=0.05)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    url = f"http://127.0.0.1:{site.port}"
    try:
        await ask_for_it(client, url, secret)
        yield url
    finally:
        await runner.cleanup()
