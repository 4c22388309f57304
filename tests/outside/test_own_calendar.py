"""Roundtables in the case manager's own calendar, on a real CalDAV server."""

import re
from pathlib import Path

import pytest
from aiohttp import web
from sqlalchemy import select

from bot.mail_settings import MailServer
from bot.networks.mail.sending import Mail
from bot.outside.own_calendars import CalendarServer
from casework.ids import OwnCalendarId, PersonId, new_id
from casework.own_calendars import OwnCalendar
from casework.roundtables import Roundtable, RoundtableState
from handlers import circles, feeds, meetings
from handlers.calendar import published
from handlers.feeds import FeedGone
from handlers.turn import Turn
from storage.posting import Post
from storage.tables import OutboxRow
from tests.mail.letters import mail, reply
from tests.mail.server import Relay, words_of
from tests.mail.stories import KATI, MAILBOX, addresses_known, with_mail
from tests.mail.test_inviting import said
from tests.outside.publishing import fetcher, publishing
from tests.outside.radicale import PASSWORD, USER, Radicale, Shelf
from tests.roundtable_builders import a_roundtable
from tests.roundtable_stories import opinions_known, roundtable
from tests.scheduling.checks.answers import answering
from tests.stories import finish
from tests.table import TALLINN, Table, at


async def give(table: Table, url: str, password: str = PASSWORD) -> None:
    """Mari gives the address, her name there and an app password."""
    await table.say("mari", "/caldav new")
    for words in (url, USER, password):
        await table.say("mari", words)


async def invited(table: Table) -> Roundtable:
    """A time was found, and the program convened by itself."""
    starts_at = at("2026-12-07 08:00")
    async with table.database.transaction(table.clock()) as tx:
        turn = Turn(tx, table.clock(), table.assistant.parts.office)
        circle = await circles.of_case(turn, table.members["mari"].case)
        asked = a_roundtable(circle, proposals=(starts_at,))
        told = await meetings.convened_by_itself(turn, asked, circle, starts_at)
        await tx.keep(told)
    await table.assistant.settle()
    return await roundtable(table)


async def move(table: Table, to: str) -> None:
    await table.say("mari", "/roundtable")
    await table.press("mari", "Move it")
    await table.say("mari", to)
    await table.press("mari", "Yes, that is what I mean")


async def cancel(table: Table) -> None:
    await table.say("mari", "/roundtable")
    await table.press("mari", "Call it off")
    await table.say("mari", "Haigus")


async def test_check_11_a_roundtable_appears_moves_and_goes_without_method_or_names(
    led: Table, calendar: Shelf
) -> None:
    await give(led, calendar.url)
    assert "Your roundtables are put into your calendar" in led.last("mari")
    assert calendar.entries() == []

    meeting = await invited(led)
    (entry,) = calendar.entries()
    assert f"UID:{meeting.uid_of(led.members['mari'].id)}" in entry
    assert "SEQUENCE:0" in entry
    assert "DTSTART;TZID=Europe/Tallinn:20261207T080000" in entry
    assert "METHOD" not in entry
    for personal in ("Kati", "Jaan", "Mari", "ATTENDEE", "ORGANIZER"):
        assert personal not in entry

    await move(led, "9.12.2026 10:00")
    (entry,) = calendar.entries()
    assert f"UID:{meeting.uid_of(led.members['mari'].id)}" in entry
    assert "SEQUENCE:1" in entry
    assert "DTSTART;TZID=Europe/Tallinn:20261209T100000" in entry

    await cancel(led)
    assert calendar.entries() == []


async def test_what_was_edited_there_keeps_its_notes_and_gets_our_time(
    led: Table, calendar: Shelf
) -> None:
    await give(led, calendar.url)
    await invited(led)
    calendar.edit("CLASS:PRIVATE", "DESCRIPTION:Võta kaust kaasa\r\nCLASS:PRIVATE")
    calendar.edit("T080000", "T160000")
    led.clear()

    await move(led, "9.12.2026 10:00")

    (entry,) = calendar.entries()
    assert "DESCRIPTION:Võta kaust kaasa" in entry
    assert "DTSTART;TZID=Europe/Tallinn:20261209T100000" in entry
    (told,) = [t for t in led.texts("mari") if "stood at another time" in t]
    assert "10:00" in told


async def test_what_is_edited_while_it_is_written_is_read_anew(
    tmp_path: Path,
) -> None:
    text = "BEGIN:VCALENDAR\nBEGIN:VEVENT\nUID:7@x\nDESCRIPTION:{}\nEND:VEVENT\nEND:VCALENDAR"
    notes = iter(("first", "second"))
    current, written = [""], []

    async def answer(request: web.Request) -> web.StreamResponse:
        if request.method == "GET":
            current[0] = next(notes)
            etag = {"ETag": f'"{current[0]}"'}
            return web.Response(text=text.format(current[0]), headers=etag)
        if current[0] == "first":
            return web.Response(status=412)
        written.append((request.headers["If-Match"], await request.text()))
        return web.Response(status=204)

    async with publishing(tmp_path) as there:
        there.at("/cal/7.ics", answer)
        own = OwnCalendar(
            id=OwnCalendarId(new_id()),
            person=PersonId(new_id()),
            url=there.url("/cal"),
            user=USER,
            password=PASSWORD,
        )
        server = CalendarServer(own, fetcher(tmp_path), TALLINN)
        await server.put("7@x", text.format("ours").encode(), None)

    ((etag, content),) = written
    assert etag == '"second"'
    assert "DESCRIPTION:second" in content


