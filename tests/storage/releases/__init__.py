"""The tables of every release as SQL, to be upgraded in a test."""

import sqlite3
from pathlib import Path

from sqlalchemy import make_url

from storage import migrations
from storage.database import open_engine

KEPT = Path(__file__).parent


async def dump(url: str) -> str:
    """Return the tables of this release, made in an empty SQLite database."""
    engine = open_engine(url)
    await migrations.upgrade(engine)
    await engine.dispose()
    made = sqlite3.connect(make_url(url).database or "")
    lines = "\n".join(made.iterdump())
    made.close()
    return lines + "\n"


def take_up(path: Path, tables: str | Path) -> None:
    """Make a database as a release had it, from its SQL or the file with it."""
    tables = tables.read_text() if isinstance(tables, Path) else tables
    made = sqlite3.connect(path)
    made.executescript(tables)
    made.close()
