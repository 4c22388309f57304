"""What waits is found by its index, however much has been handled or still waits."""

from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import Delete, Select, Table, text
from sqlalchemy.dialects import sqlite

from storage.database import open_engine
from storage.inbox import WAITING, next_received
from storage.posting import LONGEST, OF_LANE, next_post
from storage.restoring import of_owners, owned_by
from storage.tables import METADATA

OF_ITS_QUEUE = "USING INDEX outbox_queue (queue=? AND lane=?"


async def plan(statement: Select[Any] | Delete, folder: Path) -> str:
    """Return how SQLite goes about a statement."""
    engine = open_engine(f"sqlite+aiosqlite:///{folder / 'empty.db'}")
    compiled = statement.compile(
        dialect=sqlite.dialect(), compile_kwargs={"render_postcompile": True}
    )
    words = str(compiled).replace("?", "1")
    async with engine.begin() as connection:
        await connection.run_sync(METADATA.create_all)
        steps = await connection.execute(text(f"EXPLAIN QUERY PLAN {words}"))
        found = "; ".join(str(step[3]) for step in steps)
    await engine.dispose()
    return found


@pytest.mark.parametrize(
    ("query", "by"),
    [
        (OF_LANE.statement, "outbox_waiting (lane=? AND due_at<?)"),
        (LONGEST.statement, "outbox_longest (due_at<?)"),
        (next_post("sqlite"), "outbox_longest"),
    ],
)
async def test_what_leaves_is_found_among_what_waits(
    tmp_path: Path, query: Select[Any], by: str
) -> None:
    steps = await plan(query, tmp_path)
    assert f"outbox USING INDEX {by}" in steps
    assert "FOR ORDER BY" not in steps
    # Else each message is compared with every other: 5,000 took seconds, every second.
    assert OF_ITS_QUEUE in steps


@pytest.mark.parametrize("query", [WAITING.statement, next_received()])
async def test_what_came_in_is_not_looked_for_among_all_that_ever_came(
    tmp_path: Path, query: Select[Any]
) -> None:
    assert "INDEX inbox_waiting" in await plan(query, tmp_path)


@pytest.mark.parametrize("owned", METADATA.sorted_tables, ids=str)
async def test_what_belongs_to_somebody_erased_is_not_looked_for_among_all_there_is(
    tmp_path: Path, owned: Table
) -> None:
    if owned_by(owned) is not None:
        assert "SCAN" not in await plan(of_owners(owned, [uuid4()]), tmp_path)
