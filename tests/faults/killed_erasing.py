"""An erasure in a process of its own, which dies by SIGKILL around one of its commits."""

import asyncio
import os
import signal

from bot.cli_erase import Order, erase_case
from bot.settings import SettingWrong
from storage.database import Database
from storage.keys import MasterKeys
from tests.faults.forked import FORKED
from tests.faults.points import Points, around_commits
from tests.table import CODE

ORDER = Order("The family asked", "Olev Org")


def killed_at(urls: tuple[str, str], point: int) -> bool:
    """Erase a case until the process dies at a point; False: it came to its end."""
    process = FORKED.Process(target=_main, args=(urls, point))
    process.start()
    process.join()
    return process.exitcode == -signal.SIGKILL


def _main(urls: tuple[str, str], point: int) -> None:
    asyncio.run(_erase(urls, point))


async def _erase(urls: tuple[str, str], point: int) -> None:
    database = Database.at(*urls, MasterKeys({1: b"k" * 32}))
    await database.prepare()
    with around_commits(database, Points(point, fault=_die)):
        try:
            await erase_case(database, CODE, ORDER)
        except SettingWrong:
            return  # it had died when nothing was left to do


def _die(point: str) -> BaseException:
    os.kill(os.getpid(), signal.SIGKILL)
    raise AssertionError(point)
