"""The page as Telegram opens it: for whom it opens, and for whom it does not."""

from collections.abc import AsyncIterator, Callable
from datetime import timedelta
from pathlib import Path
from urllib.parse import parse_qsl, urlencode

import pytest

from bot.networks.telegram.init_data import OLDEST, signature, user_of
from casework.privacy import Privacy
from casework.roles import Role
from tests.phones.both import Both, a_table_of_both
from tests.phones.http import HttpPhone
from tests.provision import databases
from tests.table import MONDAY
from tests.telegram_server.mini_apps import init_data

TOKEN = "7:token-of-the-program"
KATI = {"id": 5, "first_name": "Kati"}


@pytest.fixture
async def both(tmp_path: Path) -> AsyncIterator[Both]:
    url = databases.sqlite_url(tmp_path)
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    async with a_table_of_both(url, keys_url, Privacy.NOTICE) as ready:
        await ready.table.manager("mari", "Mari Maasikas")
        case = await ready.table.case("mari")
        await ready.table.seat("kati", "Kati Kask", case, Role.PARENT)
        await ready.table.say("kati", "/status")
        yield ready


def told(age: timedelta = timedelta(), **changed: str) -> str:
    fields = dict(parse_qsl(init_data(TOKEN, KATI, MONDAY - age, "q1")))
    return urlencode(fields | changed)


def signed(**fields: str) -> str:
    return urlencode(fields | {"hash": signature(fields, TOKEN)})


STAMP = str(int(MONDAY.timestamp()))


@pytest.mark.parametrize(
    ("given", "who"),
    [
        pytest.param(told(), 5, id="fresh"),
        pytest.param(told(OLDEST), 5, id="just young enough"),
        pytest.param(told(OLDEST + timedelta(seconds=1)), None, id="old"),
        pytest.param(told(-timedelta(minutes=2)), None, id="from the future"),
        pytest.param(told(hash="0" * 64), None, id="forged hash"),
        pytest.param(told(hash="õ"), None, id="no hash at all like it"),
        pytest.param(told(user='{"id": 6}'), None, id="another user"),
        pytest.param(told(auth_date=str(int(STAMP) + 1)), None, id="made younger"),
        pytest.param(told() + "&user=%7B%22id%22%3A6%7D", None, id="doubled key"),
        pytest.param(told() + "&more=1", None, id="more than was signed"),
        pytest.param(told().partition("&hash")[0], None, id="no hash"),
        pytest.param(signed(user='{"id": 5}'), None, id="no date"),
        pytest.param(signed(auth_date=STAMP), None, id="no user"),
        pytest.param(signed(auth_date=STAMP, user="5"), None, id="odd user"),
        pytest.param(signed(auth_date=STAMP, user='{"id": "5"}'), None, id="odd id"),
        pytest.param(signed(auth_date="¹", user='{"id": 5}'), None, id="odd date"),
        pytest.param("", None, id="nothing"),
        pytest.param("hash", None, id="no fields"),
        pytest.param("a=" + "b" * 9000, None, id="very long"),
    ],
)
def test_only_what_telegram_signed_just_now_vouches_for_anyone(
    given: str, who: int | None
) -> None:
    assert user_of(given, TOKEN, MONDAY) == who


def test_data_signed_for_another_bot_vouches_for_nobody() -> None:
    others = init_data("8:token-of-another", KATI, MONDAY, "q1")
    assert user_of(others, TOKEN, MONDAY) is None


async def test_the_button_opens_the_page_of_who_pressed_it(both: Both) -> None:
    page = await both.open_app("kati")
    assert page.status == 200
    assert str(both.table.people["kati"].id) in page.url
    assert "K7-4F2Q" in page.page.text


async def test_what_was_used_once_opens_nothing_again(both: Both) -> None:
    said = both.told("kati")
    first, second = both.browser(), both.browser()
    await both.enter(first, said)
    await both.enter(second, said)
    assert (first.status, second.status) == (200, 404)


def by_a_stranger(both: Both) -> str:
    stranger = both.world.user("Rein")
    return init_data(both.world.bot.token, stranger.as_user(), both.table.clock(), "q")


Change = Callable[[Both], str]


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(lambda b: b.told("kati", age=timedelta(hours=1)), id="old"),
        pytest.param(lambda b: b.told("kati", signed_for="8:other"), id="forged"),
        pytest.param(lambda b: b.told("kati") + "&user=7", id="doubled"),
        pytest.param(lambda b: "", id="missing"),
        pytest.param(by_a_stranger, id="not a person here"),
    ],
)
async def test_whoever_nothing_vouches_for_reads_one_neutral_sentence(
    both: Both, change: Change
) -> None:
    phone, stranger = both.browser(), both.browser()
    await both.enter(phone, change(both))
    await stranger.open(f"{both.pages.url}/l/not-a-link")
    assert phone.status == stranger.status == 404
    assert phone.page.text == stranger.page.text
    assert "by invitation" in phone.page.text


async def test_who_has_left_opens_nothing(both: Both) -> None:
    said = both.told("kati")
    await both.table.say("kati", "/leave")
    await both.table.press("kati", "Yes, leave")
    phone = both.browser()
    await both.enter(phone, said)
    assert phone.status == 404


async def test_a_page_opened_from_telegram_ends_after_half_a_day(both: Both) -> None:
    page = await both.open_app("kati")
    await both.table.wait(hours=11)
    assert "K7-4F2Q" in await both.page(page)
    await both.table.wait(hours=2)
    assert "K7-4F2Q" not in await both.page(page)


async def test_another_site_cannot_open_it_for_somebody(both: Both) -> None:
    said = both.told("kati")
    async with both.browser().session.post(
        f"{both.pages.url}/app",
        data={"told": said},
        headers={"Origin": "https://evil.example"},
    ) as answer:
        assert answer.status == 403


async def test_nothing_is_loaded_from_anywhere_else(both: Both) -> None:
    async with both.browser().session.get(f"{both.pages.url}/app") as answer:
        policy = answer.headers["Content-Security-Policy"]
        html = await answer.text()
    assert "script-src 'self'" in policy
    assert "frame-ancestors https://web.telegram.org" in policy
    assert "telegram" not in html.lower()


async def test_without_https_a_link_opens_the_page_once(tmp_path: Path) -> None:
    url = databases.sqlite_url(tmp_path)
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys2.db'}"
    async with a_table_of_both(url, keys_url, Privacy.NOTICE, web="") as both:
        await both.table.manager("mari", "Mari Maasikas")
        await both.table.case("mari")
        await both.table.say("mari", "/status")
        link = both.owner("mari").last_from_bot().text.rpartition(" ")[2]
        assert link.startswith(f"{both.pages.url}/once/")

        await looked_at(both.browser(), link)
        first, second = both.browser(), both.browser()
        await use(first, link)
        await use(second, link)
        assert "K7-4F2Q" in first.page.text
        assert second.status == 404


async def looked_at(phone: HttpPhone, link: str) -> None:
    await phone.open(link)
    assert phone.status == 200


async def use(phone: HttpPhone, link: str) -> None:
    await phone.open(link)
    if phone.status == 200:
        (form,) = phone.page.all("form")
        await phone.submit(form)
