"""A network that never answers: nobody sends twice what one process is still sending."""

import asyncio
from datetime import timedelta

import pytest

from bot import carrying
from bot.text import Sending
from casework.notices import Apologise
from storage.posting import LEASE
from tests.table import Table

pytestmark = pytest.mark.breaks_off


def test_a_sending_is_broken_off_well_before_another_may_take_it_over() -> None:
    assert carrying.LONGEST + timedelta(seconds=10) <= LEASE


async def test_what_hung_is_sent_again_when_the_network_answers(
    table: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    person = await table.manager("mari", "Mari Maasikas")
    network = table.assistant.parts.networks[0]

    async def hangs(_self: object, _sending: Sending) -> str:
        await asyncio.Event().wait()
        raise AssertionError("never answered")

    async with table.database.transaction(table.clock()) as tx:
        await tx.outbox.add(Apologise(to=person.id))
    with monkeypatch.context() as broken:
        broken.setattr(type(network), "send", hangs)
        broken.setattr(carrying, "LONGEST", timedelta(milliseconds=1))
        await table.assistant.settle()
    assert table.texts("mari") == []

    await table.wait(seconds=10)

    assert len(table.texts("mari")) == 1
