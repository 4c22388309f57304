"""Fixtures and hooks: a folder per session, what was found, what had to be left out."""

import asyncio
import os
import shutil
import tempfile
from collections.abc import AsyncIterator, Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

import pytest

from tests.provision import (
    NotHere,
    chromium,
    databases,
    dovecot,
    ical_js,
    in_ci,
    libical,
    postgres,
)
from tests.provision.dovecot import Dovecot
from tests.provision.laid import laid

if TYPE_CHECKING:
    from playwright.async_api import Browser, Page, ViewportSize

SESSION = "UMARLAUD_TEST_SESSION"
LEFT_OUT = "left out: "
PHONE: "ViewportSize" = {"width": 360, "height": 740}

T = TypeVar("T")


def pytest_configure(config: pytest.Config) -> None:
    """Make the folder that all workers of this session share."""
    if not _is_worker(config):
        os.environ[SESSION] = tempfile.mkdtemp(prefix="umarlaud-")


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what was started, and leave nothing behind."""
    if not _is_worker(config):
        session = Path(os.environ.pop(SESSION))
        postgres.stop(session)
        shutil.rmtree(session, ignore_errors=True)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Name in one line each what could not be had."""
    skipped = terminalreporter.stats.get("skipped", [])
    reasons = [str(report.longrepr[-1]) for report in skipped]
    for reason in sorted({r for r in reasons if LEFT_OUT in r}):
        terminalreporter.write_line(reason.removeprefix("Skipped: "), yellow=True)


def _is_worker(config: pytest.Config) -> bool:
    return hasattr(config, "workerinput")


def or_leave_out(find: Callable[[], T]) -> T:
    """Return what was found; else skip the test, or fail it in CI."""
    try:
        return find()
    except NotHere as reason:
        if in_ci():
            pytest.fail(str(reason), pytrace=False)
        pytest.skip(LEFT_OUT + str(reason))


@pytest.fixture(scope="session")
def postgresql_server() -> str:
    """The URL of a PostgreSQL on which databases may be made."""
    session = Path(os.environ[SESSION])
    return or_leave_out(lambda: postgres.find_url(session))


@pytest.fixture
async def postgresql_url(postgresql_server: str) -> AsyncIterator[str]:
    """The URL of an empty PostgreSQL database."""
    async with databases.fresh_postgresql(postgresql_server) as url:
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of an empty database: the test runs once on each engine."""
    if request.param == "sqlite":
        return databases.sqlite_url(tmp_path)
    url: str = request.getfixturevalue("postgresql_url")
    return url


@pytest.fixture(scope="session")
def laid_sqlite(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A database file with every table in it and no row, to be copied."""
    folder = tmp_path_factory.mktemp("laid")
    asyncio.run(databases.lay(databases.sqlite_url(folder)))
    return folder / databases.FILE


@pytest.fixture(scope="session")
def laid_postgresql(postgresql_server: str) -> Iterator[str]:
    """A database of this worker with every table in it, emptied for each test."""
    url = asyncio.run(databases.make_laid(postgresql_server))
    yield url
    asyncio.run(databases.drop(postgresql_server, url))


@pytest.fixture(params=["sqlite", "postgresql"])
def laid_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with its tables: the test runs once on each engine."""
    return laid(request, tmp_path)


@pytest.fixture(scope="session")
def chromium_path() -> Path:
    """The Chromium of this machine."""
    return or_leave_out(chromium.find)


@pytest.fixture(scope="session")
def ical_js_command() -> list[str]:
    """The command by which ical.js reads a calendar."""
    return or_leave_out(ical_js.find)


@pytest.fixture(scope="session")
def libical_command() -> list[str]:
    """The command by which libical reads a calendar."""
    return or_leave_out(libical.find)


@pytest.fixture(scope="session")
def dovecot_server() -> Iterator[Dovecot]:
    """A mail server with an empty mailbox for every user."""
    # Not below pytest's own folders: they let nobody else in.
    home = Path(tempfile.mkdtemp(prefix="umarlaud-dovecot-")) / "dovecot"
    server = or_leave_out(lambda: _started(home))
    yield server
    server.stop()
    shutil.rmtree(home.parent, ignore_errors=True)


def _started(home: Path) -> Dovecot:
    server = dovecot.made(home)
    server.start()
    return server


@pytest.fixture
async def browser(chromium_path: Path) -> AsyncIterator["Browser"]:
    """A Chromium without a window; each person in a test takes a context of it."""
    from playwright.async_api import async_playwright  # noqa: PLC0415 - 0.7 s to import

    async with async_playwright() as playwright:
        launched = await playwright.chromium.launch(
            executable_path=chromium_path, args=list(chromium.FLAGS)
        )
        yield launched
        await launched.close()


@pytest.fixture
async def phone(browser: "Browser") -> AsyncIterator["Page"]:
    """An empty page on a phone of its own, with no memory of other tests."""
    context = await browser.new_context(viewport=PHONE)
    yield await context.new_page()
    await context.close()
