"""A table where people have Telegram and the program's own pages, both for real."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from bot.networks.telegram.door import Door
from bot.networks.telegram.init_data import user_of
from bot.networks.telegram.polling import Polling
from bot.networks.web.network import Web
from bot.wording.places import Places
from casework.privacy import Privacy
from tests.phones import site
from tests.phones.http import HttpPhone
from tests.phones.passing import a_network
from tests.phones.telegram import (
    ByPolling,
    TelegramPhones,
)
from tests.table import Setup, Table, a_table
from tests.telegram_server.people import Person
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

HTTPS = "https://laud.example"
OPEN_PAGE = "Open my page"
NOW = timedelta()


@dataclass(slots=True)
class Both:
    """The table, what Telegram knows, and browsers with the pages."""

    table: Table
    world: TelegramWorld
    chats: TelegramPhones
    pages: site.Pages
    browsers: list[HttpPhone] = field(default_factory=list)

    def owner(self, address: str) -> Person:
        return self.chats.owner(address)

    def told(
        self, address: str, *, age: timedelta = NOW, signed_for: str | None = None
    ) -> str:
        """Return what Telegram tells the page that the newest button opens."""
        owner = self.owner(address)
        notice = next(
            seen
            for seen in reversed(owner.sees())
            if any("web_app" in button for button in seen.message.buttons)
        )
        behind = self.world.clock.now() - self.table.clock()
        opened = owner.open_app(
            notice, OPEN_PAGE, signed_for=signed_for, age=behind + age
        )
        assert opened.url == f"{HTTPS}/app"
        return opened.init_data

    def browser(self) -> HttpPhone:
        phone = HttpPhone()
        self.browsers.append(phone)
        return phone

    async def open_app(self, address: str) -> HttpPhone:
        """Open the page as Telegram's app does, by the newest button that does so."""
        phone = self.browser()
        await self.enter(phone, self.told(address))
        return phone

    async def enter(self, phone: HttpPhone, told: str) -> None:
        """Do what the script of the page does."""
        await phone.open(f"{self.pages.url}/app")
        (form,) = phone.page.all("form")
        await phone.submit(form, told=told)

    async def write(self, phone: HttpPhone, text: str) -> None:
        await phone.write(text)
        await self.chats.look(self.table)

    async def press(self, phone: HttpPhone, label: str) -> None:
        await phone.see()
        await phone.press(label)
        await self.chats.look(self.table)

    async def page(self, phone: HttpPhone) -> str:
        """Return the words of a page as it is now."""
        return (await phone.see()).text

    @property
    def level(self) -> Privacy:
        return self.table.assistant.parts.office.privacy["telegram"]

    def on_telegram(self) -> str:
        """Return everything that ever went through Telegram's servers.

        What the program sent, as it was sent, the files with it; and what people
        wrote and pressed there.
        """
        sent = [str(call.given) for call in self.world.calls]
        files = [up.data.decode("utf-8", "replace") for up in self.world.files.every()]
        said = [
            seen.text for owner in self.chats.owners.values() for seen in owner.sees()
        ]
        return "\n".join((*sent, *files, *said))


@asynccontextmanager
async def a_table_of_both(
    url: str, keys_url: str, privacy: Privacy, *, web: str = HTTPS
) -> AsyncIterator[Both]:
    """Lay a table on Telegram at this level, with the pages beside.

    The pages believe to be at their own address without HTTPS, for a browser
    would keep no cookie otherwise; everybody else is told `web`.
    """
    world, pages, webs = TelegramWorld(), site.a_place(), []
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(TelegramServer(world))
        network, client, passing = a_network(world, server)
        stack.push_async_callback(client.close)
        chats = TelegramPhones(network, world)

        def beside(database: object, clock: object) -> list[Web]:
            webs.append(Web(database, clock))  # type: ignore[arg-type]
            return webs[-1:]

        table = await a_table(
            url,
            keys_url,
            phones=lambda *_: chats,
            setup=Setup(
                places=Places(web or pages.url, "umarlaud_bot"),
                privacy={"telegram": privacy},
                beside=beside,
            ),
        )
        passing.follow(table.clock)
        stack.push_async_callback(table.database.close)
        door = Door(network, table.assistant.receive_raw)
        polling = Polling(client, door, passing.sleep)
        await polling.begin()
        chats.way = ByPolling(world, polling, door)

        def vouch(told: str, now: datetime) -> tuple[str, str] | None:
            account = user_of(told, world.bot.token, now)
            return None if account is None else ("telegram", str(account))

        await stack.enter_async_context(
            site.serving(table, webs[-1], pages, vouch=vouch, web_url=pages.url)
        )
        both = Both(table, world, chats, pages)
        yield both
        for browser in both.browsers:
            await browser.close()
