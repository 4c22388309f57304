"""`umarlaud check` on an installation with Telegram: each way it can fail."""

from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot import cli_check, master_keys, settings
from bot.checked import Found
from bot.languages import Languages
from bot.networks.telegram import checks, menus
from bot.networks.telegram.client import Client
from bot.networks.telegram.webhook import PATH
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TOKEN, TelegramWorld

WEB = "https://tugi.example"
WAY = "Telegram updates are"


def an_installation(folder: Path, api: str = "", token: str = "") -> settings.Settings:
    return settings.read(
        {
            "UMARLAUD_DATA": str(folder),
            "UMARLAUD_WEB_URL": WEB,
            "UMARLAUD_TELEGRAM_TOKEN": token,
            "UMARLAUD_TELEGRAM_API": api,
        }
    )


def cure(found: list[Found], part: str) -> str:
    return next(each.cure for each in found if each.part.startswith(part))


async def test_it_says_what_is_missing_until_it_is_there(tmp_path: Path) -> None:
    async with TelegramServer(TelegramWorld()) as server:
        installed = an_installation(tmp_path, server.url, TOKEN)
        before = await checks.of(installed)
        client = Client(TOKEN, server.url)
        await menus.publish(client, Languages(ZoneInfo("Europe/Tallinn")))
        await client.close()
        after = await checks.of(installed)
        ahead = await checks.drift(installed)
    assert "umarlaud run" in cure(before, "Telegram menus")
    assert not any(each.fails for each in before)  # a first look finds no fault
    assert [each.part for each in after if each.cure] == []
    assert "Telegram chats show at most: notice" in [each.part for each in after]
    assert ahead is not None
    assert abs(ahead) < cli_check.DRIFT


async def test_every_part_has_a_line_of_its_own(tmp_path: Path) -> None:
    async with TelegramServer(TelegramWorld()) as server:
        found = await cli_check.everything(
            an_installation(tmp_path, server.url, TOKEN), {}
        )
    for part in (
        "master key",
        "database",
        "web address",
        "clock",
        "Telegram token",
        "Telegram privacy mode",
        WAY,
        "Telegram menus in Estonian, Russian and English",
        "mail",
    ):
        assert any(each.part.startswith(part) for each in found), part
    assert all(each.cure for each in found if each.fails)


@pytest.mark.parametrize(
    ("token", "cured_by"), [("1:" + "x" * 35, "BotFather"), (TOKEN, "HTTPS")]
)
async def test_it_says_why_telegram_fails(
    tmp_path: Path, token: str, cured_by: str
) -> None:
    async with TelegramServer(TelegramWorld()) as server:
        installed = an_installation(tmp_path, server.url, token)
        if token == TOKEN:
            await server.stop()
            assert await checks.drift(installed) is None
        found = await checks.of(installed)
    assert cured_by in cure(found, "Telegram")


async def test_it_says_what_keeps_updates_from_coming(tmp_path: Path) -> None:
    world = TelegramWorld()
    async with TelegramServer(world) as server:
        fetched = an_installation(tmp_path, server.url, TOKEN)
        brought = replace(fetched, telegram_webhook=True)
        assert "not set yet" in cure(await checks.of(brought), WAY)
        client = Client(TOKEN, server.url)
        await client.set_webhook("https://elsewhere.example/bot", "s", ())
        for installed in (fetched, brought):
            assert "Another address" in cure(await checks.of(installed), WAY)
        world.advance(timedelta(seconds=2))
        await client.set_webhook(WEB + PATH, "s", ())
        await client.close()
        assert "umarlaud run" in cure(await checks.of(fetched), WAY)
        assert cure(await checks.of(brought), WAY) == ""
        world.webhook._note("Connection refused")
        assert "port 8080" in cure(await checks.of(brought), WAY)


async def test_it_says_how_the_bot_is_to_behave_in_groups(tmp_path: Path) -> None:
    world = TelegramWorld()
    world.bot.privacy_mode = False
    world.bot.joins_groups = False
    async with TelegramServer(world) as server:
        found = await checks.of(an_installation(tmp_path, server.url, TOKEN))
    assert "/setprivacy" in cure(found, "Telegram privacy")
    assert "/setjoingroups" in cure(found, "Telegram groups")


async def test_it_says_what_is_wrong_with_the_machine(tmp_path: Path) -> None:
    bare = an_installation(tmp_path)
    assert "umarlaud keys make" in cli_check.keys(bare).cure
    assert "umarlaud keys make" in (await cli_check.database(bare)).cure
    key = tmp_path / "key"
    master_keys.make(key)
    made = replace(bare, master_key=key.read_text(), master_key_file=key)
    assert cli_check.keys(made).cure == ""
    assert (await cli_check.database(made)).cure == ""
    key.chmod(0o644)
    assert "chmod 600" in cli_check.keys(made).cure
    other = tmp_path / "other"
    master_keys.make(other)
    wrong = replace(made, master_key=other.read_text(), master_key_file=other)
    assert "was set up with" in (await cli_check.database(wrong)).cure
    gone = replace(made, database_url="postgresql+asyncpg://nobody@127.0.0.1:1/none")
    assert "UMARLAUD_DATABASE_URL" in (await cli_check.database(gone)).cure
    assert "UMARLAUD_WEB_URL" in cli_check.web(settings.read({})).cure


async def test_it_says_what_is_wrong_with_mail_and_clock(tmp_path: Path) -> None:
    bare = an_installation(tmp_path)
    unset = await cli_check.mail(bare)
    assert (unset.fails, unset.unset) == (False, True)
    away = replace(bare, smtp_url="smtp://127.0.0.1:1", mail_from="laud@vald.example")
    assert (await cli_check.mail(away)).fails
    assert "90 seconds behind" in cli_check.clock(timedelta(seconds=-90)).cure
    assert not cli_check.clock(None).fails
    without = await cli_check.everything(bare, {})
    assert [each.part for each in without if each.unset] == [
        "Telegram: not set up",
        "clock: nothing to compare it with",
        "mail: not set up",
        "mailbox for answers: not set up",
        "retention: no schedule is set",
    ]
