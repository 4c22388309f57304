"""How fast the bot may send and edit."""

from tests.conformance.conftest import Raw
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld


async def test_one_a_second_with_short_bursts(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    for number in range(5):
        assert (await raw("sendMessage", chat_id=mari.id, text=str(number)))["ok"]
    for number in range(60):
        world.advance(1)
        sent = await raw("sendMessage", chat_id=mari.id, text=str(number))
        assert sent["ok"] == (number >= 4)
    assert world.floods.refused == 4


async def test_twenty_a_minute_in_a_group_edits_counted(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    group = world.group("Meeskond", owner=mari)
    sent = (await raw("sendMessage", chat_id=group.id, text="0"))["result"]
    where = {"chat_id": group.id, "message_id": sent["message_id"]}
    for number in range(1, 20):
        world.advance(1)
        assert (await raw("editMessageText", **where, text=str(number)))["ok"]
    world.advance(1)
    flood = await raw("sendMessage", chat_id=group.id, text="21")
    assert flood["description"] == "Too Many Requests: retry after 40"
    assert flood["parameters"] == {"retry_after": 40}
    world.advance(40)
    assert (await raw("sendMessage", chat_id=group.id, text="21"))["ok"]


async def test_thirty_a_second_overall(world: TelegramWorld, raw: Raw) -> None:
    people = [world.user(f"P{number}", started=True) for number in range(31)]
    answers = [
        (await raw("sendMessage", chat_id=person.id, text="tere"))["ok"]
        for person in people
    ]
    assert answers == [True] * 30 + [False]
    world.advance(1)
    assert (await raw("sendMessage", chat_id=people[30].id, text="tere"))["ok"]


async def test_a_refused_call_does_not_count(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    for number in range(5):
        await raw("sendMessage", chat_id=mari.id, text=str(number))
    for _ in range(10):
        assert not (await raw("sendMessage", chat_id=mari.id, text="liiga"))["ok"]
    world.advance(5)
    assert (await raw("sendMessage", chat_id=mari.id, text="5"))["ok"]


async def test_a_world_without_floods() -> None:
    world = TelegramWorld(floods=False)
    mari = world.user("Mari", started=True)
    for _ in range(100):
        world.floods.take(mari.private_chat)
    assert world.floods.refused == 0
