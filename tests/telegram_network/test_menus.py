"""The menu of who leads cases: in their chat, and no longer than they do."""

from zoneinfo import ZoneInfo

import pytest

from bot.languages import Languages
from bot.networks.telegram import menus
from bot.networks.telegram.menus import ManagersMenus
from casework.people import stop_leading
from tests.phones.telegram import TelegramPhones
from tests.table import Table
from tests.telegram_server.people import Person

LEADS = "newcase"


@pytest.fixture
async def kept(chats: Table, phones: TelegramPhones) -> ManagersMenus:
    """Everybody's menus, set once."""
    await menus.publish(phones.network._client, Languages(ZoneInfo("Europe/Tallinn")))
    begun = begun_anew(chats, phones)
    await begun.look()
    assert LEADS not in phones.owner("kati").menu()
    return begun


def begun_anew(chats: Table, phones: TelegramPhones) -> ManagersMenus:
    async def who() -> dict[str, str]:
        async with chats.database.reading(chats.clock()) as tx:
            return await menus.managers(tx)

    languages = Languages(ZoneInfo("Europe/Tallinn"))
    return ManagersMenus(phones.network._client, languages, who)


async def stops_leading(chats: Table) -> None:
    async with chats.database.transaction(chats.clock()) as tx:
        await tx.people.keep(stop_leading(chats.people["mari"], []))


@pytest.mark.parametrize("restarted", [False, True], ids=["running", "restarted"])
async def test_who_leads_no_more_has_the_common_menu_again(
    chats: Table,
    phones: TelegramPhones,
    kept: ManagersMenus,
    mari: Person,
    restarted: bool,
) -> None:
    assert LEADS in mari.menu()

    await stops_leading(chats)
    after = begun_anew(chats, phones) if restarted else kept
    await after.look()
    await after.look()

    assert LEADS not in mari.menu()
    assert "checkin" in mari.menu()
    assert len(phones.world.calls_of("deleteMyCommands")) == 1


async def test_a_phone_that_is_another_persons_now_has_the_common_menu(
    chats: Table, kept: ManagersMenus, mari: Person, kati: Person
) -> None:
    async with chats.database.transaction(chats.clock()) as tx:
        await tx.addresses.revoke(chats.people["mari"].id, "telegram")
    await kept.look()
    assert mari.menu() == kati.menu()


async def test_another_language_is_the_menus_too(
    chats: Table, kept: ManagersMenus, mari: Person
) -> None:
    await chats.say("mari", "/keel")
    await chats.press("mari", "Eesti keeles")
    await kept.look()
    assert "uusjuhtum" in mari.menu()
