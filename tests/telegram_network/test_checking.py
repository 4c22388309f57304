"""`umarlaud check` on an installation with Telegram."""

from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import cli_check, settings
from bot.cli_check import Found
from bot.languages import Languages
from bot.networks.telegram import menus
from bot.networks.telegram.client import Client
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TOKEN, TelegramWorld


def an_installation(folder: Path, api: str, token: str = TOKEN) -> settings.Settings:
    return settings.read(
        {
            "UMARLAUD_DATA": str(folder),
            "UMARLAUD_WEB_URL": "https://tugi.example",
            "UMARLAUD_TELEGRAM_TOKEN": token,
            "UMARLAUD_TELEGRAM_API": api,
        }
    )


async def checked(installed: settings.Settings) -> dict[str, Found]:
    found = [each async for each in cli_check._telegram(installed)]
    return {each.part.partition(",")[0].partition(":")[0]: each for each in found}


async def test_it_says_what_is_missing_until_it_is_there(tmp_path: Path) -> None:
    async with TelegramServer(TelegramWorld()) as server:
        installed = an_installation(tmp_path, server.url)
        before = await checked(installed)
        client = Client(TOKEN, server.url)
        await menus.publish(client, Languages(ZoneInfo("Europe/Tallinn")))
        await client.close()
        after = await checked(installed)
    menu = "Telegram menus in Estonian"
    assert "umarlaud run" in before[menu].cure
    assert [each.part for each in after.values() if each.cure] == []


@pytest.mark.parametrize(
    ("token", "cure"),
    [("1:" + "x" * 35, "BotFather"), (TOKEN, "HTTPS")],
)
async def test_it_says_why_telegram_fails(
    tmp_path: Path, token: str, cure: str
) -> None:
    async with TelegramServer(TelegramWorld()) as server:
        installed = an_installation(tmp_path, server.url, token)
        if token == TOKEN:
            await server.stop()
        found = await checked(installed)
    assert cure in found["Telegram"].cure


def test_an_address_of_this_machine_alone_is_no_web_address() -> None:
    local = settings.read({})
    assert "UMARLAUD_WEB_URL" in cli_check._web(local).cure
