"""How updates reach a polling bot: offsets, expiry, conflicts, both real loops."""

import asyncio
from datetime import timedelta

from aiogram import Bot, Dispatcher, types
from aiogram.client.telegram import TelegramAPIServer
from telegram import Update
from telegram.ext import Application, ContextTypes, MessageHandler, filters
from telegram.request import HTTPXRequest

from tests.conformance.clients import PLAIN, QuickSession
from tests.conformance.conftest import Raw
from tests.telegram_server.people import Person
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

KEYBOARD = {"inline_keyboard": [[{"text": "Jah", "callback_data": "y"}]]}


async def test_what_is_not_confirmed_comes_again(raw: Raw, mari: Person) -> None:
    for number in range(3):
        mari.send(str(number))
    first = await raw.updates(limit=2)
    assert await raw.updates(limit=2) == first
    rest = await raw.updates(offset=first[-1]["update_id"] + 1)
    assert [u["message"]["text"] for u in rest] == ["2"]
    assert await raw.updates() == rest


async def test_a_negative_offset_forgets_the_older_ones(raw: Raw, mari: Person) -> None:
    for number in range(3):
        mari.send(str(number))
    assert [u["message"]["text"] for u in await raw.updates(offset=-1)] == ["2"]
    assert len(await raw.updates()) == 1


async def test_updates_grow_old(world: TelegramWorld, raw: Raw, mari: Person) -> None:
    await raw("sendMessage", chat_id=mari.id, text="?", reply_markup=KEYBOARD)
    mari.press(mari.last(), "Jah")
    mari.send("tere")
    world.advance(149)
    assert len(await raw.updates()) == 2
    world.advance(1)
    assert [list(u)[1] for u in await raw.updates()] == ["message"]
    world.advance(timedelta(hours=24))
    assert await raw.updates() == []


async def test_a_long_poll_ends_with_news_or_with_time(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    waiting = asyncio.create_task(raw.updates(timeout=30))
    await world.until(lambda: world.polling.is_open)
    mari.send("tere")
    found = await waiting
    assert found[0]["message"]["text"] == "tere"
    offset = found[0]["update_id"] + 1
    patient = asyncio.create_task(raw.updates(offset=offset, timeout=500))
    await world.until(lambda: world.polling.is_open)
    world.advance(49)
    assert not patient.done()
    world.advance(1)
    assert await patient == []


async def test_a_second_poller_ends_the_first(world: TelegramWorld, raw: Raw) -> None:
    first = asyncio.create_task(raw("getUpdates", timeout=30))
    await world.until(lambda: world.polling.is_open)
    assert (await raw("getUpdates"))["ok"]
    answer = await first
    assert answer["error_code"] == 409
    assert answer["description"] == (
        "Conflict: terminated by other getUpdates request; "
        "make sure that only one bot instance is running"
    )


async def test_no_polling_beside_a_webhook(world: TelegramWorld, raw: Raw) -> None:
    waiting = asyncio.create_task(raw("getUpdates", timeout=30))
    await world.until(lambda: world.polling.is_open)
    assert (await raw("setWebhook", url="https://example.ee/tg"))["ok"]
    assert (await waiting)["error_code"] == 409
    refused = await raw("getUpdates")
    assert refused["description"] == (
        "Conflict: can't use getUpdates method while webhook is active; "
        "use deleteWebhook to delete the webhook first"
    )
    assert (await raw("deleteWebhook"))["ok"]
    assert (await raw("getUpdates"))["ok"]


async def test_a_quick_poller_is_held_if_the_world_is_strict_about_it(
    world: TelegramWorld, raw: Raw
) -> None:
    world.hold_quick_polls = True
    assert await raw.updates(offset=1) == []
    held = asyncio.create_task(raw.updates(offset=1))
    await world.until(lambda: world.polling.is_open)
    world.advance(3)
    assert await held == []


async def test_nothing_unconfirmed_is_lost_in_a_restart(
    world: TelegramWorld, server: TelegramServer, raw: Raw, mari: Person
) -> None:
    waiting = asyncio.create_task(raw.updates(timeout=30))
    await world.until(lambda: world.polling.is_open)
    await server.restart()
    await asyncio.gather(waiting, return_exceptions=True)
    mari.send("tere")
    assert len(await raw.updates()) == 1


async def test_a_quiet_week_makes_the_numbers_jump(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    mari.send("enne")
    last = (await raw.updates())[0]["update_id"]
    await raw.updates(offset=last + 1)
    world.updates.jump(12_345)
    mari.send("pärast")
    assert (await raw.updates())[0]["update_id"] == 12_345


async def test_aiogram_polls_and_answers(
    world: TelegramWorld, server: TelegramServer, mari: Person
) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: types.Message) -> None:
        await message.reply(message.text or "?")

    session = QuickSession(api=TelegramAPIServer.from_base(server.url))
    async with Bot(world.bot.token, session=session) as bot:
        running = asyncio.create_task(
            dispatcher.start_polling(bot, handle_signals=False)
        )
        mari.send("kaja")
        await world.until(lambda: mari.texts() == ["kaja", "kaja"])
        await world.until(lambda: world.polling.is_open)
        await dispatcher.stop_polling()
        await running


async def test_python_telegram_bot_polls_and_answers(
    world: TelegramWorld, server: TelegramServer, mari: Person
) -> None:
    async def echo(update: Update, _: ContextTypes.DEFAULT_TYPE) -> None:
        assert update.message is not None
        await update.message.reply_text(update.message.text or "?")

    application = (
        Application.builder()
        .token(world.bot.token)
        .base_url(f"{server.url}/bot")
        .request(HTTPXRequest(httpx_kwargs=PLAIN))
        .get_updates_request(HTTPXRequest(connection_pool_size=4, httpx_kwargs=PLAIN))
        .build()
    )
    application.add_handler(MessageHandler(filters.TEXT, echo))
    async with application:
        assert application.updater is not None
        await application.start()
        await application.updater.start_polling(poll_interval=0.0)
        mari.send("kaja")
        await world.until(lambda: mari.texts() == ["kaja", "kaja"])
        await world.until(lambda: world.polling.is_open)
        await application.updater.stop()
        await application.stop()
