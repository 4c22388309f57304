"""A time is found: everyone answers in their own chat, one tap convenes."""

import asyncio
from datetime import timedelta

import icalendar
import pytest
import vobject

from bot.inbox import Inbox
from casework import cases
from casework.roles import Role
from casework.roundtables import RoundtableState
from handlers import calendar
from handlers.incoming import Incoming
from handlers.turn import Turn
from tests.roundtable_stories import (
    ALL_YES,
    convene_label,
    convened,
    opinions_known,
    polling,
    roundtable,
    show_team_chat,
    team_chat,
    votes,
)
from tests.table import Table

NAMES = ("Mari", "Kati", "Jaan", "Liis")


async def test_a_roundtable_is_convened_in_three_taps(network: Table) -> None:
    show_team_chat(network)
    await opinions_known(network)

    await network.say("mari", "/umarlaud")
    assert "agree on the plan. 0 of 3 held" in network.last("mari")
    assert "one parent would sit alone" in network.last("mari")
    await network.press("mari", "Ask everyone about these times")
    for address in ("kati", "jaan", "liis"):
        await votes(network, address, *ALL_YES)
    assert "everyone has answered" in network.last("mari")
    await network.press("mari", convene_label(network))

    kept = await roundtable(network)
    assert kept.state is RoundtableState.CONVENED
    assert "the roundtable is fixed" in network.last("kati")
    assert "Place: not settled yet." in network.last("kati")
    assert team_chat(network, kept)[0].startswith("K7-4F2Q: ")
    assert not any(name in " ".join(team_chat(network, kept)) for name in NAMES)


async def test_the_file_and_the_link_say_the_same_to_every_calendar(
    network: Table,
) -> None:
    kept = await convened(network)
    bubble = network.screen("kati")[-1].text
    (file,) = bubble.attachments
    (link,) = [button.url for button in bubble.buttons if button.url]

    assert (file.name, file.media_type.partition(";")[0]) == (
        "invite.ics",
        "text/calendar",
    )
    (event,) = icalendar.Calendar.from_ical(file.content).events
    other = vobject.readOne(file.content.decode()).vevent
    assert event["DTSTART"].dt == other.dtstart.value == kept.starts_at
    assert (event["UID"], event["SEQUENCE"]) == (
        kept.uid_of(network.members["kati"].id),
        0,
    )
    assert b"METHOD:PUBLISH" in file.content
    assert b"ATTENDEE" not in file.content
    assert not any(name.encode() in file.content for name in NAMES)
    secret = link.removeprefix("https://laud.example/calendar/").removesuffix(".ics")
    assert await published(network, secret) == file.content
    assert await published(network, "guessed") is None


async def test_nothing_is_convened_before_the_family_was_heard(network: Table) -> None:
    await polling(network)
    for address in ("kati", "jaan", "liis"):
        await votes(network, address, *ALL_YES)

    assert "Before it can be convened:" in network.last("mari")
    assert not any(x.startswith("Convene") for x in network.labels("mari"))
    await network.press("mari", "Write down the child's opinion")
    await network.press("mari", "They were not asked")
    await network.say("mari", "He is two years old")
    await network.press("mari", "Write down the parent's opinion")
    await network.press("mari", "In a conversation")
    await network.say("mari", "She wants shorter days")
    await network.press("mari", convene_label(network))

    assert (await roundtable(network)).state is RoundtableState.CONVENED


async def test_counts_are_for_all_and_names_for_the_case_manager(
    network: Table,
) -> None:
    await polling(network)
    await votes(network, "jaan", "No", "If need be", *ALL_YES[2:])
    await votes(network, "kati", "Yes")

    assert "Time 2 of 6" in network.last("kati")
    assert "So far: yes 0, if need be 1, no 0." in network.last("kati")
    for reader in ("kati", "jaan", "liis"):
        words = " ".join(network.texts(reader))
        assert not any(name in words for name in NAMES)
    await network.press("mari", "Show the answers so far")
    assert "Not answered yet: " in network.last("mari")
    assert "Liis Lepik" in network.last("mari")


