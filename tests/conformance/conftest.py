"""A world, its server, and each of the two clients."""

from collections.abc import AsyncIterator
from typing import Any

import aiohttp
import pytest

from tests.conformance.clients import CLIENTS, Client
from tests.telegram_server.people import Person
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]


@pytest.fixture(autouse=True)
def lengths_of_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """Have python-telegram-bot read lengths of time as such, as it soon always will."""
    monkeypatch.setenv("PTB_TIMEDELTA", "true")


@pytest.fixture
def world() -> TelegramWorld:
    return TelegramWorld()


@pytest.fixture
async def server(world: TelegramWorld) -> AsyncIterator[TelegramServer]:
    async with TelegramServer(world) as server:
        yield server


@pytest.fixture
def mari(world: TelegramWorld) -> Person:
    return world.user("Mari", lang="et", started=True)


@pytest.fixture
def kati(world: TelegramWorld) -> Person:
    return world.user("Kati", lang="ru", username="kati_t", started=True)


@pytest.fixture
def jaan(world: TelegramWorld) -> Person:
    return world.user("Jaan", lang="et")


@pytest.fixture(params=list(CLIENTS))
async def client(
    request: pytest.FixtureRequest, world: TelegramWorld, server: TelegramServer
) -> AsyncIterator[Client]:
    """Each client in turn; afterwards nothing it parsed may have been left over."""
    async with CLIENTS[request.param](server, world.bot.token) as client:
        yield client
    assert client.leftovers == []


class Raw:
    """A client that knows nothing: JSON in, JSON out."""

    def __init__(self, server: TelegramServer, http: aiohttp.ClientSession) -> None:
        self._server = server
        self._http = http

    async def __call__(self, method: str, **given: Any) -> Json:
        url = f"{self._server.url}/bot{self._server.world.bot.token}/{method}"
        async with self._http.post(url, json=given) as response:
            answer: Json = await response.json()
        assert answer["ok"] or answer["error_code"] == response.status
        return answer

    async def updates(self, **given: Any) -> list[Json]:
        found: list[Json] = (await self("getUpdates", **given))["result"]
        return found


@pytest.fixture
async def raw(server: TelegramServer) -> AsyncIterator[Raw]:
    async with aiohttp.ClientSession() as http:
        yield Raw(server, http)
