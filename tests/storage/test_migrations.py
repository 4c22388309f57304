"""The migrations make exactly what the tables say, on both engines."""

from collections.abc import AsyncIterator

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

from storage import migrations
from storage.database import open_engine
from storage.tables import METADATA


def differences(connection: Connection) -> list[object]:
    """Return where a database's tables differ from what the program says."""
    context = MigrationContext.configure(connection, opts={"compare_type": True})
    return list(compare_metadata(context, METADATA))


@pytest.fixture
async def engine(database_url: str) -> AsyncIterator[AsyncEngine]:
    """An engine on an empty database, once on each kind."""
    opened = open_engine(database_url)
    yield opened
    await opened.dispose()


async def test_the_migrations_make_what_the_tables_say(engine: AsyncEngine) -> None:
    await migrations.upgrade(engine)

    async with engine.connect() as connection:
        assert await connection.run_sync(differences) == []


async def test_upgrading_twice_changes_nothing(engine: AsyncEngine) -> None:
    await migrations.upgrade(engine)
    await migrations.upgrade(engine)


async def test_a_database_of_a_newer_release_is_refused_untouched(
    engine: AsyncEngine,
) -> None:
    await migrations.upgrade(engine)
    async with engine.begin() as connection:
        await connection.execute(
            text("UPDATE alembic_version SET version_num = 'from-the-future'")
        )

    with pytest.raises(migrations.DatabaseTooNew):
        await migrations.upgrade(engine)
