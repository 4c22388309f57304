"""Tables on Telegram: the program on a test Bot API server, on SQLite."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.wording.places import Places
from casework.roles import Role
from tests.phones.telegram import TelegramPhones, a_table_on_telegram
from tests.provision import databases
from tests.table import Table
from tests.telegram_network.team_chats import TeamChat
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld


@pytest.fixture
async def chats(tmp_path: Path, way: str) -> AsyncIterator[Table]:
    """A case with its manager and a mother, both on Telegram."""
    url = databases.sqlite_url(tmp_path)
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    places = Places("https://laud.example", "umarlaud_bot")
    async with a_table_on_telegram(url, keys_url, way, places) as table:
        await table.manager("mari", "Mari Maasikas")
        case = await table.case("mari")
        await table.seat("kati", "Kati Kask", case, Role.PARENT)
        yield table
        await table.database.close()


@pytest.fixture
def way() -> str:
    """How updates come in."""
    return "polling"


@pytest.fixture
def phones(chats: Table) -> TelegramPhones:
    assert isinstance(chats.phones, TelegramPhones)
    return chats.phones


@pytest.fixture
def world(phones: TelegramPhones) -> TelegramWorld:
    return phones.world


@pytest.fixture
def kati(phones: TelegramPhones) -> Person:
    return phones.owner("kati")


@pytest.fixture
def mari(phones: TelegramPhones) -> Person:
    return phones.owner("mari")


@pytest.fixture
def team(chats: Table, world: TelegramWorld, mari: Person, kati: Person) -> TeamChat:
    """A safe group of the case manager and the mother, not bound yet."""
    group = world.supergroup("Our team", owner=mari, members=[kati], bot=None)
    group.visible_history = False
    group.settings["has_protected_content"] = True
    group.permissions.discard("can_invite_users")
    return TeamChat(chats, group)
