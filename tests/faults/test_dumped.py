"""What PostgreSQL's own tools copy of a database tells nobody anything (threat 15)."""

import subprocess
from pathlib import Path

from sqlalchemy import make_url

from casework.disclosure import Audience
from casework.roles import Role
from tests import happened
from tests.asked import change_person, work_on
from tests.provision import databases, postgres
from tests.table import Table, a_table, at

SAID = ("Kati Kask", "5551 2345", "kodu.example", "canary-goal", "canary-answer")
"""A name, a telephone, an address, the plan, words."""
WRITTEN = "canary-obstacle"
AT = "chat-of-kati"


async def story(table: Table) -> None:
    """Kati is in a network, where something is known of her, and writes."""
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    await table.seat(AT, "Kati Kask", case, Role.PARENT)
    await change_person(table, AT, phone="5551 2345", email="kati@kodu.example")
    await work_on(table, AT, "canary-goal")
    said = happened.an_answer(
        table.members[AT], at("2026-11-20 19:00"), "canary-answer", Audience.MANAGER
    )
    await happened.keep(table, said)
    await table.say(AT, WRITTEN)
    await table.say("mari", "/summary")


def dumped(url: str) -> bytes:
    plain = make_url(url).set(drivername="postgresql")
    where = plain.render_as_string(hide_password=False)
    return subprocess.run(  # noqa: S603 - PostgreSQL's own program, on a database of ours
        [postgres.dumping(), where], capture_output=True, check=True
    ).stdout


async def test_a_dump_by_postgresql_shows_nothing_that_anybody_said(
    postgresql_server: str, tmp_path: Path
) -> None:
    url = await databases.make_laid(postgresql_server)
    table = await a_table(url, f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}")
    await story(table)

    held = dumped(url)
    await table.database.close()
    await databases.drop(postgresql_server, url)

    assert str(table.people[AT].id).encode() in held
    for secret in (*SAID, WRITTEN, AT):
        for kept in (secret.encode(), secret.encode().hex().encode()):
            assert kept not in held, secret
