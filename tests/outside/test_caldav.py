"""Free and busy times from a real calendar server (Radicale), over https."""

import asyncio
import contextlib
import socket
import sys
from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.outside import reading
from bot.outside.fetching import NotFetched
from casework.busy_calendars import BusyCalendar, CalendarKind, Trouble
from casework.ids import BusyCalendarId, PersonId, new_id
from tests.free_times import an_ics
from tests.outside.publishing import NAME, certificate, fetcher
from tests.table import at

pytest.importorskip("radicale", reason="the calendar server of this test is not here")

NOW = at("2026-12-01 09:00")
CONFIG = """[server]
hosts = 127.0.0.1:{port}
ssl = True
certificate = {cert}
key = {key}
[auth]
type = htpasswd
htpasswd_filename = {folder}/users
htpasswd_encryption = plain
[storage]
filesystem_folder = {folder}/collections
"""


@pytest.fixture
async def server(tmp_path: Path) -> AsyncIterator[str]:
    cert, key = certificate(tmp_path)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    config = tmp_path / "radicale.conf"
    config.write_text(
        CONFIG.format(port=port, cert=cert, key=key, folder=tmp_path), "utf-8"
    )
    (tmp_path / "users").write_text("kati:an app password\n", "utf-8")
    child = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "radicale", "--config", str(config), stderr=-3
    )
    try:
        await _listening(port)
        yield f"https://{NAME}:{port}/kati/work/"
    finally:
        with contextlib.suppress(ProcessLookupError):
            child.terminate()
        await child.wait()


async def _listening(port: int) -> None:
    for _ in range(200):
        with contextlib.suppress(OSError):
            _, writer = await asyncio.open_connection("127.0.0.1", port)
            writer.close()
            return
        await asyncio.sleep(0.1)
    raise TimeoutError("the calendar server did not start")


def a_server(url: str) -> BusyCalendar:
    return BusyCalendar(
        id=BusyCalendarId(new_id()),
        person=PersonId(new_id()),
        kind=CalendarKind.CALDAV,
        url=url,
        user="kati",
        password="an app password",
    )


async def _put(url: str) -> None:
    at_home = url.replace(NAME, "127.0.0.1")
    login = aiohttp.encode_basic_auth("kati", "an app password")
    async with aiohttp.ClientSession(headers={"Authorization": login}) as session:
        async with session.request("MKCALENDAR", at_home, ssl=False) as made:
            assert made.status == 201
        body = an_ics(at("2026-12-07 09:00"), days=1).encode()
        kind = {"Content-Type": "text/calendar"}
        put = session.put(f"{at_home}1.ics", data=body, headers=kind, ssl=False)
        async with put as done:
            assert done.status == 201


async def test_a_calendar_server_tells_spans_only_and_only_to_who_may(
    server: str, tmp_path: Path
) -> None:
    await _put(server)
    calendar = a_server(server)

    answer = await fetcher(tmp_path).fetch(reading.wanted(calendar, NOW))
    found = reading.spans(answer.text, NOW, ZoneInfo("Europe/Tallinn"))

    assert [(e.starts_at, e.ends_at) for e in found.spans] == [
        (at("2026-12-07 09:00"), at("2026-12-08 09:00"))
    ]
    assert "Therapy" not in answer.text
    wrong = replace(calendar, password="guessed")
    with pytest.raises(NotFetched) as refused:
        await fetcher(tmp_path).fetch(reading.wanted(wrong, NOW))
    assert refused.value.trouble is Trouble.NO_LOGIN
    assert "an app password" not in repr(calendar)