async def test_an_invitation_that_came_by_mail_into_the_same_calendar_is_let_be(
    led: Table, calendar: Shelf
) -> None:
    await give(led, calendar.url)
    meeting = await invited(led)
    (mine,) = calendar.folder.glob("*.ics")
    mine.rename(calendar.folder / "mailed.ics")

    await move(led, "9.12.2026 10:00")

    assert len(calendar.entries()) == 1
    assert "There was no proper answer" not in " ".join(led.texts("mari"))
    assert f"UID:{meeting.uid_of(led.members['mari'].id)}" in calendar.entries()[0]


async def test_a_wrong_password_is_told_once_and_the_right_one_puts_all_there(
    led: Table, calendar: Shelf
) -> None:
    await invited(led)
    await give(led, calendar.url, "vale")
    assert "Name or password are not right" in led.last("mari")
    told = len(led.texts("mari"))
    await led.wait(hours=5)
    assert len(led.texts("mari")) == told

    await give(led, calendar.url)

    assert "There is 1 in it now" in led.last("mari")
    assert len(calendar.entries()) == 1
    async with led.database.reading(led.clock()) as tx:
        (kept,) = await tx.own_calendars.where()
        forms = await tx.forms.where()
    assert PASSWORD not in repr(kept)
    assert all("password" not in form.answers for form in forms)


async def test_what_is_no_calendar_is_said_at_once(led: Table, calendar: Shelf) -> None:
    await give(led, calendar.url + "none/")
    assert "There is no calendar at this address" in led.last("mari")
    await give(led, calendar.url.replace("https:", "http:"))
    assert "This is no link to a calendar" in led.last("mari")
    await led.say("mari", "/cancel")
    await led.say("kati", "/caldav")
    assert "case manager" in led.last("kati")


async def test_a_server_that_is_away_gets_everything_later(
    led: Table, server: Radicale, calendar: Shelf
) -> None:
    await give(led, calendar.url)
    server.stop()
    try:
        await invited(led)
        await move(led, "9.12.2026 10:00")
        await led.wait(hours=3)
        told = [t for t in led.texts("mari") if "any more; invitations" in t]
        assert len(told) == 1
    finally:
        server.start()
    await led.wait(hours=1)

    (entry,) = calendar.entries()
    assert "SEQUENCE:1" in entry


async def test_one_tap_ends_it_and_takes_out_what_was_put(
    led: Table, calendar: Shelf
) -> None:
    await give(led, calendar.url)
    await invited(led)
    await led.say("mari", "/caldav")
    await led.press("mari", "Take my roundtables out and end it")

    assert calendar.entries() == []
    assert "address, name and password are erased" in led.last("mari")
    async with led.database.reading(led.clock()) as tx:
        (kept,) = await tx.own_calendars.where()
    assert (kept.url, kept.user, kept.password, kept.wake_at) == ("", "", "", None)


async def test_who_hands_a_case_over_has_its_roundtables_no_more(
    led: Table, calendar: Shelf, server: Radicale
) -> None:
    await give(led, calendar.url)
    await invited(led)
    await led.say("mari", "/handover")
    await led.press("mari", "Piret Põder")
    await led.press("piret", led.labels("piret")[0])

    assert calendar.entries() == []
    assert at("2026-12-07 08:00") > led.clock()


async def test_check_63_what_has_left_the_program_ends_with_the_case(
    led: Table, calendar: Shelf, relay: Relay
) -> None:
    await give(led, calendar.url)
    server = MailServer(host="127.0.0.1", port=relay.port, tls=False)
    with_mail(led, Mail(server, MAILBOX, led.clock))
    await addresses_known(led, kati=KATI)
    await led.say("kati", "/calendar")
    feed = secret(led.last("kati"))
    meeting = await invited(led)
    page = secret(words_of(relay.to(KATI)[-1]))
    relay.stop()
    await move(led, "9.12.2026 10:00")
    assert len(calendar.entries()) == 1

    await opinions_known(led)
    await finish(led)
    relay.start()
    await led.wait(hours=1)

    # The move that waited is gone; the meeting is taken out of the calendar.
    assert [method for method, _, _ in said(relay, KATI)] == ["REQUEST", "CANCEL"]
    assert calendar.entries() == []
    async with led.database.transaction(led.clock()) as tx:
        turn = Turn(tx, led.clock(), led.assistant.parts.office)
        assert await published(turn, page) is None
        with pytest.raises(FeedGone):
            await feeds.feed(turn, feed)
        waiting = await tx.rows(
            select(OutboxRow.id).where(OutboxRow.state == Post.WAITING)
        )
    assert waiting == []
    # A late answer still finds the meeting by its name, and changes nothing.
    late = reply(led, meeting, ATTENDEE=f";PARTSTAT=ACCEPTED:mailto:{KATI}")
    await mail(led, answering(late, sender=KATI))
    assert (await roundtable(led)).state is RoundtableState.CANCELLED


def secret(words: str) -> str:
    """Return the secret of the link in a message."""
    found = re.search(r"token-\d+", words)
    assert found is not None
    return found[0]
