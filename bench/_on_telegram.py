"""A table on Telegram for the figures: laid once, taken up again by another process."""

import asyncio
import time
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.languages import Languages
from bot.networks.telegram.client import Client
from bot.networks.telegram.network import Telegram, Timing
from bot.networks.telegram.pace import Pace
from casework.people import Person
from casework.privacy import Privacy
from tests.phones.console import ConsolePhones
from tests.provision import databases
from tests.table import Setup, Table, a_table


class NoPace(Pace):
    """No limits: what is measured is the program, not Telegram's patience."""

    def take(self, chat: str, now: float) -> float:
        """Let everything leave at once."""
        return 0.0


class OnTelegram(ConsolePhones):
    """Screens are looked at on the server; here is only the network."""

    def __init__(self, network: Telegram) -> None:
        super().__init__()
        self.network = network  # type: ignore[assignment]

    async def sit(self, table: Table, address: str, person: Person) -> None:
        """Bind nothing: the people of the server are bound by themselves."""


async def laid_table(
    api: str, token: str, folder: Path, now: datetime
) -> tuple[Table, Telegram, Client]:
    """Return the program on the database of a folder, on Telegram without limits."""
    client = Client(token, api)
    timing = Timing(time.monotonic, asyncio.sleep)
    network = Telegram(client, Languages(ZoneInfo("Europe/Tallinn")), timing, NoPace())
    table = await a_table(
        databases.sqlite_url(folder),
        f"sqlite+aiosqlite:///{folder / 'keys.db'}",
        now,
        phones=lambda *_: OnTelegram(network),
        setup=Setup(privacy={"telegram": Privacy.OPEN}),
    )
    return table, network, client
