from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casework.roles import Role
from tests.phones.http import HttpPhone, HttpShop
from tests.phones.pages import PagePhones, a_table_of_pages
from tests.provision import databases
from tests.table import Table


@pytest.fixture
async def laid(tmp_path: Path) -> AsyncIterator[Table]:
    """A case with a mother and a teacher, on pages of their own."""
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    url = databases.sqlite_url(tmp_path)
    async with a_table_of_pages(url, keys_url, HttpShop()) as table:
        await table.manager("mari", "Mari Maasikas")
        case = await table.case("mari")
        await table.seat("kati", "Kati Kask", case, Role.PARENT)
        await table.seat("jaan", "Jaan Jõgi", case, Role.CLASS_TEACHER)
        yield table
        await table.database.close()


@pytest.fixture
def phones(laid: Table) -> PagePhones:
    assert isinstance(laid.phones, PagePhones)
    return laid.phones


@pytest.fixture
async def kati(phones: PagePhones) -> HttpPhone:
    """The mother's phone, with her page open."""
    return await opened(phones, "kati")


@pytest.fixture
async def jaan(phones: PagePhones) -> HttpPhone:
    """The teacher's phone, with his page open."""
    return await opened(phones, "jaan")


@pytest.fixture
async def stranger() -> AsyncIterator[HttpPhone]:
    """A phone that nobody knows."""
    phone = HttpPhone()
    yield phone
    await phone.close()


async def opened(phones: PagePhones, address: str) -> HttpPhone:
    phone = await phones.phone(address)
    assert isinstance(phone, HttpPhone)
    return phone
