"""Imported once before the processes of a storm are forked: a story played calmly.

What a program does only in its first second of life, such as reading texts and
holidays, is done here once for all of them. Of databases nothing is left open.
"""

import asyncio
import shutil
import tempfile
from pathlib import Path

import sqlalchemy.dialects.postgresql.asyncpg

from tests.proofs.faulty.play import Play
from tests.proofs.faulty.process import Place
from tests.proofs.faulty.town import Town

__all__ = ("sqlalchemy",)


def rehearse() -> None:
    """Play a small town's first week where nobody will look."""
    folder = Path(tempfile.mkdtemp(prefix="umarlaud-rehearsal-"))
    try:
        town = Town(0, cases=1, small=True)
        place = Place(f"sqlite+aiosqlite:///{folder / 'umarlaud.db'}", folder, 0)
        place.set(town.begins)
        asyncio.run(town.settle_in(place))
        Play(town, place).run()
    finally:
        shutil.rmtree(folder, ignore_errors=True)


rehearse()
