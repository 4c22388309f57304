"""A person's calendar feed, as calendars fetch it."""

import logging
import re

import icalendar
import pytest

from handlers import circles
from handlers.turn import Turn
from tests.journeys.test_roundtable_meeting import call_off
from tests.mail.stories import invited, invited_by_link, leave
from tests.phones.http import HttpPhone
from tests.phones.pages import PagePhones
from tests.roundtable_builders import a_roundtable
from tests.stories import close
from tests.table import Table


async def subscribed(table: Table, phones: PagePhones, who: str) -> str:
    """Somebody gets their link; return where the test's server has it."""
    await table.say(who, "/calendar")
    found = re.search(r"/feed/[\w-]+\.ics", table.last(who))
    assert found is not None
    return f"{phones.pages.url}{found[0]}"


async def test_check_55_a_feed_shows_its_owner_s_roundtables_by_code(
    laid: Table,
    phones: PagePhones,
    stranger: HttpPhone,
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.DEBUG)
    await invited(laid)
    url = await subscribed(laid, phones, "kati")

    answer = await stranger.session.get(url)

    text = await answer.read()
    calendar = icalendar.Calendar.from_ical(text)
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="umarlaud.ics"' in answer.headers["Content-Disposition"]
    assert [str(e["SUMMARY"]) for e in calendar.events] == ["Ümarlaud K7-4F2Q"]
    assert str(calendar["METHOD"]) == "PUBLISH"
    assert b"ATTENDEE" not in text
    for name in ("Kati", "Jaan", "Mari", "Liis"):
        assert name.encode() not in text
    secret = url.rpartition("/")[2].removesuffix(".ics")
    # The tests' own server logs what it is asked for; `serving` says access_log=None.
    kept = [r for r in caplog.records if r.name != "aiohttp.access"]
    ours = [r.getMessage() for r in kept]
    assert not any(secret in line for line in ours)
    guess = await stranger.session.get(url.replace(secret, "guessed"))
    assert guess.status == 404


async def test_check_56_it_says_when_nothing_has_changed_and_when_it_is_gone(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    await invited(laid)
    url = await subscribed(laid, phones, "kati")
    first = await stranger.session.get(url)
    assert first.headers["Cache-Control"].startswith("private")
    known = {"If-None-Match": first.headers["ETag"]}

    same = await stranger.session.get(url, headers=known)
    assert (same.status, await same.read()) == (304, b"")
    await call_off(laid, "Nobody is well")
    changed = await stranger.session.get(url, headers=known)
    assert changed.status == 200

    await laid.say("kati", "/calendar")
    await laid.press("kati", "Make a new link")
    assert (await stranger.session.get(url)).status == 410
    await laid.say("kati", "/calendar off")
    assert "turned off" in laid.last("kati")


async def test_check_57_what_was_called_off_stays_a_while_and_then_goes(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    await invited(laid, "2026-12-30 08:00")
    url = await subscribed(laid, phones, "kati")
    await call_off(laid, "Nobody is well")

    soon = icalendar.Calendar.from_ical(await (await stranger.session.get(url)).read())
    assert [str(event["STATUS"]) for event in soon.events] == ["CANCELLED"]
    laid.clock.set(laid.clock().replace(month=12, day=8))
    later = icalendar.Calendar.from_ical(await (await stranger.session.get(url)).read())
    assert later.events == []


async def test_check_63_with_the_case_or_the_place_in_it_the_feed_ends(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    await invited(laid)
    of_jaan = await subscribed(laid, phones, "jaan")
    of_kati = await subscribed(laid, phones, "kati")

    await leave(laid, "jaan")
    assert (await stranger.session.get(of_jaan)).status == 410
    assert (await stranger.session.get(of_kati)).status == 200
    await close(laid, "mari")
    assert (await stranger.session.get(of_kati)).status == 410


async def test_check_58_a_file_over_http_says_what_it_is(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    _, secrets = await invited_by_link(laid)

    url = f"{phones.pages.url}/calendar/{secrets['kati']}.ics"
    answer = await stranger.session.get(url)

    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert 'filename="invite.ics"' in answer.headers["Content-Disposition"]
    known = {"If-None-Match": answer.headers["ETag"]}
    assert (await stranger.session.get(url, headers=known)).status == 304


async def test_check_31_a_time_only_asked_about_stands_in_no_calendar(
    laid: Table, phones: PagePhones, stranger: HttpPhone
) -> None:
    async with laid.database.transaction(laid.clock()) as tx:
        turn = Turn(tx, laid.clock(), laid.assistant.parts.office)
        circle = await circles.of_case(turn, laid.members["mari"].case)
        await tx.roundtables.keep(a_roundtable(circle))
    url = await subscribed(laid, phones, "kati")

    text = await (await stranger.session.get(url)).read()

    assert icalendar.Calendar.from_ical(text).events == []
