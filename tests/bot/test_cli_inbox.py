"""What was set aside, at the command line of a real installation."""

import asyncio
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.installation import opened
from bot.settings import read
from scheduling.clock import utc_now


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UMARLAUD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("UMARLAUD_MASTER_KEY_FILE", str(tmp_path / "key"))
    assert run("keys", "make", str(tmp_path / "key")).exit_code == 0


async def set_one_aside() -> None:
    async with opened(read()) as database, database.transaction(utc_now()) as tx:
        await tx.inbox.add("web", "1", "kati", b"sealed words of Kati")
        (number,) = await tx.inbox.waiting(1)
        received = await tx.inbox.claim(number)
        assert received is not None
        await tx.inbox.set_aside(received, "ZeroDivisionError")


@pytest.mark.usefixtures("installation")
def test_what_was_set_aside_is_listed_without_its_words_and_tried_again() -> None:
    assert "Everything that came in was handled" in run("inbox").output
    asyncio.run(set_one_aside())

    listed = run("inbox").output
    assert listed.startswith("1  20")
    assert "web  ZeroDivisionError" in listed
    assert "Kati" not in listed
    assert run("inbox", "retry", "1").exit_code == 0

    assert "Everything that came in was handled" in run("inbox").output
    again = run("inbox", "retry", "1")
    assert again.exit_code == 1
    assert "Nothing was set aside under 1" in again.output
