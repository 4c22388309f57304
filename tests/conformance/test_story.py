"""A whole small world through bad weather: what is promised holds for everybody."""

import asyncio

import aiohttp
import pytest

from tests.conformance.conftest import Raw
from tests.telegram_server.invites import CannotJoin
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld


async def test_in_bad_weather_what_people_see_is_what_was_done(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    world.faults.at_random(seed=3, chance=0.1)
    told_done, told_nothing, told_no = 0, 0, 0
    for number in range(60):
        world.advance(2)
        try:
            answer = await raw("sendMessage", chat_id=mari.id, text=str(number))
        except (aiohttp.ClientError, ValueError):
            told_nothing += 1
        else:
            told_done += answer["ok"]
            told_no += not answer["ok"]
    assert min(told_done, told_nothing, told_no) > 0
    seen = mari.texts()
    assert told_done < len(seen) < 60 - told_no
    assert len(set(seen)) == len(seen)


async def test_updates_come_twice_in_bad_weather(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    world.faults.at_random(seed=3, chance=0.2)
    for number in range(40):
        mari.send(str(number))
    ids: list[int] = []
    offset = 0
    while found := await raw.updates(offset=offset, limit=10):
        ids += [update["update_id"] for update in found]
        offset = max(ids) + 1
    assert len(set(ids)) == 40 < len(ids)


async def test_a_poller_that_dies_leaves_the_line_free(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    dying = asyncio.create_task(raw.updates(timeout=50))
    await world.until(lambda: world.polling.is_open)
    dying.cancel()
    await asyncio.gather(dying, return_exceptions=True)
    await world.until(lambda: not world.polling.is_open)
    mari.send("tere")
    assert len(await raw.updates(timeout=50)) == 1


async def test_a_poll_closes_by_itself(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    poll = {"question": "Millal?", "options": ["E", "T"], "open_period": 60}
    await raw("sendPoll", chat_id=mari.id, **poll)
    mari.vote(mari.last(), "E")
    world.advance(60)
    told = [update["poll"] for update in await raw.updates() if "poll" in update]
    assert [poll["is_closed"] for poll in told] == [False, True]
    assert told[-1]["options"][0]["voter_count"] == 1
    assert not [update for update in await raw.updates() if "poll_answer" in update]


async def test_who_asks_to_join_can_be_written_to_for_five_minutes(
    world: TelegramWorld, raw: Raw, mari: Person, jaan: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, bot="admin")
    jaan.join(group.invite_link(by_request=True))
    say = {"chat_id": jaan.id, "text": "Kes Te olete?"}
    world.advance(299)
    assert (await raw("sendMessage", **say))["ok"]
    world.advance(1)
    assert (await raw("sendMessage", **say))["error_code"] == 403


async def test_a_bot_that_may_not_invite_is_not_asked(
    world: TelegramWorld, mari: Person, jaan: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari)
    group.promote(world.bot, "pin_messages")
    world.updates.clear()
    jaan.join(group.invite_link(by_request=True))
    assert world.updates.waiting() == []
    assert not group.member(jaan).present


async def test_a_link_that_is_late_full_or_revoked_lets_nobody_in(
    world: TelegramWorld, raw: Raw, mari: Person, kati: Person, jaan: Person
) -> None:
    group = world.supergroup("Meeskond", owner=mari, bot="admin")
    late = {"expire_date": world.clock.stamp() + 60}
    urls = []
    for given in (late, {"member_limit": 1}, {}):
        made = await raw("createChatInviteLink", chat_id=group.id, **given)
        urls.append(made["result"]["invite_link"])
    world.advance(60)
    kati.join(urls[1])
    await raw("revokeChatInviteLink", chat_id=group.id, invite_link=urls[2])
    for url in urls:
        with pytest.raises(CannotJoin):
            jaan.join(url)
    assert not group.member(jaan).present
