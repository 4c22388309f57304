"""When people can come: told in chat, read from their calendars, set for a school."""

from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from bot.outside.reader import CalendarReader
from casework.roles import Role
from casework.roundtables import RoundtableState
from scheduling.clock import SettableClock
from tests.free_times import an_ics
from tests.outside.publishing import Published, fetcher, publishing
from tests.roundtable_stories import polling
from tests.table import Table, at


@pytest.fixture
async def published(network: Table, tmp_path: Path) -> AsyncIterator[Published]:
    async with publishing(tmp_path) as server:
        parts = network.assistant.parts
        network.assistant.calendars = CalendarReader(
            parts.database, parts.office, fetcher(tmp_path, 2.0), parts.clock
        )
        yield server


async def proposals(network: Table) -> list[str]:
    await network.say("mari", "/roundtable")
    return [line for line in network.last("mari").split("\n") if " at " in line]


async def test_what_is_told_in_words_is_echoed_and_counts_only_after_a_yes(
    network: Table,
) -> None:
    await network.say("liis", "Tuesdays after 14")
    assert "Tuesday 14:00–17:00" in network.last("liis")
    assert network.labels("liis")[:3] == ["Yes", "Yes, and on no other day", "No"]
    await network.press("liis", "No")
    assert not any(x.startswith("Forget") for x in network.labels("liis"))

    await network.say("liis", "по вторникам после 14")
    await network.press("liis", "Yes, and on no other day")

    assert "Tuesday 14:00–17:00" in network.last("liis")
    assert "Monday not at all" in network.last("liis")
    found = await proposals(network)
    assert found
    assert all("Tuesday" in each for each in found)
    await network.press("liis", "Forget: Tuesday 14:00–17:00, no other day")
    assert "Monday 08:00–17:00" in network.last("liis")


async def test_words_that_are_not_certain_are_asked_about(network: Table) -> None:
    await network.say("liis", "/free Tuesdays after 2")
    assert "I am not certain what" in network.last("liis")
    await network.say("liis", "Tuesdays he hits others after 14")
    assert "Shall I pass what you wrote on" in network.last("liis")


async def test_working_days_lunch_and_days_off_are_set_by_taps(network: Table) -> None:
    await network.say("jaan", "/hours")
    await network.press("jaan", "08:00")
    await network.press("jaan", "18:00")
    await network.press("jaan", "When I can come to roundtables")
    await network.press("jaan", "Working days and lunch")
    await network.press("jaan", "Friday")
    await network.press("jaan", "Done")
    for label in ("09:00", "16:00", "12:00–13:00"):
        await network.press("jaan", label)
    assert "Monday 09:00–12:00, 13:00–16:00" in network.last("jaan")
    assert "Friday not at all" in network.last("jaan")
    await network.press("jaan", "Days off")
    await network.say("jaan", "7.12.2026")
    await network.say("jaan", "18.12.2026")
    assert "Days off: 07.12.2026–18.12.2026" in network.last("jaan")

    await proposals(network)

    assert "away – Jaan Jõgi" in network.last("mari")


async def test_a_school_is_set_once_for_all_of_its_people(network: Table) -> None:
    async with network.database.transaction(network.clock()) as tx:
        member = await tx.members.get(network.members["jaan"].id)
        await tx.members.keep(replace(member, organisation="Põhjala kool"))
    await network.say("mari", "/free")
    await network.press("mari", "Hours of the organisation")
    await network.press("mari", "Põhjala kool")
    await network.press("mari", "Days on which it is closed")
    await network.say("mari", "7.12.2026")
    await network.say("mari", "20.12.2026")
    assert "Closed: 07.12.2026–20.12.2026" in network.last("mari")

    await proposals(network)

    assert "the organisation is closed – Jaan Jõgi" in network.last("mari")
    await network.say("kati", "/free school")
    assert network.last("kati") == "This is not available to you."


async def test_school_breaks_stand_in_the_way_of_schools(network: Table) -> None:
    network.clock.set(at("2026-12-07 09:00"))

    await proposals(network)

    assert "school break – " in network.last("mari")
    assert "Jaan Jõgi" in network.last("mari")


async def test_a_calendar_is_read_shown_to_its_owner_and_only_blocks_times(
    network: Table, published: Published
) -> None:
    free = await proposals(network)
    await network.press("mari", "Discard")
    url = published.text(
        "/mine.ics", an_ics(at("2026-12-07 00:00"), days=11), ETag='"1"'
    )

    await network.say("liis", f"/busy {url}")

    assert "Busy by your calendar at calendar.test" in network.last("liis")
    assert "Therapy" not in " ".join(network.texts("liis"))
    blocked = await proposals(network)
    words = network.last("mari")
    assert blocked
    assert blocked != free
    assert "cannot – Liis Lepik" in words
    for reader in ("mari", "kati", "jaan", "piret"):
        said = " ".join(network.texts(reader))
        assert "calendar.test" not in said
        assert "Therapy" not in said
    await network.wait(hours=2)
    assert len(published.asked) >= 2
    assert published.asked[-1].headers["If-None-Match"] == '"1"'

    await network.say("liis", "/free")
    await network.press("liis", f"Remove: calendar.test:{published.port}")
    assert "read no more" in network.last("liis")
    async with network.database.reading(network.clock()) as tx:
        (gone,) = await tx.busy_calendars.where()
    assert (gone.url, gone.taken, gone.wake_at) == ("", (), None)


