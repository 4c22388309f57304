"""Brings a database to the shape this release needs; never back."""

from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import AsyncEngine

if TYPE_CHECKING:
    # Alembic brings templates and their colours along: a tenth of the start.
    from alembic.config import Config

FOLDER = Path(__file__).parent
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(4711001)")
"""Two processes may start at the same moment, on an empty database even."""


UNFINISHED = "unfinished"
"""Stands for a release in a database that is only half put back from a backup."""


class DatabaseTooNew(Exception):
    """The database was made by a newer release than this one."""


class RestoreUnfinished(Exception):
    """A backup was being put back into the database, and that did not come to an end."""


async def upgrade(engine: AsyncEngine) -> None:
    """Bring the database to the newest shape, in one transaction.

    Raises:
        DatabaseTooNew: a newer release has used it; nothing is changed.
        RestoreUnfinished: it is half put back; nothing is changed.
    """
    async with engine.begin() as connection:
        if engine.dialect.name == "postgresql":
            await connection.execute(_ONE_AT_A_TIME)
        await connection.run_sync(_upgrade)


async def mark(engine: AsyncEngine, revision: str) -> None:
    """Write down which shape the database has, or that it is `UNFINISHED`."""
    async with engine.begin() as connection:
        await connection.execute(
            text("UPDATE alembic_version SET version_num = :revision"),
            {"revision": revision},
        )


def newest() -> str:
    """Return the revision of the shape this release needs."""
    from alembic.script import ScriptDirectory  # noqa: PLC0415 - see above

    return ScriptDirectory.from_config(config()).get_current_head() or ""


def config(connection: Connection | None = None) -> "Config":
    """Return Alembic's configuration, without a file of its own."""
    from alembic.config import Config  # noqa: PLC0415 - see above

    made = Config()
    made.set_main_option("script_location", str(FOLDER))
    made.set_main_option("path_separator", "os")
    made.set_main_option(
        "file_template",
        "%%(year)d-%%(month).2d-%%(day).2d-%%(hour).2d%%(minute).2d_%%(slug)s",
    )
    made.attributes["connection"] = connection
    return made


def _upgrade(connection: Connection) -> None:
    from alembic import command  # noqa: PLC0415 - see above
    from alembic.migration import MigrationContext  # noqa: PLC0415
    from alembic.script import ScriptDirectory  # noqa: PLC0415

    settings = config(connection)
    known = {
        script.revision
        for script in ScriptDirectory.from_config(settings).walk_revisions()
    }
    present = MigrationContext.configure(connection).get_current_heads()
    if UNFINISHED in present:
        raise RestoreUnfinished
    if not set(present) <= known:
        raise DatabaseTooNew
    command.upgrade(settings, "head")
