"""Databases with tables and no row: made once a session, not once a test."""

import asyncio
import shutil
from pathlib import Path

import pytest

from tests.provision import databases


def laid(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """Return the URL of a database with tables and no row, of the kind asked for."""
    if request.param == "sqlite":
        copied: Path = request.getfixturevalue("laid_sqlite")
        shutil.copy(copied, tmp_path / databases.FILE)
        return databases.sqlite_url(tmp_path)
    url: str = request.getfixturevalue("laid_postgresql")
    asyncio.run(databases.wipe(url))
    return url