async def test_a_draft_is_shown_again_when_a_calendar_takes_its_times_away(
    network: Table, published: Published
) -> None:
    await proposals(network)
    url = published.text("/mine.ics", an_ics(at("2026-12-07 00:00"), days=4))

    await network.say("liis", url)

    assert network.last("mari").startswith("A calendar has just changed")


async def test_a_link_that_fails_is_told_once_and_kindly(
    network: Table, published: Published
) -> None:
    url = published.text("/page", "<!DOCTYPE html><html><body>Sign in</body></html>")
    await network.say("liis", f"/kalender {url}")
    assert "This is a web page, not a calendar link. In Outlook" in network.last("liis")
    told = len(network.texts("liis"))

    await network.wait(days=1)

    assert len(network.texts("liis")) == told
    await network.say("liis", "/busy http://calendar.test/x.ics")
    assert "This is no link to a calendar" in network.last("liis")


async def test_a_calendar_that_worked_still_counts_when_its_server_is_away(
    network: Table, published: Published
) -> None:
    url = published.text("/mine.ics", an_ics(at("2026-12-07 00:00"), days=11))
    await network.say("liis", f"/busy {url}")
    del published.answers["/mine.ics"]
    network.clear()

    await network.wait(hours=30)

    assert sum("cannot be read any more" in each for each in network.texts("liis")) == 1
    assert "Liis Lepik" in (await proposals(network) and network.last("mari"))


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("RRULE:FREQ=SECONDLY", "repetition by the hour, minute or second"),
        ("DTSTART:soon", "1 entry could not be understood"),
    ],
)
async def test_strange_calendars_are_bounded_and_named(
    network: Table, published: Published, event: str, said: str
) -> None:
    text = an_ics(at("2026-12-07 09:00"), days=1).replace(
        "END:VEVENT", f"END:VEVENT\r\nBEGIN:VEVENT\r\n{event}\r\nEND:VEVENT", 1
    )
    await network.say("liis", f"/busy {published.text('/strange.ics', text)}")

    assert said in " ".join(network.texts("liis"))


async def test_times_asked_about_elsewhere_are_kept_for_the_last(
    network: Table,
) -> None:
    held = (await polling(network)).proposals
    other = await network.case("piret", "C5-7QQP")
    await network.seat("liis", "Liis Lepik", other, Role.SPEECH_THERAPIST)

    await network.say("piret", "/roundtable C5-7QQP")
    words = network.last("piret")

    async with network.database.reading(network.clock()) as tx:
        (draft,) = await tx.roundtables.of_case(other.id)
    assert draft.state is RoundtableState.DRAFT
    assert not set(draft.proposals) & set(held)
    assert "Kati" not in words
    assert isinstance(network.clock, SettableClock)
    assert draft.opened_at + timedelta(days=60) > max(draft.proposals)


async def test_where_nothing_fits_each_way_out_is_one_tap(network: Table) -> None:
    for address, words in (("jaan", "Mondays 8-9"), ("liis", "Tuesdays 16-17")):
        await network.say(address, words)
        await network.press(address, "Yes, and on no other day")
    await network.say("mari", "/roundtable")
    (line, *_others) = [
        each for each in network.last("mari").split("\n") if "never all at once" in each
    ]
    assert "Jaan Jõgi" in line
    assert "Liis Lepik" in line
    assert "Ask everyone about these times" not in network.labels("mari")

    await network.press("mari", "Look in later weeks")
    assert "four to six weeks" in network.last("mari")
    await network.press("mari", "Written opinion of Liis Lepik")

    assert "Optional: Liis Lepik." in network.last("mari")
    assert "Ask everyone about these times" in network.labels("mari")
    assert "Leave out Liis Lepik" in network.labels("mari")
    await network.press("mari", "Leave out Liis Lepik")
    assert "Not invited: Liis Lepik." in network.last("mari")


async def test_the_calendar_of_who_has_stopped_is_unread_and_of_who_left_forgotten(
    network: Table, published: Published
) -> None:
    url = published.text("/mine.ics", an_ics(at("2026-12-07 00:00"), days=11))
    await network.say("liis", f"/busy {url}")

    await network.say("liis", "STOP")
    read = len(published.asked)
    await network.wait(hours=5)
    await network.say("mari", "/roundtable")
    await network.wait(hours=1)
    assert len(published.asked) == read
    await network.say("liis", "/start")
    await network.wait(hours=1)
    assert len(published.asked) > read

    await network.say("liis", "/leave")
    await network.press("liis", "Yes, leave")
    async with network.database.reading(network.clock()) as tx:
        (gone,) = await tx.busy_calendars.where()
    assert (gone.url, gone.taken, gone.wake_at) == ("", (), None)
    assert gone.removed
