"""The database of every earlier release is brought to this one's shape.

At each release its tables are written down: `python -m tests.storage.releases 1.2.0`.
"""

from pathlib import Path

import pytest
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import migrations
from storage.database import open_engine
from tests.storage.releases import KEPT, dump, take_up
from tests.storage.test_migrations import differences

RELEASES = sorted(KEPT.glob("*.sql"))


@pytest.fixture
async def this_one(tmp_path: Path) -> str:
    """What would be written down if this were released now."""
    url = f"sqlite+aiosqlite:///{tmp_path / 'now.db'}"
    return await dump(url)


async def upgraded(engine: AsyncEngine) -> list[object]:
    await migrations.upgrade(engine)
    async with engine.connect() as connection:
        return await connection.run_sync(differences)


@pytest.mark.parametrize("release", [*RELEASES, None], ids=lambda r: r and r.stem)
async def test_the_database_of_an_earlier_release_gets_the_shape_of_this_one(
    release: Path | None, this_one: str, tmp_path: Path
) -> None:
    engine = open_engine(f"sqlite+aiosqlite:///{tmp_path / 'umarlaud.db'}")
    take_up(tmp_path / "umarlaud.db", release or this_one)

    assert await upgraded(engine) == []

    async with engine.connect() as connection:
        assert await connection.run_sync(_rows_of_version) == [migrations.newest()]
    await engine.dispose()


def _rows_of_version(connection: Connection) -> list[str]:
    found = connection.exec_driver_sql("SELECT version_num FROM alembic_version")
    return [str(row[0]) for row in found]
