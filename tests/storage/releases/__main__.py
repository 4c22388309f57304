"""Write down the tables of a release: `python -m tests.storage.releases 1.2.0`."""

import asyncio
import sys
import tempfile
from pathlib import Path

from tests.storage.releases import KEPT, dump

if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite+aiosqlite:///{Path(folder) / 'umarlaud.db'}"
        (KEPT / f"{sys.argv[1]}.sql").write_text(asyncio.run(dump(url)))
