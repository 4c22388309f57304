"""Transactions: whole or not at all, and what the database says no with."""

import asyncio
import sqlite3
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from casework.cases import MemberState
from casework.ids import PersonId, new_id
from casework.people import Person
from storage.conflicts import Conflict, Unavailable
from storage.database import Database
from storage.keys import MasterKeys
from storage.sealing import SealBroken
from tests.builders import a_manager_of

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def a_person(name: str = "Kati Kask") -> Person:
    return Person(id=PersonId(new_id()), name=name, language="et", official=False)


async def keep(database: Database, person: Person) -> None:
    async with database.transaction(NOW) as tx:
        await tx.people.keep(person)


def everything_in(folder: Path) -> bytes:
    return b"".join(file.read_bytes() for file in folder.iterdir())


async def test_what_was_kept_is_read_again(database: Database) -> None:
    kati = a_person()
    await keep(database, kati)

    async with database.reading(NOW) as tx:
        assert await tx.people.get(kati.id) == kati


async def test_a_failed_turn_keeps_nothing(database: Database) -> None:
    kati = a_person()

    async def fail_half_way() -> None:
        async with database.transaction(NOW) as tx:
            await tx.people.keep(kati)
            raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        await fail_half_way()

    async with database.reading(NOW) as tx:
        assert await tx.people.find(kati.id) is None


async def test_two_turns_that_change_the_same_thing_do_not_lose_either(
    database: Database,
) -> None:
    kati = a_person()
    await keep(database, kati)
    here, there = asyncio.Event(), asyncio.Event()

    async def change(mine: asyncio.Event, other: asyncio.Event, phone: str) -> None:
        async with database.transaction(NOW) as tx:
            read = await tx.people.get(kati.id)
            mine.set()
            if database.engine.dialect.name == "postgresql":
                await other.wait()
            await tx.people.keep(replace(read, phone=read.phone + phone))

    done = await asyncio.gather(
        change(here, there, "1"), change(there, here, "2"), return_exceptions=True
    )

    refused = [result for result in done if isinstance(result, Conflict)]
    async with database.reading(NOW) as tx:
        kept = (await tx.people.get(kati.id)).phone
    assert len(kept) == 2 - len(refused)


async def test_nothing_personal_stands_in_the_file(tmp_path: Path) -> None:
    url = f"sqlite+aiosqlite:///{tmp_path / 'umarlaud.db'}"
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    database = Database.at(url, keys_url, MasterKeys({1: b"k" * 32}))
    await database.prepare()
    await database.create_tables()
    kati = replace(a_person("Kati Kask"), phone="5551 2345", email="kati@kodu.example")
    async with database.transaction(NOW) as tx:
        await tx.people.keep(kati)
        await tx.addresses.bind("telegram", "987654321", kati.id)
    await database.close()

    held = everything_in(tmp_path)

    assert b"people" in held
    for secret in ("Kati", "Kask", "5551 2345", "kodu.example", "987654321"):
        assert secret.encode() not in held


async def test_a_text_moved_to_another_row_is_refused(database: Database) -> None:
    kati, oleg = a_person("Kati"), a_person("Oleg")
    await keep(database, kati)
    await keep(database, oleg)
    async with database.engine.begin() as connection:
        await connection.exec_driver_sql(
            "UPDATE people SET sealed = (SELECT p.sealed FROM people p "
            "WHERE p.id <> people.id)"
        )

    with pytest.raises(SealBroken):
        async with database.reading(NOW) as tx:
            await tx.people.get(kati.id)


async def test_a_locked_database_says_that_it_cannot_be_used_now(
    tmp_path: Path,
) -> None:
    path = tmp_path / "umarlaud.db"
    database = Database.at(
        f"sqlite+aiosqlite:///{path}?timeout=0.05",
        f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}",
        MasterKeys({1: b"k" * 32}),
    )
    await database.prepare()
    await database.create_tables()
    async with database.engine.connect() as connection:
        raw = await connection.get_raw_connection()
        await raw.driver_connection.execute("PRAGMA busy_timeout=50")
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")

    with pytest.raises(Unavailable):
        await keep(database, a_person())
    holder.close()
    await keep(database, a_person())
    await database.close()


async def test_one_case_has_one_active_case_manager(database: Database) -> None:
    first, second = a_manager_of(), a_manager_of()
    second = replace(second, case=first.case)
    async with database.transaction(NOW) as tx:
        await tx.members.keep(first)

    with pytest.raises(Conflict):
        async with database.transaction(NOW + timedelta(seconds=1)) as tx:
            await tx.members.keep(second)


async def test_who_comes_and_goes_is_seen_in_the_same_transaction(
    database: Database,
) -> None:
    member = a_manager_of()
    asked = (member.person, member.case)
    async with database.transaction(NOW) as tx:
        assert await tx.members.in_case(*asked) is None
        await tx.members.keep(member)
        assert await tx.members.in_case(*asked) == member
        await tx.members.keep(replace(member, state=MemberState.LEFT))
        assert await tx.members.in_case(*asked) is None
