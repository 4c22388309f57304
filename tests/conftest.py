from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casework.roles import Role
from tests.table import Table, a_table

pytest_plugins = ["tests.provision.plugin"]


@pytest.fixture
async def table(database_url: str, tmp_path: Path) -> AsyncIterator[Table]:
    """The whole program with nobody at it yet, once on each engine."""
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    ready = await a_table(database_url, keys_url)
    yield ready
    await ready.database.close()


@pytest.fixture
async def network(table: Table) -> Table:
    """The standing cast around one case; Piret leads another, a stranger has none."""
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    await table.seat("kati", "Kati Kask", case, Role.PARENT)
    await table.seat("jaan", "Jaan Jõgi", case, Role.CLASS_TEACHER)
    await table.seat("liis", "Liis Lepik", case, Role.SPEECH_THERAPIST)
    await table.manager("piret", "Piret Pihlak")
    await table.case("piret", "B3-9XWM")
    return table
