"""`umarlaud mail-in`: a mail server's pipe, from a real mail server."""

import asyncio
import smtplib
import sys
from asyncio.subprocess import DEVNULL, PIPE
from collections.abc import Iterator
from pathlib import Path

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP, Envelope, Session
from click.testing import CliRunner

from bot.cli import main
from bot.cli_mail_in import LATER, NO_MAIL, taken_in
from bot.installation import opened
from bot.settings import read
from scheduling.clock import utc_now
from scheduling.incoming import BIGGEST_MAIL
from tests.provision.dovecot import free_port
from tests.scheduling.checks.answers import a_mail

ROOT = Path(__file__).parents[2]


class Pipe:
    """A mail server that hands every mail to the command, as Postfix would."""

    async def handle_DATA(  # noqa: N802 - named by aiosmtpd
        self, server: SMTP, session: Session, envelope: Envelope
    ) -> str:
        command = await asyncio.create_subprocess_exec(
            sys.executable, "-m", "bot", "mail-in", cwd=ROOT, stdin=PIPE, stderr=DEVNULL
        )
        await command.communicate(envelope.original_content)
        codes = {0: "250 OK", LATER: "451 try again later"}
        return codes.get(command.returncode or 0, "554 refused")


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UMARLAUD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("UMARLAUD_MASTER_KEY_FILE", str(tmp_path / "key"))
    made = CliRunner().invoke(main, ["keys", "make", str(tmp_path / "key")])
    assert made.exit_code == 0


@pytest.fixture
def port() -> Iterator[int]:
    chosen = free_port()
    controller = Controller(Pipe(), hostname="127.0.0.1", port=chosen)
    controller.start()
    yield chosen
    controller.stop()


async def waiting() -> list[int]:
    async with opened(read()) as database, database.transaction(utc_now()) as tx:
        return await tx.inbox.waiting(10)


@pytest.mark.usefixtures("installation")
async def test_a_mail_server_keeps_a_mail_until_it_is_stored(port: int) -> None:
    with smtplib.SMTP("127.0.0.1", port, timeout=100) as server:
        with pytest.raises(smtplib.SMTPDataError) as refused:
            server.send_message(a_mail())  # before there is any database
        assert refused.value.smtp_code == 451

        assert await waiting() == []
        server.send_message(a_mail())
        server.send_message(a_mail())

    assert len(await waiting()) == 1


@pytest.mark.usefixtures("installation")
def test_no_mail_at_all_is_not_waited_for() -> None:
    assert CliRunner().invoke(main, ["mail-in"], input=b"").exit_code == NO_MAIL


class FiftyMegabytes:
    """A pipe out of which fifty megabytes come, and which counts them."""

    def __init__(self) -> None:
        self.left = 50_000_000

    def read(self, most: int) -> bytes:
        given = min(most, self.left)
        self.left -= given
        return b"x" * given


def test_of_fifty_megabytes_only_two_are_held_and_all_are_read() -> None:
    pipe = FiftyMegabytes()

    assert len(taken_in(pipe)) == BIGGEST_MAIL + 1
    assert pipe.left == 0
