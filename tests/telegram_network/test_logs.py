"""Nothing secret in the log, whatever goes wrong and however much is logged."""

import asyncio
import logging
from contextlib import suppress

import aiohttp
import pytest

from bot.logs import Lines
from bot.networks.telegram.webhook import SECRET_HEADER, secret_of
from tests.phones.telegram import ByPolling, TelegramPhones
from tests.table import Table
from tests.telegram_server.people import Person
from tests.telegram_server.world import TelegramWorld

FAULTS = ("bad_gateway", "lose_call", "drop_answer", "garble")
SAID = "words of Kati's own"


def everything(records: list[logging.LogRecord]) -> str:
    """Return the log as we write it, and as an ordinary program would."""
    kinds = (Lines(), logging.Formatter())
    return "\n".join(each.format(record) for record in records for each in kinds)


@pytest.mark.parametrize("way", ["polling", "webhook"])
async def test_no_secret_and_no_word_is_logged_at_any_level(
    chats: Table,
    phones: TelegramPhones,
    world: TelegramWorld,
    kati: Person,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(1)
    for fault in FAULTS:
        for method in ("sendMessage", "answerCallbackQuery"):
            getattr(world.faults, fault)(method)
        await chats.say("kati", SAID)
        await chats.press("kati", "Yes, pass it on")
        await chats.wait(minutes=1)
    world.faults.fail(401, f"Unauthorized: {world.bot.token}", method="sendMessage")
    kati.send_voice()
    world.poison("not_an_object", kati.send(SAID))
    await chats.phones.look(chats)
    await goes_wrong_coming_in(phones, world)

    logged = everything(caplog.records)
    assert "call failed" in logged
    assert "set aside" in logged
    token = world.bot.token
    secrets = (token, token.partition(":")[2], secret_of(token), SAID, "Kati")
    assert [secret for secret in secrets if secret in logged] == []
    world.failures.clear()  # the odd update was handed out on purpose


async def goes_wrong_coming_in(phones: TelegramPhones, world: TelegramWorld) -> None:
    """Let updates come in wrongly, in the way in which they come."""
    if isinstance(phones.way, ByPolling):
        for code in (401, 409, 502):
            world.faults.fail(code, "no", method="getUpdates")
        asking = asyncio.create_task(phones.way.polling.run())
        await world.until(lambda: all(f.met for f in world.faults.planned))
        asking.cancel()
        with suppress(asyncio.CancelledError):
            await asking
        return
    async with aiohttp.ClientSession() as http:
        for secret in ("", secret_of(world.bot.token) + "x"):
            headers = {SECRET_HEADER: secret}
            async with http.post(world.webhook.url, headers=headers, json={}) as said:
                assert said.status == 403
