"""The journal checked at the command line of a real installation (threat 19)."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import text

from bot.cli import main
from bot.installation import opened
from bot.settings import read
from casework.cases import CaseOpened
from casework.ids import CaseId, new_id
from scheduling.clock import utc_now


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


async def reword_a_line() -> None:
    async with opened(read()) as database, database.engine.begin() as connection:
        await connection.execute(text("UPDATE journal SET kind = 'CaseClosed'"))


async def write_a_line() -> None:
    async with opened(read()) as database, database.transaction(utc_now()) as tx:
        await tx.journal.add(CaseOpened(at=utc_now(), case=CaseId(new_id())))


def test_a_line_altered_in_the_database_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("UMARLAUD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("UMARLAUD_MASTER_KEY_FILE", str(tmp_path / "key"))
    assert run("keys", "make", str(tmp_path / "key")).exit_code == 0
    asyncio.run(write_a_line())
    assert "The journal is whole." in run("journal", "check").output

    asyncio.run(reword_a_line())

    checked = run("journal", "check")
    assert checked.exit_code == 1
    assert "it does not hold from line 1 on" in checked.output
    assert "FAILS  journal, line by line" in run("check").output
