from collections.abc import AsyncIterator, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import Assistant
from casework.roles import Role
from tests.mail.server import Relay
from tests.outside.publishing import fetcher
from tests.outside.radicale import Radicale, Shelf, radicale
from tests.provision import databases
from tests.table import Table, a_table


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Radicale]:
    """Radicale, once for all tests of a worker."""
    with radicale(tmp_path_factory.mktemp("radicale")) as started:
        yield started


@pytest.fixture
def calendar(server: Radicale) -> Shelf:
    """Mari's calendar on the server, empty."""
    return server.calendar()


@pytest.fixture
def relay() -> Iterator[Relay]:
    """A mail server for one test."""
    started = Relay()
    started.start()
    yield started
    started.stop()


@pytest.fixture
async def led(tmp_path: Path, server: Radicale) -> AsyncIterator[Table]:
    """A mother and a teacher in Mari's case; another case manager, Piret."""
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    table = await a_table(databases.sqlite_url(tmp_path), keys_url)
    parts = table.assistant.parts
    fetching = fetcher(server.folder, 5.0)
    table.assistant = Assistant(replace(parts, fetcher=fetching))
    await table.manager("mari", "Mari Maasikas")
    await table.manager("piret", "Piret Põder")
    case = await table.case("mari")
    await table.seat("kati", "Kati Kask", case, Role.PARENT)
    await table.seat("jaan", "Jaan Jõgi", case, Role.CLASS_TEACHER)
    yield table
    await table.database.close()
