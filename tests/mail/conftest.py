from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest

from bot.mail_settings import MailServer
from bot.networks.mail.sending import Mail
from casework.roles import Role
from tests.mail.server import Relay
from tests.mail.stories import MAILBOX, with_mail
from tests.overheard import listening
from tests.provision import databases
from tests.table import Table, a_table


@pytest.fixture
def relay() -> Iterator[Relay]:
    """A mail server for one test."""
    started = Relay()
    started.start()
    yield started
    started.stop()


@pytest.fixture
async def mailed(tmp_path: Path, relay: Relay) -> AsyncIterator[Table]:
    """A mother and a teacher in a case, in a municipality that sends mail."""
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    table = await a_table(databases.sqlite_url(tmp_path), keys_url)
    server = MailServer(host="127.0.0.1", port=relay.port, tls=False)
    with_mail(table, Mail(server, MAILBOX, table.clock))
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    await table.seat("kati", "Kati Kask", case, Role.PARENT)
    await table.seat("jaan", "Jaan Jõgi", case, Role.CLASS_TEACHER)
    with listening(table) as ear:
        yield table
        await ear.look_behind_links()
    await table.database.close()
    assert not ear.leaks, "\n".join(ear.leaks)
