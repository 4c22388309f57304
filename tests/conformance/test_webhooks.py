"""Webhooks: order, retries, the secret, answers that are calls, both real receivers."""

from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from aiogram import Bot, Dispatcher, types
from aiogram.client.telegram import TelegramAPIServer
from aiogram.methods import SendMessage
from aiogram.webhook.aiohttp_server import SimpleRequestHandler
from aiohttp import web

from tests.conformance.clients import QuickSession
from tests.conformance.conftest import Raw
from tests.telegram_server.people import Person
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld

Json = dict[str, Any]
Answer = Callable[[Json], web.Response]


@dataclass
class Receiver:
    """A bot's side of a webhook: notes what came, answers as told."""

    world: TelegramWorld
    url: str = ""
    came: list[tuple[float, str]] = field(default_factory=list)
    secrets: list[str | None] = field(default_factory=list)
    answer: Answer = lambda _: web.json_response({})

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        text = update.get("message", {}).get("text", "?")
        self.came.append((self.world.clock.now().timestamp(), text))
        self.secrets.append(request.headers.get("X-Telegram-Bot-Api-Secret-Token"))
        return self.answer(update)


async def serve(app: web.Application) -> tuple[web.AppRunner, str]:
    runner = web.AppRunner(app, shutdown_timeout=0.05)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    return runner, f"http://127.0.0.1:{site.port}/hook"


@pytest.fixture
async def receiver(world: TelegramWorld) -> AsyncIterator[Receiver]:
    receiver = Receiver(world)
    app = web.Application()
    app.router.add_post("/hook", receiver.take)
    runner, receiver.url = await serve(app)
    yield receiver
    await runner.cleanup()


async def test_updates_are_carried_with_the_secret(
    world: TelegramWorld, raw: Raw, receiver: Receiver, mari: Person
) -> None:
    mari.send("enne")
    await raw("setWebhook", url=receiver.url, secret_token="saladus-1")
    mari.send("pärast")
    await world.until(lambda: not world.updates.waiting())
    assert [text for _, text in receiver.came] == ["enne", "pärast"]
    assert receiver.secrets == ["saladus-1"] * 2


async def test_a_failed_update_is_tried_again_and_its_chat_waits(
    world: TelegramWorld, raw: Raw, receiver: Receiver, mari: Person, kati: Person
) -> None:
    fails = {"mari 1"}

    def answer(update: Json) -> web.Response:
        return web.Response(status=500 if update["message"]["text"] in fails else 200)

    receiver.answer = answer
    await raw("setWebhook", url=receiver.url)
    start = world.clock.now().timestamp()
    mari.send("mari 1")
    mari.send("mari 2")
    kati.send("kati 1")
    for _ in range(5):
        await world.until(lambda: world.webhook.idle)
        step = world.clock.next_moment()
        assert step is not None
        world.advance(step - world.clock.now())
    await world.until(lambda: world.webhook.idle)
    tries = [at - start for at, text in receiver.came if text == "mari 1"]
    assert tries == [0, 0, 2, 6, 14, 30, 62]
    assert {text for _, text in receiver.came} == {"mari 1", "kati 1"}
    info = (await raw("getWebhookInfo"))["result"]
    assert info["pending_update_count"] == 2
    assert info["last_error_message"] == "Wrong response from the webhook: 500"
    fails.clear()
    world.advance(120)
    await world.until(lambda: not world.updates.waiting())
    assert [text for _, text in receiver.came][-2:] == ["mari 1", "mari 2"]


async def test_retry_after_is_honoured(
    world: TelegramWorld, raw: Raw, receiver: Receiver, mari: Person
) -> None:
    receiver.answer = lambda _: web.Response(status=503, headers={"Retry-After": "90"})
    await raw("setWebhook", url=receiver.url)
    mari.send("tere")
    await world.until(lambda: world.webhook.idle)
    world.advance(89)
    assert len(receiver.came) == 1
    world.advance(1)
    await world.until(lambda: len(receiver.came) == 2)


async def test_a_webhook_that_is_gone_for_a_day_is_taken_away(
    world: TelegramWorld, raw: Raw, receiver: Receiver, mari: Person
) -> None:
    receiver.answer = lambda _: web.Response(status=410)
    await raw("setWebhook", url=receiver.url)
    mari.send("tere")
    await world.until(lambda: world.webhook.idle)
    world.advance(timedelta(hours=23))
    await world.until(lambda: not world.webhook.url)


async def test_an_answer_may_itself_be_a_call(
    world: TelegramWorld, raw: Raw, receiver: Receiver, mari: Person
) -> None:
    receiver.answer = lambda update: web.json_response(
        {
            "method": "sendMessage",
            "chat_id": update["message"]["chat"]["id"],
            "text": "ok",
        }
    )
    await raw("setWebhook", url=receiver.url)
    mari.send("tere")
    await world.until(lambda: mari.texts() == ["tere", "ok"])


async def test_setting_it_in_haste_or_without_https(
    world: TelegramWorld, raw: Raw
) -> None:
    assert (await raw("setWebhook", url="https://example.ee/a"))["ok"]
    haste = await raw("setWebhook", url="https://example.ee/b")
    assert haste["parameters"] == {"retry_after": 1}
    world.advance(1)
    plain = await raw("setWebhook", url="http://example.ee/a")
    assert "An HTTPS URL must be provided" in plain["description"]
    secret = await raw("setWebhook", url="https://example.ee/a", secret_token="õ")
    assert not secret["ok"]
    world.failures.clear()


async def test_dropping_what_waits(
    world: TelegramWorld, raw: Raw, mari: Person
) -> None:
    mari.send("vana")
    await raw("deleteWebhook", drop_pending_updates=True)
    assert await raw.updates() == []


async def test_aiogram_takes_webhooks_and_answers_in_the_response(
    world: TelegramWorld, server: TelegramServer, raw: Raw, mari: Person
) -> None:
    dispatcher = Dispatcher()

    @dispatcher.message()
    async def echo(message: types.Message) -> SendMessage:
        return message.answer(f"<b>{message.text}</b>", parse_mode="HTML")

    session = QuickSession(api=TelegramAPIServer.from_base(server.url))
    async with Bot(world.bot.token, session=session) as bot:
        app = web.Application()
        handler = SimpleRequestHandler(
            dispatcher, bot, handle_in_background=False, secret_token="s"
        )
        handler.register(app, path="/hook")
        runner, url = await serve(app)
        await raw("setWebhook", url=url, secret_token="s")
        mari.send("kaja")
        await world.until(lambda: mari.texts() == ["kaja", "kaja"])
        await runner.cleanup()
