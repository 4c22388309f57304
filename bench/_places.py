"""Places to measure at: an empty SQLite file, an empty PostgreSQL."""

import tempfile
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager, contextmanager
from pathlib import Path

from tests.provision import NotHere, databases, postgres
from tests.table import Table, a_table


@contextmanager
def folder_for_servers() -> Iterator[Path]:
    """Give a folder that a server of another user may enter."""
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as name:
        Path(name).chmod(0o711)  # the server's own user must find its way
        yield Path(name)


@asynccontextmanager
async def tables() -> AsyncIterator[dict[str, Table]]:
    """Give an empty table on each engine that is here, by the engine's name."""
    with folder_for_servers() as folder:
        found = {"SQLite": await _table(databases.sqlite_url(folder), folder, "s")}
        try:
            server = postgres.find_url(folder)
        except NotHere as reason:
            print(reason)
            yield found
        else:
            async with databases.fresh_postgresql(server) as url:
                found["PostgreSQL"] = await _table(url, folder, "p")
                yield found
                await found["PostgreSQL"].database.close()
        finally:
            await found["SQLite"].database.close()
            postgres.stop(folder)


async def _table(url: str, folder: Path, name: str) -> Table:
    return await a_table(url, f"sqlite+aiosqlite:///{folder / name}-keys.db")
