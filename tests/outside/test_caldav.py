"""Free and busy times from a real calendar server (Radicale), over https."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import aiohttp
import pytest

from bot.outside import reading
from bot.outside.fetching import NotFetched
from casework.busy_calendars import BusyCalendar, CalendarKind, Trouble
from casework.ids import BusyCalendarId, PersonId, new_id
from tests.free_times import an_ics
from tests.outside.publishing import fetcher
from tests.outside.radicale import PASSWORD, Radicale
from tests.provision.certificates import NAME
from tests.table import at

NOW = at("2026-12-01 09:00")


@pytest.fixture
def url(server: Radicale) -> str:
    """A calendar of Kati's that is still to be made."""
    return f"https://{NAME}:{server.port}/kati/{new_id()}/"


def a_server(url: str) -> BusyCalendar:
    return BusyCalendar(
        id=BusyCalendarId(new_id()),
        person=PersonId(new_id()),
        kind=CalendarKind.CALDAV,
        url=url,
        user="kati",
        password=PASSWORD,
    )


async def _put(url: str) -> None:
    at_home = url.replace(NAME, "127.0.0.1")
    login = aiohttp.encode_basic_auth("kati", PASSWORD)
    async with aiohttp.ClientSession(headers={"Authorization": login}) as session:
        async with session.request("MKCALENDAR", at_home, ssl=False) as made:
            assert made.status == 201
        body = an_ics(at("2026-12-07 09:00"), days=1).encode()
        kind = {"Content-Type": "text/calendar"}
        put = session.put(f"{at_home}1.ics", data=body, headers=kind, ssl=False)
        async with put as done:
            assert done.status == 201


async def test_a_calendar_server_tells_spans_only_and_only_to_who_may(
    url: str, server: Radicale
) -> None:
    await _put(url)
    calendar = a_server(url)

    answer = await fetcher(server.folder).fetch(reading.wanted(calendar, NOW))
    found = reading.spans(answer.text, NOW, ZoneInfo("Europe/Tallinn"))

    assert [(e.starts_at, e.ends_at) for e in found.spans] == [
        (at("2026-12-07 09:00"), at("2026-12-08 09:00"))
    ]
    assert "Therapy" not in answer.text
    wrong = replace(calendar, password="guessed")
    with pytest.raises(NotFetched) as refused:
        await fetcher(server.folder).fetch(reading.wanted(wrong, NOW))
    assert refused.value.trouble is Trouble.NO_LOGIN
    assert PASSWORD not in repr(calendar)
