"""Threat 19: what stands in the journal is not altered, taken out or cut off unseen."""

from uuid import uuid4

import pytest
from sqlalchemy import text

from casework.cases import CaseOpened
from casework.ids import CaseId
from storage import chain
from storage.database import Database
from tests.builders import NOW

ONE, OTHER = CaseId(uuid4()), CaseId(uuid4())


@pytest.fixture
async def written(database: Database) -> Database:
    """A journal of two cases, written over several transactions."""
    for _ in range(3):
        async with database.transaction(NOW) as tx:
            for case in (ONE, OTHER, ONE):
                await tx.journal.add(CaseOpened(at=NOW, case=case))
    return database


async def altered(database: Database, statement: str) -> list[tuple[object, ...]]:
    async with database.engine.begin() as connection:
        assert (await connection.execute(text(statement))).rowcount
    found = await chain.broken(database.engine, database.keys)
    return [(each.owner, each.number, each.cut) for each in found]


async def test_what_nobody_touched_is_whole(written: Database) -> None:
    assert await chain.broken(written.engine, written.keys) == []


@pytest.mark.parametrize(
    ("statement", "number", "cut"),
    [
        ("DELETE FROM journal WHERE id = 4", 3, False),
        ("DELETE FROM journal WHERE id = 9", 6, True),
        ("UPDATE journal SET kind = 'CaseClosed' WHERE id = 6", 4, False),
        ("UPDATE journal SET at = '2026-11-22 07:00:00' WHERE id = 6", 4, False),
        ("UPDATE journal SET sealed = link WHERE id = 6", 4, False),
        ("UPDATE journal SET number = 20 WHERE id = 4", 3, False),
    ],
    ids=["taken out", "cut off", "another kind", "another day", "other words", "order"],
)
async def test_what_was_altered_is_found(
    written: Database, statement: str, number: int, cut: bool
) -> None:
    assert await altered(written, statement) == [(ONE, number, cut)]


async def test_an_end_moved_back_to_hide_the_last_line_is_found(
    written: Database,
) -> None:
    earlier = "(SELECT link FROM journal WHERE id = 7)"
    async with written.engine.begin() as connection:
        await connection.execute(text("DELETE FROM journal WHERE id = 9"))

    found = await altered(
        written,
        f"UPDATE journal_ends SET number = 5, link = {earlier} WHERE number = 6",  # noqa: S608 - ours
    )

    assert [owner for owner, *_ in found] == [ONE]


async def test_a_whole_chain_taken_out_is_found(written: Database) -> None:
    found = await altered(written, "DELETE FROM journal WHERE number IN (1, 2, 3)")

    assert OTHER in {owner for owner, *_ in found}
