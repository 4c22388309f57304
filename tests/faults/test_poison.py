"""What always fails stands aside, is reported, and holds up nobody else."""

from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

import bot.packing
import bot.postman
from bot.networks.console import Console
from bot.ports import DeliveryFailed
from bot.postman import NETWORK_TRIES, TRIES
from casework.cases import Case
from casework.notices import Apologise
from handlers import dispatch, due
from handlers.incoming import Said
from handlers.turn import Turn
from storage.conflicts import Conflict
from storage.posting import Post
from tests.table import CODE, Table

pytestmark = pytest.mark.breaks_off


async def boom(_turn: Turn, _said: Said) -> None:
    raise ZeroDivisionError


async def states(table: Table) -> list[Any]:
    async with table.database.engine.connect() as connection:
        rows = await connection.exec_driver_sql("SELECT state FROM outbox ORDER BY id")
        return list(rows.scalars())


async def test_a_broken_handler_sets_one_thing_aside_and_goes_on(
    network: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setitem(dispatch.COMMANDS, "status", boom)
        await network.say("kati", "/status")
        assert "nothing you wrote is lost" in network.last("kati").lower()
    await network.say("kati", "/help")
    assert "no more messages" in network.last("kati").lower()

    async with network.database.transaction(network.clock()) as tx:
        ((number, _, _, why),) = await tx.inbox.aside()
        assert why == "ZeroDivisionError"
        assert await tx.inbox.retry(number)
    await network.assistant.settle()

    assert "K7-4F2Q" in network.last("kati")
    async with network.database.reading(network.clock()) as tx:
        assert await tx.inbox.aside() == []


async def test_a_message_that_cannot_be_worded_is_given_up_and_holds_up_nobody(
    network: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    right = bot.packing.word

    def word(message: Any, *voice: Any) -> Any:
        if isinstance(message, Apologise):
            raise KeyError("no words")
        return right(message, *voice)

    monkeypatch.setattr(bot.packing, "word", word)
    async with network.database.transaction(network.clock()) as tx:
        await tx.outbox.add(Apologise(to=network.people["kati"].id))
    await network.say("jaan", "/help")
    assert "no more messages" in network.last("jaan").lower()

    for _ in range(TRIES):
        await network.wait(minutes=10)
    await network.say("kati", "/help")

    assert "no more messages" in network.last("kati").lower()
    assert (await states(network))[0] == Post.FAILED


async def test_a_message_whose_consequences_fail_is_still_said_once(
    network: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def delivered(*_: Any) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(bot.postman, "delivered", delivered)
    await network.say("kati", "/help")
    await network.wait(days=1)

    assert await states(network) == [Post.SENT]


async def test_a_network_that_breaks_is_tried_again_and_not_for_ever(
    network: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried = []

    async def send(_console: Console, sending: Any) -> str:
        tried.append(sending.id)
        raise DeliveryFailed("no route " * 30)

    monkeypatch.setattr(Console, "send", send)
    await network.say("kati", "/help")
    await network.until(network.clock() + timedelta(days=3))

    assert tried.count(tried[0]) == NETWORK_TRIES
    assert (await states(network))[0] == Post.FAILED


async def test_what_others_changed_meanwhile_is_looked_at_again_at_once(
    network: Table, monkeypatch: pytest.MonkeyPatch
) -> None:
    tried: list[Case] = []

    async def wake(turn: Turn, case: Case) -> None:
        tried.append(case)
        if len(tried) == 1:
            raise Conflict
        await turn.tx.cases.keep(replace(case, wake_at=None))

    monkeypatch.setitem(due.WAKES, "cases", wake)
    async with network.database.transaction(network.clock()) as tx:
        (case,) = [c for c in await tx.cases.where() if c.code == CODE]
        await tx.cases.keep(replace(case, wake_at=network.clock()))
    await network.settle()

    assert len(tried) == 2, "no time had to pass"
