from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from storage.database import Database
from storage.keys import MasterKeys


@pytest.fixture
async def database(laid_url: str, tmp_path: Path) -> AsyncIterator[Database]:
    """An empty database with its tables, once on each engine."""
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    opened = Database.at(laid_url, keys_url, MasterKeys({1: b"k" * 32}))
    await opened.prepare()
    yield opened
    await opened.close()