async def test_the_poll_says_no_more_than_is_needed(network: Table) -> None:
    await polling(network)
    asked = network.last("kati")
    assert "So far" not in asked
    assert "There are 6 possible times" in asked
    assert asked.count(" at ") == asked.count("Time 1 of 6") + asked.count("answer by")
    assert "It matters that you can be there." in asked
    assert "without you it will not be held" not in asked
    assert "without you it will not be held" in network.last("jaan")
    for address in ("kati", "jaan", "liis"):
        await votes(network, address, *ALL_YES)

    assert "So far" not in network.last("kati")
    assert network.last("mari").count("So far") == 1


async def test_a_changed_mind_counts_and_the_case_manager_hears_of_it(
    network: Table,
) -> None:
    await polling(network)
    for address in ("kati", "jaan", "liis"):
        await votes(network, address, *ALL_YES)
    first = (await roundtable(network)).recommended

    await network.press("kati", "Change my answers")
    await network.press("kati", "No")

    kept = await roundtable(network)
    assert kept.recommended != first
    told = [x for x in network.texts("mari") if "everyone has answered about" in x]
    assert len(told) == 2
    assert "cannot come, though required: Kati Kask." in told[-1]


async def test_only_the_silent_are_reminded_and_the_deadline_closes(
    network: Table,
) -> None:
    kept = await polling(network)
    assert kept.closes_at is not None
    await votes(network, "jaan", *ALL_YES)
    await votes(network, "kati", "Yes")
    await network.until(kept.closes_at - timedelta(hours=1))

    reminded = {
        address: sum("are still open" in text for text in network.texts(address))
        for address in ("jaan", "kati", "liis")
    }
    assert reminded == {"jaan": 0, "kati": 1, "liis": 1}
    await network.until(kept.closes_at)
    assert "the time to answer about the roundtable is over" in network.last("mari")
    assert "Liis Lepik" in network.last("mari")
    await network.press("liis", "Yes")
    assert "its time is over" in network.last("liis")


async def test_who_leaves_during_the_poll_is_not_waited_for(network: Table) -> None:
    await polling(network)
    await votes(network, "kati", *ALL_YES)
    await leave(network, "liis")
    before = len(network.screen("liis"))

    await votes(network, "jaan", *ALL_YES)
    await network.press("liis", "Yes")

    assert "everyone has answered" in network.last("mari")
    assert "not available" in network.last("liis")
    assert "K7-4F2Q" not in " ".join(network.texts("liis")[before:])


async def test_when_the_last_silent_one_leaves_the_case_manager_hears_at_once(
    network: Table,
) -> None:
    await polling(network)
    for address in ("kati", "jaan"):
        await votes(network, address, *ALL_YES)

    await network.say("liis", "/leave")
    await network.press("liis", "Yes, leave")

    assert any("everyone has answered about" in x for x in network.texts("mari"))


async def test_a_poll_nobody_decides_on_is_brought_up_once_more(
    network: Table,
) -> None:
    kept = await polling(network)
    assert kept.closes_at is not None
    await network.until(kept.closes_at + timedelta(days=9))

    over = [x for x in network.texts("mari") if "time to answer" in x]
    assert len(over) == 2


async def test_two_votes_in_the_same_instant_are_both_kept(network: Table) -> None:
    await polling(network)
    parts = network.assistant.parts
    doors = [Inbox(parts.database, parts.office, parts.clock) for _ in range(2)]
    for key, address in enumerate(("kati", "jaan")):
        token = network.screen(address)[-1].tokens[0]
        where, there = network.phones.place(network, address)
        await doors[0].receive(
            Incoming(network=where, key=f"at once {key}", address=there, pressed=token)
        )

    await asyncio.gather(*(door.work() for door in doors))

    kept = await roundtable(network)
    voted = {seat.person for seat in kept.seats if 0 in seat.votes}
    assert voted == {network.people["kati"].id, network.people["jaan"].id}


