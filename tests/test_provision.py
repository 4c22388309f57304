from pathlib import Path

import pytest
from aiohttp import web
from aiohttp.test_utils import TestServer
from playwright.async_api import Browser, Page
from sqlalchemy import Connection, inspect, text
from sqlalchemy.ext.asyncio import create_async_engine

from tests.provision import NotHere, apt, chromium, in_ci, postgres
from tests.provision.databases import fresh_postgresql
from tests.provision.plugin import or_leave_out


@pytest.mark.parametrize("time", ["first", "second"])
async def test_every_test_has_an_empty_database(database_url: str, time: str) -> None:
    engine = create_async_engine(database_url)
    async with engine.begin() as connection:
        assert await connection.run_sync(_tables) == []
        await connection.execute(text(f"CREATE TABLE {time} (id integer)"))
        assert await connection.run_sync(_tables) == [time]
    await engine.dispose()


def _tables(connection: Connection) -> list[str]:
    return inspect(connection).get_table_names()


async def test_two_databases_do_not_see_each_other(postgresql_server: str) -> None:
    async with (
        fresh_postgresql(postgresql_server) as one,
        fresh_postgresql(postgresql_server) as other,
    ):
        assert one != other
        engine = create_async_engine(one)
        async with engine.begin() as connection:
            await connection.execute(text("CREATE TABLE only_here (id integer)"))
        await engine.dispose()
        engine = create_async_engine(other)
        async with engine.connect() as connection:
            assert await connection.run_sync(_tables) == []
        await engine.dispose()


async def test_a_database_can_be_copied_from_a_template(postgresql_server: str) -> None:
    async with fresh_postgresql(postgresql_server) as first:
        engine = create_async_engine(first)
        async with engine.begin() as connection:
            await connection.execute(text("CREATE TABLE copied (id integer)"))
        await engine.dispose()
        template = first.partition("?")[0].rpartition("/")[2]
        async with fresh_postgresql(postgresql_server, template) as copy:
            engine = create_async_engine(copy)
            async with engine.connect() as connection:
                assert await connection.run_sync(_tables) == ["copied"]
            await engine.dispose()


async def test_a_phone_opens_a_page_on_this_machine(phone: Page) -> None:
    async with TestServer(_house()) as server:
        await phone.goto(str(server.make_url("/")))

        assert await phone.inner_text("h1") == "Tere, laps!"


async def test_two_phones_keep_their_own_cookies(browser: Browser) -> None:
    async with TestServer(_house()) as server:
        first, second = await browser.new_context(), await browser.new_context()
        await (await first.new_page()).goto(str(server.make_url("/")))

        assert [cookie["value"] for cookie in await first.cookies()] == ["Kati"]
        assert await second.cookies() == []


def _house() -> web.Application:
    async def hello(_: web.Request) -> web.Response:
        page = web.Response(text="<h1>Tere, laps!</h1>", content_type="text/html")
        page.set_cookie("who", "Kati")
        return page

    app = web.Application()
    app.router.add_get("/", hello)
    return app


def test_a_server_named_in_the_environment_is_taken(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(postgres.URL, "postgresql://one.example/postgres")

    assert postgres.find_url(tmp_path) == "postgresql://one.example/postgres"


def test_a_machine_without_chromium_says_what_to_install(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.delenv("PLAYWRIGHT_BROWSERS_PATH", raising=False)
    monkeypatch.setattr(chromium, "MAC", ())

    with pytest.raises(NotHere, match="install `chromium`"):
        chromium.find()


def test_a_chromium_kept_by_playwright_is_found(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    kept = tmp_path / "chromium-1234" / "chrome-linux" / "chrome"
    kept.parent.mkdir(parents=True)
    kept.touch()
    monkeypatch.setenv("PATH", "")
    monkeypatch.setenv("PLAYWRIGHT_BROWSERS_PATH", str(tmp_path))
    monkeypatch.setattr(chromium, "MAC", ())

    assert chromium.find() == kept


def test_no_package_is_installed_where_there_is_no_apt(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))

    with pytest.raises(NotHere, match="not ours"):
        apt.install("chromium")


@pytest.mark.parametrize(("value", "expected"), [("true", True), ("", False)])
def test_only_ci_forbids_leaving_out(
    monkeypatch: pytest.MonkeyPatch, value: str, expected: bool
) -> None:
    monkeypatch.setenv("CI", value)

    assert in_ci() is expected


def _nothing() -> Path:
    raise NotHere("no Chromium")


def test_what_is_not_here_is_left_out_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CI", raising=False)

    with pytest.raises(pytest.skip.Exception, match="left out: no Chromium"):
        or_leave_out(_nothing)


def test_in_ci_nothing_is_left_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CI", "true")

    with pytest.raises(pytest.fail.Exception, match="no Chromium"):
        or_leave_out(_nothing)
