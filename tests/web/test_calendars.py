"""The link to a calendar file, as a phone's calendar opens it."""

from casework.calendars import CalendarLink
from casework.ids import CalendarLinkId, RoundtableId, new_id
from casework.roundtables import Purpose, Roundtable, RoundtableState, Seat
from storage.addresses import token_hash
from tests.phones.http import HttpPhone
from tests.phones.pages import PagePhones
from tests.table import Table, at

SECRET = "s3cret-of-kati"


async def linked(table: Table) -> None:
    member = table.members["kati"]
    seat = Seat(member=member.id, person=member.person, required=True)
    meeting = Roundtable(
        id=RoundtableId(new_id()),
        case=member.case,
        purpose=Purpose.OTHER,
        minutes_long=60,
        proposals=(),
        seats=(seat,),
        state=RoundtableState.CONVENED,
        starts_at=at("2026-12-07 08:00"),
        changed_at=table.clock(),
        uid=f"{new_id()}@umarlaud.example",
        opened_at=table.clock(),
    )
    link = CalendarLink(
        id=CalendarLinkId(new_id()),
        case=member.case,
        person=member.person,
        member=member.id,
        roundtable=meeting.id,
        token_hash=token_hash(SECRET),
    )
    async with table.database.transaction(table.clock()) as tx:
        await tx.roundtables.keep(meeting)
        await tx.calendar_links.keep(link)


async def test_a_link_gives_a_calendar_file_and_a_guess_gives_nothing(
    laid: Table, phones: PagePhones, stranger: HttpPhone, kati: HttpPhone
) -> None:
    await linked(laid)
    base = kati.url.partition("/chat/")[0]

    answer = await stranger.session.get(f"{base}/calendar/{SECRET}.ics")
    guess = await stranger.session.get(f"{base}/calendar/guessed.ics")

    assert answer.status == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert b"DTSTART;TZID=Europe/Tallinn:20261207T080000" in await answer.read()
    assert guess.status == 404
