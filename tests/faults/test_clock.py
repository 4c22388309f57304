"""The clock goes an hour ahead and back: nothing that was under way waits that hour."""

from datetime import timedelta

import pytest

from bot.app import Assistant
from bot.networks.console import Console
from bot.ports import DeliveryFailed
from casework.notices import Apologise
from handlers.incoming import Incoming
from storage.parcels import Start
from storage.posting import LEASE
from tests.table import MONDAY, Table

AHEAD = MONDAY + timedelta(hours=1)


async def apologise(table: Table) -> None:
    person = await table.manager("mari", "Mari Maasikas")
    async with table.database.transaction(table.clock()) as tx:
        await tx.outbox.add(Apologise(to=person.id))


async def taken(table: Table) -> None:
    """Let a carrier take what is due, and be killed before it has sent it."""
    now = table.clock()
    async with table.database.transaction(now) as tx:
        parcels = await tx.outbox.due(now, 1)
        starts = [Start(parcel, "console", []) for parcel in parcels]
        await tx.outbox.start(starts, "another", now)


async def test_what_was_being_sent_while_the_clock_was_ahead_is_sent_after_a_lease(
    table: Table,
) -> None:
    table.clock.set(AHEAD)
    await apologise(table)
    await taken(table)
    table.clock.set(MONDAY, back=True)

    # Whoever is sending it still has a whole lease to end.
    await table.until(MONDAY + LEASE - timedelta(seconds=1))
    assert table.texts("mari") == []
    await table.until(MONDAY + LEASE)

    assert len(table.texts("mari")) == 1


async def test_a_running_program_notices_that_its_clock_went_back(
    table: Table,
) -> None:
    await table.settle()
    table.clock.set(AHEAD)
    await table.settle()
    await apologise(table)
    table.clock.set(MONDAY, back=True)

    await table.settle()

    assert len(table.texts("mari")) == 1


async def test_a_retry_put_off_while_the_clock_was_ahead_is_made_now(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object) -> str:
        raise DeliveryFailed("flood", retry_after=30)

    table.clock.set(AHEAD)
    with monkeypatch.context() as broken:
        broken.setattr(Console, "send", away)
        await apologise(table)
        await table.settle()
    table.clock.set(MONDAY, back=True)

    await table.settle()

    assert len(table.texts("mari")) == 1


async def test_what_came_in_while_the_clock_was_ahead_is_answered_now(
    table: Table,
) -> None:
    await table.manager("mari", "Mari Maasikas")
    table.clock.set(AHEAD)
    await table.assistant.receive(
        Incoming(network="console", key="1", address="mari", text="/help")
    )
    table.clock.set(MONDAY, back=True)
    table.assistant = Assistant(table.assistant.parts)

    await table.settle()

    assert len(table.texts("mari")) == 1


async def test_what_is_meant_for_later_stays_for_later(table: Table) -> None:
    person = await table.manager("mari", "Mari Maasikas")
    table.clock.set(AHEAD)
    async with table.database.transaction(AHEAD) as tx:
        later = AHEAD + timedelta(hours=3)
        await tx.outbox.add(Apologise(to=person.id), later)
    table.clock.set(MONDAY, back=True)

    await table.until(later - timedelta(seconds=1))
    assert table.texts("mari") == []
    await table.until(later)

    assert len(table.texts("mari")) == 1
