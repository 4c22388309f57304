"""`umarlaud run` with a token: the program on a phone, and nothing of it in the log."""

from contextlib import AsyncExitStack
from io import BytesIO
from pathlib import Path
from zoneinfo import ZoneInfo

from aiohttp import ClientSession

from bot.commands import canonical
from bot.languages import LANGUAGES, Languages
from bot.networks.telegram import menus
from bot.networks.telegram.webhook import MOST_BYTES, PATH, SECRET_HEADER, secret_of
from handlers.dispatch import COMMANDS
from tests.phones.telegram import TelegramPhones, a_table_on_telegram
from tests.provision import databases
from tests.telegram_network.program import make_key, running
from tests.telegram_server.server import TelegramServer
from tests.telegram_server.world import TelegramWorld


async def test_the_program_answers_and_its_log_holds_no_token(tmp_path: Path) -> None:
    world = TelegramWorld(floods=False)
    async with TelegramServer(world) as server:
        key = await make_key(tmp_path)
        async with running(server, tmp_path, key) as program:
            kati = world.user("Kati", lang="en")
            world.faults.bad_gateway("sendMessage")
            kati.start("not-an-invitation")
            await world.until(lambda: len(kati.sees()) > 1, within=90)
            assert "by invitation" in kati.last_from_bot().text
            await world.until(lambda: "status" in kati.menu(), within=30)
        written = program.log
    assert "started" in written
    assert world.bot.token not in written
    assert world.bot.token.partition(":")[2] not in written
    assert "not-an-invitation" not in written
    assert "Kati" not in written


def test_the_menus_speak_three_languages_in_names_telegram_allows() -> None:
    languages = Languages(ZoneInfo("Europe/Tallinn"))
    made = {(m[0]["type"], m[1]): m[2] for m in menus.every_menu(languages)}
    led = {("led", each): menus.of_managers(languages.of(each)) for each in LANGUAGES}
    made |= led
    assert "umarlaud" in made[menus.PRIVATE["type"], "et"]
    for chats in ("led", *(each["type"] for each in (menus.PRIVATE, menus.GROUPS))):
        said = {tuple(made[chats, each].values()) for each in LANGUAGES}
        assert len(said) == len(LANGUAGES)
    for menu in made.values():
        for name, does in menu.items():
            assert name.isascii()
            assert name.islower()
            assert canonical(f"/{name}").removeprefix("/") in COMMANDS
            assert 3 <= len(does) <= 256


async def test_a_webhook_call_needs_the_secret_and_is_stored_before_its_answer(
    tmp_path: Path,
) -> None:
    url = databases.sqlite_url(tmp_path)
    keys = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    async with AsyncExitStack() as stack:
        table = await stack.enter_async_context(
            a_table_on_telegram(url, keys, "webhook")
        )
        stack.push_async_callback(table.database.close)
        assert isinstance(table.phones, TelegramPhones)
        world = table.phones.world
        address = world.webhook.url
        assert address.endswith(PATH)
        update = {"update_id": 7, "message": {"chat": {"id": 1}, "date": 1}}
        secret = {SECRET_HEADER: secret_of(world.bot.token)}
        async with ClientSession() as http:

            async def post(headers: dict[str, str], **given: object) -> int:
                async with http.post(address, headers=headers, **given) as answer:  # type: ignore[arg-type]
                    return answer.status

            assert await post({}, json=update) == 403
            assert await post({SECRET_HEADER: "wrong"}, json=update) == 403
            assert await post(secret, data=b"no json") == 400
            assert await post(secret, data=BytesIO(b" " * (MOST_BYTES + 1))) == 413
            async with table.database.reading(table.clock()) as tx:
                assert await tx.inbox.waiting(10) == []
            assert await post(secret, json=update) == 200
            assert await post(secret, json=update) == 200
            async with table.database.reading(table.clock()) as tx:
                assert len(await tx.inbox.waiting(10)) == 1
        await table.assistant.settle()
        async with table.database.reading(table.clock()) as tx:
            assert len(await tx.inbox.aside()) == 1