async def test_two_who_convene_at_once_convene_one(network: Table) -> None:
    await opinions_known(network)
    case = (await polling(network)).case
    async with network.database.reading(network.clock()) as tx:
        await network.seat("dora", "Dora", await tx.cases.get(case), Role.DEPUTY)
    for address in ("kati", "jaan", "liis"):
        await votes(network, address, *ALL_YES)
    await network.say("dora", "/roundtable")
    await network.press("dora", "Other times")
    other = next(x for x in network.labels("dora") if x.startswith("Convene"))
    await network.press("mari", convene_label(network))

    await network.press("dora", other)

    assert "answered already" in network.last("dora")
    assert (await roundtable(network)).sequence == 0


async def test_one_purpose_has_one_open_roundtable(network: Table) -> None:
    await polling(network)
    await network.say("mari", "/roundtable")
    assert "the answers about the roundtable so far" in network.last("mari")

    await network.say("mari", "/roundtable K7-4F2Q +")
    await network.press("mari", "Ask everyone about these times")

    assert "being arranged already" in network.last("mari")


async def test_the_draft_can_be_changed_before_anybody_is_asked(
    network: Table,
) -> None:
    await network.say("mari", "/roundtable")
    await network.press("mari", "Change who comes")
    await network.press("mari", "Kati Kask (parent)")
    await network.press("mari", "Done")
    await network.press("mari", "Done")
    assert "no parent is invited" in network.last("mari")
    assert "Not invited: Kati Kask." in network.last("mari")
    await network.press("mari", "Change the length")
    await network.press("mari", "30 minutes")
    await network.press("mari", "Add a time of my own")
    await network.say("mari", "31.4.2027 14:00")
    assert "no such date" in network.last("mari")
    await network.say("mari", "kolmapäeval")
    assert "At what time?" in network.last("mari")
    await network.press("mari", "Back")
    await network.say("mari", "someday")
    assert "no clear time" in network.last("mari")
    await network.say("mari", "16.12.2026 14:00")
    await network.press("mari", "Yes, that is what I mean")

    assert "Length: 30 minutes" in network.last("mari")
    assert "16 December at 14:00" in network.last("mari")
    assert not network.screen("jaan")


async def test_a_specialist_at_another_table_is_not_free(network: Table) -> None:
    kept = await convened(network)
    async with network.database.reading(network.clock()) as tx:
        (case,) = await tx.cases.led_by(network.people["piret"].id)
    await network.seat("jaan", "Jaan Jõgi", case, Role.CLASS_TEACHER)

    await network.say("piret", "/roundtable")

    assert kept.starts_at is not None
    taken = "Monday 7 December at 08:00"
    assert taken in network.last("jaan") or taken in " ".join(network.texts("jaan"))
    assert taken not in network.last("piret")
    assert "K7-4F2Q" not in network.last("piret")


async def published(table: Table, secret: str) -> bytes | None:
    async with table.database.reading(table.clock()) as tx:
        turn = Turn(tx, table.clock(), table.assistant.parts.office)
        return await calendar.published(turn, secret)


async def leave(table: Table, address: str) -> None:
    async with table.database.transaction(table.clock()) as tx:
        member = await tx.members.get(table.members[address].id)
        manager = await tx.members.get(table.members["mari"].id)
        person = table.people[address]
        await tx.keep(cases.remove(member, person, manager, table.clock()))
    await table.settle()


@pytest.mark.at_console
async def test_a_parent_is_asked_as_a_grown_up_and_a_question_wants_its_tap(
    network: Table,
) -> None:
    await network.say("mari", "/opinion")
    await network.say("mari", "She is worn out")
    assert (
        network.last("mari") == "Please choose one of the buttons under the question."
    )

    await network.press("mari", "The parent's")
    assert "In a conversation" in network.labels("mari")
    assert "Through drawing or play" not in network.labels("mari")
