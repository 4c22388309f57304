"""What goes wrong between us and Telegram, and that nobody misses anything by it."""

from contextlib import suppress
from typing import Any

import pytest
from sqlalchemy import event

from bot.networks.telegram.errors import CallFailed, Why
from bot.networks.telegram.polling import rest
from storage.conflicts import Unavailable
from tests.phones.telegram import ByPolling, TelegramPhones
from tests.table import Table
from tests.telegram_server.faults import POISON
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld


def helped(person: Person) -> int:
    return len(
        [text for text in person.texts() if "keeps a child's network together" in text]
    )


async def test_a_flood_pauses_everything_and_loses_nothing(
    chats: Table, world: TelegramWorld, kati: Person, mari: Person
) -> None:
    world.faults.flood(9, method="sendMessage")
    kati.send("/help")
    mari.send("/help")
    began = world.clock.now()
    await chats.phones.look(chats)
    await chats.wait(seconds=30)
    assert (helped(kati), helped(mari)) == (1, 1)
    refused = [c for c in world.calls_of("sendMessage") if c.outcome != "ok"]
    first = world.calls_of("sendMessage")[-1].at
    assert len(refused) <= 2
    assert (first - began).total_seconds() >= 9


@pytest.mark.parametrize("fault", ["bad_gateway", "lose_call"])
async def test_a_question_that_may_not_have_arrived_is_sent_again(
    chats: Table, world: TelegramWorld, kati: Person, fault: str
) -> None:
    getattr(world.faults, fault)("sendMessage")
    kati.send("/help")
    await chats.phones.look(chats)
    await chats.wait(seconds=30)
    assert helped(kati) == 1


async def test_a_question_whose_answer_was_lost_comes_twice_rather_than_never(
    chats: Table, world: TelegramWorld, kati: Person
) -> None:
    world.faults.drop_answer("sendMessage")
    kati.send("/help")
    await chats.phones.look(chats)
    await chats.wait(seconds=30)
    assert helped(kati) == 2


async def test_a_repeated_update_is_handled_once(
    chats: Table, world: TelegramWorld, kati: Person
) -> None:
    kati.send("/help")
    world.updates.repeat(world.updates.waiting()[-1])
    await chats.phones.look(chats)
    assert helped(kati) == 1


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_what_could_not_be_stored_is_brought_again(
    chats: Table, world: TelegramWorld, phones: TelegramPhones, kati: Person
) -> None:
    only_to_read = ["ON"]

    def taken(connection: Any, *_: object) -> None:
        connection.cursor().execute(f"PRAGMA query_only={only_to_read[-1]}")

    event.listen(chats.database.engine.sync_engine, "checkout", taken)
    kati.send("/help")
    assert phones.way is not None
    with suppress(Unavailable):  # polling says so; a webhook is called again
        await phones.way.bring()
    only_to_read.append("OFF")

    world.advance(60)
    await chats.phones.look(chats)

    assert helped(kati) == 1


@pytest.mark.parametrize("name", sorted(POISON))
async def test_an_odd_update_stops_nothing(
    chats: Table, world: TelegramWorld, kati: Person, name: str
) -> None:
    odd = kati.send("words of an odd update")
    world.updates.clear()
    world.poison(name, odd)
    kati.send("/help")
    await chats.phones.look(chats)
    await chats.wait(seconds=5)
    assert helped(kati) == 1
    async with chats.database.reading(chats.clock()) as tx:
        aside = await tx.inbox.aside()
        assert await tx.inbox.waiting(10) == []
    assert {why for *_, why in aside} <= {"OddUpdate"}
    # The server saw by itself that it handed out something odd.
    assert all(f.startswith("server: answer to getUpdates") for f in world.failures)
    world.failures.clear()


async def test_updates_that_start_from_a_lower_number_are_heard(
    chats: Table, world: TelegramWorld, phones: TelegramPhones, kati: Person
) -> None:
    await chats.say("kati", "/help")
    world.updates.jump(17)
    await chats.say("kati", "/help")
    assert helped(kati) == 2


async def test_another_poller_or_a_bad_token_is_an_error_with_a_name(
    chats: Table, world: TelegramWorld, phones: TelegramPhones
) -> None:
    assert isinstance(phones.way, ByPolling)
    for code, words, why in (
        (409, "Conflict: terminated by other getUpdates request", Why.CONFLICT),
        (401, "Unauthorized", Why.BAD_TOKEN),
        (502, "Bad Gateway", Why.DOWN),
    ):
        world.faults.fail(code, words, method="getUpdates")
        with pytest.raises(CallFailed) as failed:
            await phones.way.polling.once()
        assert failed.value.why is why
        assert world.bot.token not in repr(failed.value) + str(failed.value.__cause__)


def test_the_rests_between_failures_grow_to_half_a_minute() -> None:
    assert [rest(n) for n in (1, 2, 3, 9, 99)] == [1, 2, 4, 30, 30]


async def test_words_beyond_the_basic_plane_arrive_whole(
    chats: Table, kati: Person, mari: Person
) -> None:
    await chats.say("kati", "🧩" * 2048)
    await chats.press("kati", "Yes, pass it on")
    await chats.say("mari", "/tasks")
    await chats.press("mari", chats.labels("mari")[0])
    assert sum(text.count("🧩") for text in mari.texts()) == 2048


async def test_forged_callback_data_of_the_longest_kind_is_refused(
    chats: Table, kati: Person
) -> None:
    await chats.say("kati", pressed="õ" * 32)
    assert chats.last("kati") == "This is not available to you."
