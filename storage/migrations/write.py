"""Writes a new migration from what the tables say: `make migration NAME="..."`."""

import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from alembic import command
from sqlalchemy import create_engine

from storage.migrations import config


def main() -> None:
    """Compare the tables with what the migrations make, and write the difference."""
    with TemporaryDirectory() as folder:
        engine = create_engine(f"sqlite:///{Path(folder) / 'empty.db'}")
        with engine.begin() as connection:
            settings = config(connection)
            command.upgrade(settings, "head")
            command.revision(settings, sys.argv[1], autogenerate=True)


if __name__ == "__main__":
    main()
