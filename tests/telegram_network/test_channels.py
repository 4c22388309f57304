"""One person with Telegram and a page: the same everywhere, asked where they want."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from casework.privacy import Privacy
from casework.roles import Role
from tests import asked
from tests.phones.both import Both, a_table_of_both
from tests.phones.http import HttpPhone
from tests.provision import databases
from tests.table import at


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    url = databases.sqlite_url(tmp_path)
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    async with a_table_of_both(url, keys_url, Privacy.OPEN) as ready:
        await ready.table.manager("mari", "Mari Maasikas")
        case = await ready.table.case("mari")
        await ready.table.seat("kati", "Kati Kask", case, Role.PARENT)
        yield ready


async def page_too(both: Both) -> HttpPhone:
    """Let Kati, who is on Telegram, open her page by the link she asks for."""
    await both.table.say("kati", "/where")
    await both.table.press("kati", "Web page too")
    token = both.owner("kati").last_from_bot().text.rpartition("/once/")[2]
    phone = both.browser()
    await phone.open(f"{both.pages.url}/once/{token}")
    (form,) = phone.page.all("form")
    await phone.submit(form)
    await both.chats.look(both.table)
    return phone


async def test_the_same_person_is_asked_where_they_want_and_answers_anywhere(
    both: Both,
) -> None:
    page = await page_too(both)
    assert "From now on you are reached here." in await both.page(page)
    await both.write(page, "/kus")
    assert "Web page – here you are asked" in await both.page(page)
    await both.press(page, "Ask me on Telegram")
    await asked.begin_rhythm(both.table, "kati")
    await both.table.until(at("2026-11-30 18:00"))
    assert "How was your week?" in both.table.last("kati")
    assert "How was your week?" not in await both.page(page)

    await both.write(page, "/checkin")
    await both.press(page, "Hard")
    done = await asked.last_check_in(both.table, "kati")
    assert done.latest(0).choice == "hard"  # type: ignore[union-attr]
    live = [label for s in both.owner("kati").sees() for label in s.buttons]
    assert "Hard" not in live


async def test_who_blocks_telegram_is_reached_on_the_page_and_the_manager_hears(
    both: Both,
) -> None:
    page = await page_too(both)
    await both.table.say("kati", "/where")
    both.owner("kati").block()
    await both.chats.look(both.table)
    assert "Used instead: Web page" in both.table.last("mari")
    await asked.begin_rhythm(both.table, "kati")
    await both.table.until(at("2026-11-30 18:00"))
    assert "How was your week?" in await both.page(page)
    both.owner("kati").unblock()
    await both.table.say("kati", "/where")
    assert "do not arrive" not in both.table.last("kati")


async def test_a_lost_phone_is_closed_with_one_tap_and_all_that_it_opened(
    both: Both,
) -> None:
    await both.table.say("kati", "/help")
    old = both.owner("kati").last_from_bot()
    await both.table.say("mari", "/network")
    await both.table.press("mari", "Kati Kask")
    await both.table.press("mari", "Lost phone: close Telegram")
    assert "give them a new link" in both.table.last("mari")
    both.owner("kati").press(old, "All commands")
    await both.chats.look(both.table)
    assert "by invitation" in both.table.last("kati")


async def test_a_new_phone_shows_nothing_before_its_number_is_confirmed(
    both: Both,
) -> None:
    await both.table.say("mari", "/network")
    await both.table.press("mari", "Kati Kask")
    await both.table.press("mari", "New link")
    token = both.owner("mari").last_from_bot().text.rpartition("/join/")[2]
    phone = both.browser()
    await phone.open(f"{both.pages.url}/join/{token}")
    (form,) = phone.page.all("form")
    await phone.submit(form, speaks="en")
    number = phone.page.text.rpartition("the number ")[2][:2]
    assert "K7-4F2Q" not in phone.page.text
    await both.chats.look(both.table)
    await both.table.press("mari", f"Yes, it is {number}")
    (again,) = phone.page.all("form")
    await phone.submit(again)
    assert "From now on you are reached here." in phone.page.text


@pytest.mark.parametrize("answer", ["Yes, it is", "No"])
async def test_a_new_account_hears_nothing_before_its_number_is_confirmed(
    both: Both, answer: str
) -> None:
    await both.table.say("mari", "/network")
    await both.table.press("mari", "Kati Kask")
    await both.table.press("mari", "New link")
    token = both.owner("mari").last_from_bot().text.rpartition("/join/")[2]
    account = both.owner("kati on another phone")
    account.start(token)
    await both.chats.look(both.table)
    number = account.last_from_bot().text.rpartition("the number ")[2][:2]
    asked_of_mari = both.owner("mari").last_from_bot()
    label = next(b for b in asked_of_mari.buttons if b.startswith(answer))
    assert answer == "No" or label == f"Yes, it is {number}"
    assert not account.has_seen("K7-4F2Q")
    await both.table.press("mari", label)
    account.send("/status")
    await both.chats.look(both.table)
    assert account.has_seen("K7-4F2Q") is (answer != "No")
