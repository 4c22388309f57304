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
            written = command.revision(settings, sys.argv[1], autogenerate=True)
    _tidy(Path(written.path))  # type: ignore[union-attr]  # one revision, not many


def _tidy(path: Path) -> None:
    """Take out Alembic's own comments, which say nothing about the change."""
    lines = path.read_text(encoding="utf-8").splitlines(keepends=True)
    kept = (line for line in lines if not line.strip().startswith("# ###"))
    path.write_text("".join(kept), encoding="utf-8")


if __name__ == "__main__":
    main()
