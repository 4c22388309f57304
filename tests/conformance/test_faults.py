"""Faults on demand: each does what it says, and the clients feel it."""

import asyncio

import aiohttp
import pytest

from tests.conformance.clients import Client, Refused
from tests.conformance.conftest import Raw
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld


async def test_the_next_call_fails_as_told(
    world: TelegramWorld, client: Client, mari: Person
) -> None:
    world.faults.fail(500, "Internal Server Error", method="sendMessage", times=2)
    world.faults.flood(35, method="sendMessage")
    found = []
    for _ in range(3):
        with pytest.raises(Refused) as caught:
            await client.call("sendMessage", chat_id=mari.id, text="tere")
        found.append((caught.value.code, caught.value.retry_after))
    assert found == [(500, None), (500, None), (429, 35)]
    await client.call("sendMessage", chat_id=mari.id, text="tere")
    assert mari.texts() == ["tere"]


async def test_done_but_the_answer_is_lost(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    world.faults.drop_answer("sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await raw("sendMessage", chat_id=mari.id, text="tere")
    assert mari.texts() == ["tere"]


async def test_lost_before_it_is_done(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    world.faults.lose_call("sendMessage")
    with pytest.raises(aiohttp.ClientError):
        await raw("sendMessage", chat_id=mari.id, text="tere")
    assert mari.texts() == []


@pytest.mark.parametrize("done", [True, False])
async def test_an_answer_that_never_comes(
    world: TelegramWorld, raw: Raw, mari: Person, done: bool
) -> None:
    fault = world.faults.hang("sendMessage", done=done)
    hanging = asyncio.create_task(raw("sendMessage", chat_id=mari.id, text="tere"))
    await world.until(lambda: fault.met)
    await raw("getMe")
    assert not hanging.done()
    assert mari.texts() == (["tere"] if done else [])
    hanging.cancel()
    await asyncio.gather(hanging, return_exceptions=True)


async def test_a_slow_call_takes_the_worlds_time(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    fault = world.faults.slow(30, "sendMessage")
    slow = asyncio.create_task(raw("sendMessage", chat_id=mari.id, text="tere"))
    await world.until(lambda: fault.met)
    await raw("getMe")
    assert mari.texts() == []
    world.advance(30)
    assert (await slow)["ok"]


async def test_a_proxy_in_between(
    world: TelegramWorld, client: Client, raw: Raw, mari: Person
) -> None:
    world.faults.bad_gateway("getMe")
    with pytest.raises(aiohttp.ContentTypeError):
        await raw("getMe")
    world.faults.garble("getMe")
    with pytest.raises(ValueError, match=r"delimiter|Unterminated"):
        await raw("getMe")


async def test_faults_for_any_method_leave_the_poll_alone(
    world: TelegramWorld, raw: Raw
) -> None:
    world.faults.fail(500, "Internal Server Error")
    assert (await raw("getUpdates"))["ok"]
    assert not (await raw("getMe"))["ok"]


async def test_an_update_comes_twice(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    mari.send("tere")
    update = world.updates.waiting()[0]
    await raw.updates(offset=update.id + 1)
    world.updates.repeat(update)
    again = await raw.updates(offset=update.id + 1)
    assert [u["update_id"] for u in again] == [update.id]
    assert await raw.updates(offset=update.id + 1) == []


async def test_updates_come_out_of_order(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    for number in range(9):
        mari.send(str(number))
    world.updates.shuffle(seed=1)
    ids = [u["update_id"] for u in await raw.updates()]
    assert ids != sorted(ids)


POISONED = r"sender_user_name|story|status|message|str|_ChatBase"


@pytest.mark.parametrize(
    "name", ["hidden_user", "empty_story", "unknown_status", "not_an_object"]
)
async def test_poison_is_something_a_library_cannot_read(
    world: TelegramWorld, client: Client, mari: Person, name: str
) -> None:
    update = world.poison(name, mari.send("tere"))
    assert update is not None
    if name == "unknown_status" and type(client).__name__ == "Ptb":
        return  # it lets unknown values of a kind through
    with pytest.raises(Exception, match=POISONED):
        client.parse(update.as_json())
    client.leftovers.clear()


async def test_bad_weather_is_the_same_for_the_same_seed(raw: Raw) -> None:
    async def struck(seed: int) -> list[bool]:
        world = TelegramWorld()
        world.faults.at_random(seed, chance=0.2)
        return [world.faults.next_for("sendMessage") is not None for _ in range(50)]

    assert await struck(1) == await struck(1) != await struck(2)
    assert 20 <= sum(await struck(1)) <= 50
