"""The program as a process of its own, with everybody on the test Bot API server."""

import asyncio
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from multiprocessing.connection import Connection
from uuid import uuid4

from bot.app import Assistant, Parts
from bot.languages import Languages
from bot.networks.telegram.client import Client
from bot.networks.telegram.door import Door
from bot.networks.telegram.errors import CallFailed
from bot.networks.telegram.network import Telegram, Timing
from bot.networks.telegram.pace import Pace
from bot.networks.telegram.polling import Polling
from bot.wording.places import Places
from storage.database import Database
from storage.keys import MasterKeys
from tests.faults.program import DONE, KeptClock, Place
from tests.table import TALLINN, an_office
from tests.telegram_server.world import TOKEN

HEAR = "hear what Telegram has for you"


@dataclass(frozen=True, slots=True)
class Reached(Place):
    """Where an installation keeps what it keeps, and where its Telegram is."""

    api: str = ""


class OnTelegram:
    """The program, put together on one place."""

    def __init__(self, place: Reached) -> None:
        self.clock = KeptClock(place.clock)
        self.database = Database.at(
            place.url, place.keys_url, MasterKeys({1: b"k" * 32})
        )
        self.client = Client(TOKEN, place.api, patience=5)
        timing = Timing(lambda: self.clock().timestamp(), self._sleep)
        network = Telegram(self.client, Languages(TALLINN), timing, Pace())
        self.assistant = Assistant(
            Parts(
                database=self.database,
                office=replace(an_office(), secrets=lambda: uuid4().hex),
                places=Places("https://laud.example", "umarlaud_bot"),
                networks=[network],
                clock=self.clock,
            )
        )
        self.door = Door(network, self.assistant.receive_raw)
        self.polling = Polling(self.client, self.door, self._sleep)

    async def _sleep(self, seconds: float) -> None:
        self.clock.set(self.clock() + timedelta(seconds=seconds))

    async def until(self, moment: datetime) -> None:
        await self.assistant.live_until(max(moment, self.clock()), self.clock)

    async def hear(self) -> None:
        """Fetch what waits, however often the line drops; do all that follows."""
        more = True
        while more:
            try:
                more = bool(await self.polling.once())
            except CallFailed:
                continue
        await self.door.idle()
        await self.assistant.settle()

    async def close(self) -> None:
        await self.client.close()
        await self.database.close()


async def serve(parent: Connection, place: Place) -> None:
    assert isinstance(place, Reached)
    program = OnTelegram(place)
    await program.database.prepare()
    while (told := parent.recv()) is not None:
        if told == HEAR:
            await program.hear()
        else:
            await program.until(told)
        parent.send(DONE)
    await program.close()


def main(parent: Connection, place: Place) -> None:
    """Serve the parent until it says no more, or kills us."""
    asyncio.run(serve(parent, place))
