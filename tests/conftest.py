from collections.abc import AsyncIterator
from contextlib import AsyncExitStack
from pathlib import Path
from zlib import crc32

import pytest

from casework.roles import Role
from tests.overheard import listening
from tests.phones.chromium import BrowserShop
from tests.phones.http import HttpShop
from tests.phones.pages import Shop, a_table_of_pages
from tests.phones.telegram import a_table_on_telegram
from tests.provision.laid import laid
from tests.table import Table, a_table

pytest_plugins = ["tests.provision.plugin"]


AT_CONSOLE = pytest.param("sqlite", "console", id="sqlite")
ON_POSTGRESQL = pytest.param("postgresql", "console", id="postgresql")
BOTH = (
    pytest.param("postgresql", "polling", id="postgresql-telegram"),
    pytest.param("postgresql", "webhook", id="postgresql-telegram-webhook"),
)
"""The second engine and the second network in one run: half of the time."""
OVERHEARD = (
    "tests/handlers/",
    "tests/journeys/",
    "tests/mail/",
    "tests/outside/",
    "tests/threats/",
    "tests/web/",
)
"""Tests at which an ear listens: everything that leaves is judged for its reader."""
ON_WEB = pytest.param("sqlite", "web", id="web")
ON_TELEGRAM = (
    pytest.param("sqlite", "polling", id="telegram"),
    pytest.param("sqlite", "webhook", id="telegram-webhook"),
)
IN_BROWSER = pytest.param("sqlite", "browser", id="browser", marks=pytest.mark.browser)


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let every journey run over Telegram in both ways, not only in one of them."""
    parser.addoption("--telegram", action="store_true", help="all journeys, both ways")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run each journey on both engines and on Telegram; the marked ones elsewhere too.

    By polling or by webhook: the name of the journey decides, always alike.
    """
    if "table" not in metafunc.fixturenames:
        return
    marks = {mark.name for mark in metafunc.definition.iter_markers()}
    everywhere = metafunc.config.getoption("--telegram")
    journey = "tests/journeys" in metafunc.definition.nodeid
    if "at_console" in marks or not journey:
        runs = [AT_CONSOLE, ON_POSTGRESQL]
    else:
        way = crc32(metafunc.function.__name__.encode()) % 2
        runs = [AT_CONSOLE, BOTH[way]]
        if everywhere:
            runs += ON_TELEGRAM
        elif "on_phones" in marks:
            runs.append(ON_TELEGRAM[1 - way])
    if marks & {"on_web", "on_phones"}:
        runs.append(ON_WEB)
    if "on_phones" in marks:
        runs.append(IN_BROWSER)
    metafunc.parametrize(("engine", "seats"), runs, indirect=True)


@pytest.fixture
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of the table's own database, without a row in it."""
    return laid(request, tmp_path)


@pytest.fixture
def seats(request: pytest.FixtureRequest) -> str:
    """How people sit: "console", "web", "browser"; "polling", "webhook": Telegram."""
    kind: str = request.param
    return kind


@pytest.fixture
def shop(request: pytest.FixtureRequest, seats: str) -> Shop | None:
    """Where the phones with pages come from; None where people sit at consoles."""
    match seats:
        case "web":
            return HttpShop()
        case "browser":
            return BrowserShop(request.getfixturevalue("browser"))
    return None


@pytest.fixture
async def table(
    request: pytest.FixtureRequest,
    engine: str,
    seats: str,
    shop: Shop | None,
    tmp_path: Path,
) -> AsyncIterator[Table]:
    """The whole program with nobody at it yet."""
    keys_url = f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}"
    async with AsyncExitStack() as stack:
        if seats in {"polling", "webhook"}:
            ready = await stack.enter_async_context(
                a_table_on_telegram(engine, keys_url, seats)
            )
        elif shop is None:
            ready = await a_table(engine, keys_url)
        else:
            ready = await stack.enter_async_context(
                a_table_of_pages(engine, keys_url, shop)
            )
        stack.push_async_callback(ready.database.close)
        if not request.node.nodeid.startswith(OVERHEARD):
            yield ready
            return
        with listening(ready) as ear:
            yield ready
            await ear.look_behind_links()
        assert not ear.leaks, "\n".join(ear.leaks)


@pytest.fixture
async def network(table: Table) -> Table:
    """The standing cast around one case; Piret leads another, a stranger has none."""
    await table.manager("mari", "Mari Maasikas")
    case = await table.case("mari")
    await table.seat("kati", "Kati Kask", case, Role.PARENT)
    await table.seat("jaan", "Jaan Jõgi", case, Role.CLASS_TEACHER)
    await table.seat("liis", "Liis Lepik", case, Role.SPEECH_THERAPIST)
    await table.manager("piret", "Piret Pihlak")
    await table.case("piret", "B3-9XWM")
    return table
