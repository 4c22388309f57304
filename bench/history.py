"""What grows with ten years of history: `python -m bench.history [--cases N] [years …]`.

The same cases with one year of weekly answers and with ten, and with what the inbox and
the outbox keep of them. In milliseconds of processor; what is asked of the database must
cost the same. Nothing is let go here, as if the municipality had set no schedule.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import insert, select

from bench._town import WEEKS, build
from casework.outcome import Lane
from casework.roles import Role
from storage.inbox import Came
from storage.posting import Post
from storage.tables import InboxRow, MemberRow, OutboxRow
from tests.asked import begin_rhythm
from tests.provision import databases
from tests.table import Table, a_table, at

CASES = 40
YEARS = (1, 10)
RUNS = 7
_A_WEEK = 5
"""Rows that a week of one member leaves in the outbox, and in the inbox."""
LABELS = ("Hard", "I manage", "Yes")
ASKED, DIGEST = at("2026-11-29 18:00"), at("2026-11-30 08:31")


def main(arguments: Sequence[str] = ()) -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="bench.history")
    parser.add_argument("--cases", type=int, default=CASES)
    parser.add_argument("years", type=int, nargs="*", default=YEARS)
    wish = parser.parse_args(arguments)
    for years in wish.years:
        asyncio.run(_measure(wish.cases, years))


async def _measure(cases: int, years: int) -> None:
    with tempfile.TemporaryDirectory(prefix="umarlaud-") as name:
        folder = Path(name)
        keys_url = f"sqlite+aiosqlite:///{folder / 'keys.db'}"
        table = await a_table(databases.sqlite_url(folder), keys_url)
        await build(table, cases, weeks=WEEKS * years)
        rows = await _settle_all(table, years)
        print(f"{years} year(s) of {cases} cases: {rows} settled messages each way")
        await _seat_a_parent(table)
        await table.say("mari", "/start")
        await _print("/status, all cases", lambda: table.say("mari", "/status"))
        await _print("/status, one case", lambda: table.say("mari", "/status 000001"))
        await _print("a look with nothing due", table.assistant.settle)
        await _print("the claim of eight", lambda: _claim(table))
        await begin_rhythm(table, "kati")
        await _once("the prompt of a week", table, ASKED)
        labels = iter(LABELS)
        await _print(
            "an answer", lambda: table.press("kati", next(labels)), len(LABELS)
        )
        await table.until(DIGEST - timedelta(minutes=2))
        await _once("the Monday digest", table, DIGEST)
        await table.database.close()


async def _settle_all(table: Table, years: int) -> int:
    """Put into the outbox and the inbox what years of answers leave there."""
    now = table.clock()
    async with table.database.transaction(now) as tx:
        session = tx._session  # noqa: SLF001 - a benchmark may look inside
        found = await session.rows(select(MemberRow.person_id))
        people = [row.person_id for row in found if row.person_id is not None]
        for week in range(1, WEEKS * years + 1):
            then = now - timedelta(weeks=week)
            both = [_settled(p, then) for p in people for _ in range(_A_WEEK)]
            await session.change_all(insert(OutboxRow), [sent for sent, _ in both])
            await session.change_all(insert(InboxRow), [came for _, came in both])
    return len(people) * _A_WEEK * WEEKS * years


def _settled(person: UUID, then: datetime) -> tuple[dict[str, Any], dict[str, Any]]:
    ref, queue = uuid4(), f"p:{person}"
    moments = ("made_at", "due_at", "retry_at", "lease_until", "ended_at")
    sent = {
        "ref": ref,
        "owner_id": person,
        "queue": queue,
        "lane": Lane.PROMPT,
        "kind": "PromptQuestion",
        "person_id": person,
        "state": Post.SENT,
        "attempts": 1,
        "network": "console",
        "message_ref": str(ref),
        **dict.fromkeys(moments, then),
    }
    came = {
        "ref": ref,
        "network": "console",
        "key": str(ref),
        "queue": queue,
        "state": Came.HANDLED,
        "received_at": then,
        "handled_at": then,
    }
    return sent, came


async def _seat_a_parent(table: Table) -> None:
    """Let the mother of the first case be reached who has answered all those years."""
    now = table.clock()
    async with table.database.transaction(now) as tx:
        (case,) = [c for c in await tx.cases.where() if c.code == "000000"]
        (mother,) = [
            m for m in await tx.members.of_case(case.id) if m.role is Role.PARENT
        ]
        person = replace(await tx.people.get(mother.person), language="en")
        await tx.people.keep(person)
        await tx.addresses.bind("console", "kati", person.id)
    table.people["kati"], table.members["kati"] = person, mother


async def _claim(table: Table) -> None:
    async with table.database.transaction(table.clock()) as tx:
        await tx.outbox.due(table.clock(), 8)


async def _once(what: str, table: Table, moment: datetime) -> None:
    began = time.process_time()
    await table.until(moment)
    print(f"  {what}: {1000 * (time.process_time() - began):.0f} ms")


async def _print(
    what: str, do: Callable[[], Awaitable[object]], runs: int = RUNS
) -> None:
    taken = []
    for _ in range(runs):
        began = time.process_time()
        await do()
        taken.append(1000 * (time.process_time() - began))
    print(f"  {what}: {median(taken):.1f} ms")


if __name__ == "__main__":
    main(sys.argv[1:])
