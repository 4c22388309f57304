"""What is stuck is told to the operator; while all is well the dead man's switch hears."""

import logging
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import aiohttp
import pytest
from aiohttp import web
from sqlalchemy import update

from bot.health import Watchman, counting, figures
from bot.settings import Settings, read
from casework.ids import PersonId, new_id
from casework.people import Person
from handlers import dispatch
from handlers.incoming import Said
from handlers.turn import Turn
from storage.database import Database
from storage.keys import MasterKeys
from storage.tables import CaseRow
from tests.table import Table


async def boom(_turn: Turn, _said: Said) -> None:
    raise ZeroDivisionError


def settings(tmp_path: Path, **more: str) -> Settings:
    return read({"UMARLAUD_DATA": str(tmp_path), **more})


async def an_operator(table: Table) -> None:
    person = Person(
        id=PersonId(new_id()),
        name="Olev Operaator",
        language="en",
        official=True,
        operator=True,
    )
    async with table.database.transaction(table.clock()) as tx:
        await tx.people.keep(person)
    await table.phones.sit(table, "olev", person)
    table.people["olev"] = person


async def wake_cases_at(table: Table, moment: datetime | None) -> None:
    """Let cases be due, which nothing looks at."""
    async with table.database.engine.begin() as connection:
        await connection.execute(update(CaseRow).values(wake_at=moment))


@asynccontextmanager
async def served(app: web.Application) -> AsyncIterator[str]:
    runner = web.AppRunner(app)
    await runner.setup()
    site = web.TCPSite(runner, "127.0.0.1", 0)
    await site.start()
    try:
        yield f"http://127.0.0.1:{site.port}"
    finally:
        await runner.cleanup()


@asynccontextmanager
async def a_switch() -> AsyncIterator[tuple[str, list[str]]]:
    """A dead man's switch, and what it heard."""
    heard: list[str] = []

    async def ping(request: web.Request) -> web.Response:
        heard.append(request.path)
        return web.Response(text="OK")

    app = web.Application()
    app.add_routes([web.get("/ping/umarlaud", ping)])
    async with served(app) as url:
        yield f"{url}/ping/umarlaud", heard


async def test_the_switch_hears_of_us_only_while_nothing_is_stuck(
    network: Table, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with a_switch() as (url, heard):
        watchman = Watchman(
            network.assistant.parts, settings(tmp_path, UMARLAUD_ALIVE_URL=url)
        )
        await watchman.look()
        assert heard == ["/ping/umarlaud"]

        with monkeypatch.context() as broken:
            broken.setitem(dispatch.COMMANDS, "status", boom)
            await network.say("kati", "/status")
        await watchman.look()

    assert heard == ["/ping/umarlaud"]


async def test_the_operator_hears_once_what_is_stuck_and_once_that_it_moves(
    network: Table, tmp_path: Path
) -> None:
    await an_operator(network)
    parts = network.assistant.parts
    watchman = Watchman(parts, settings(tmp_path))
    await wake_cases_at(network, network.clock() - timedelta(hours=1))

    for _ in range(3):
        await watchman.look()
    await network.assistant.postman.round()
    assert [t for t in network.texts("olev") if "due since" in t] != []
    assert len(network.texts("olev")) == 1

    await wake_cases_at(network, None)
    await watchman.look()
    await network.assistant.postman.round()

    assert network.last("olev") == "It moves again: what is due is looked at."


async def test_an_operator_sees_nothing_of_any_case(network: Table) -> None:
    await an_operator(network)

    for command in ("/status", "/network", "/summary K7-4F2Q", "/newcase"):
        await network.say("olev", command)

    assert not any("K7-4F2Q" in text for text in network.texts("olev"))


async def test_the_figures_are_served_beside_and_name_nobody(
    network: Table, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO)
    watchman = Watchman(network.assistant.parts, settings(tmp_path))
    with counting(watchman):
        await network.say("kati", "/nonsense Kati Kask")

    async with served(figures(watchman)) as url, aiohttp.ClientSession() as session:
        async with session.get(f"{url}/metrics") as answer:
            shown = await answer.text()
        async with session.get(f"{url}/readyz") as answer:
            assert await answer.text() == "ready\n"

    assert 'umarlaud_events_total{action="refused"} 1.0' in shown
    assert "umarlaud_undelivered_seconds 0.0" in shown
    for figure in ("overdue_seconds", "unhandled_seconds", "set_aside", "held"):
        assert f"umarlaud_{figure} 0.0" in shown
    assert set(re.findall(r"\{(\w+)=", shown)) == {"action"}
    assert "Kati" not in shown


async def test_a_program_without_its_database_is_not_ready(
    network: Table, tmp_path: Path
) -> None:
    gone = Database.at(
        f"sqlite+aiosqlite:///{tmp_path / 'no' / 'such' / 'u.db'}",
        f"sqlite+aiosqlite:///{tmp_path / 'keys.db'}",
        MasterKeys({1: b"k" * 32}),
    )
    nowhere = replace(network.assistant.parts, database=gone)
    app = figures(Watchman(nowhere, settings(tmp_path)))
    async with (
        served(app) as url,
        aiohttp.ClientSession() as session,
        session.get(f"{url}/readyz") as answer,
    ):
        assert answer.status == 503
    await gone.close()


async def test_a_clock_that_jumps_is_said_in_the_log_and_counted(
    network: Table, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    watchman = Watchman(network.assistant.parts, settings(tmp_path))
    with counting(watchman):
        await watchman.look()
        assert "clock jumped" not in caplog.text
        network.clock.set(network.clock() + timedelta(hours=1))
        await watchman.look()
        await watchman.look()

    (said,) = [r for r in caplog.records if r.getMessage() == "clock jumped"]
    assert round(said.__dict__["drift"], -1) == timedelta(hours=1).seconds
    labels = {"action": "clock jumped"}
    assert watchman.registry.get_sample_value("umarlaud_events_total", labels) == 1
