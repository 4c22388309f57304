"""After a roundtable: who came, decisions, the next date, and everyone reads it."""

import io
from datetime import timedelta

import docx
import pytest

from casework.minuted import StarState
from casework.plans import ActivityState
from casework.roles import Role
from casework.roundtables import RoundtableState
from tests.roundtable_stories import (
    convened,
    decide,
    end_minutes,
    held,
    roundtable,
    see_differently,
    show_team_chat,
    team_chat,
)
from tests.table import Table, at


async def test_held_minuted_and_read_by_everyone_at_the_same_time(
    network: Table,
) -> None:
    show_team_chat(network)
    kept = await held(network)
    assert "Roundtables held: 1 of 3" in network.last("mari")
    await decide(
        network, "Find a quiet room", "Jaan Jõgi (class teacher)", "15.12.2026"
    )
    await decide(network, "Read together", "Kati Kask (parent)", "31.12.2026")

    await end_minutes(network)

    for reader in ("jaan", "liis", "mari"):
        assert "2. “Read together” – Kati Kask (parent), by" in network.last(reader)
        assert "The next roundtable: about Monday 18 January" in network.last(reader)
    plain = network.last("kati")
    assert "2. You do this: “Read together”. Until Thursday 31 December." in plain
    assert "1. Jaan Jõgi (class teacher) does this: “Find a quiet room”" in plain
    assert "We meet again about Monday 18 January." in plain
    minuted = await roundtable(network)
    assert minuted.state is RoundtableState.MINUTES_DRAFT
    assert [seat.attended for seat in minuted.seats] == [True] * 4
    posts = team_chat(network, kept)
    assert "Find a quiet room" not in " ".join(posts)
    async with network.database.reading(network.clock()) as tx:
        made = await tx.activities.of_case(kept.case)
    assert {(a.title, a.person, a.state) for a in made} == {
        ("Find a quiet room", network.people["jaan"].id, ActivityState.PROPOSED),
        ("Read together", network.people["kati"].id, ActivityState.PROPOSED),
    }
    assert {each.activity for each in minuted.decisions} == {a.id for a in made}


async def test_minutes_do_not_end_without_a_next_date(network: Table) -> None:
    await held(network)
    await network.press("mari", "That is all: set the next date")
    assert "Minutes do not end without" in network.last("mari")
    for wrong in ("1.1.2020", "31.4.2027", "later"):
        await network.say("mari", wrong)
    assert (await roundtable(network)).state is RoundtableState.HELD

    await network.press("mari", "Propose to close the case")
    await see_differently(network)
    await network.press("mari", "No summary")

    assert "proposed to close the case" in network.last("kati")
    assert (await roundtable(network)).closing_proposed


async def test_who_of_the_family_sees_it_differently_stands_in_the_minutes(
    network: Table,
) -> None:
    await held(network)
    await decide(
        network,
        "Change the class",
        "Jaan Jõgi (class teacher)",
        "15.12.2026",
        ("The child", "I want to stay with Mia"),
        ("Kati Kask (parent)", "Not before Christmas"),
    )
    await network.press("mari", "That is all: set the next date")
    await network.say("mari", "18.1.2027")
    await see_differently(network, ("Kati Kask (parent)", "It goes too fast"))
    assert "How and when was the decision explained" in network.last("mari")
    await network.say("mari", "On Tuesday, with drawings")
    await network.press("mari", "No summary")

    assert (await roundtable(network)).explanation == "On Tuesday, with drawings"
    teacher, mother = network.last("jaan"), network.last("kati")
    assert "The child sees it differently." in teacher
    assert "Sees it differently – Kati Kask (parent): “Not before C" in teacher
    assert "It goes too fast" in teacher
    for words in ("I want to stay with Mia", "drawings"):
        assert words not in " ".join(network.texts("jaan"))
    assert "The child sees it differently: “I want to stay with Mia”" in mother
    assert "You see it differently: “Not before Christmas”" in mother


async def test_who_raised_something_learns_what_came_of_it(network: Table) -> None:
    kept = await convened(network)
    await network.until(at("2026-12-03 13:00"))
    for words in ("Homework", "The bus"):
        await network.press("kati", "Write it")
        await network.say("kati", words)
        await network.press("kati", "Only the case manager")
    assert kept.ends_at is not None
    await network.until(kept.ends_at)
    await network.press("mari", "Yes, it was held")
    await network.press("mari", "Done")
    await network.press("mari", "That is all: set the next date")
    await network.press("mari", "The bus")
    await network.press("mari", "Done")
    await network.say("mari", "18.1.2027")
    await see_differently(network)
    await network.press("mari", "No summary")

    assert "You raised “Homework”: it was talked about." in network.last("kati")
    assert "You raised “The bus”: there was no time for it" in network.last("kati")
    assert "The bus" not in network.last("jaan")


@pytest.mark.on_phones
async def test_minutes_corrected_by_the_teacher(network: Table) -> None:
    await held(network)
    await decide(network, "Find a room", "Jaan Jõgi (class teacher)", "15.12.2026")
    await end_minutes(network)
    await network.press("jaan", "Something is wrong or missing")
    await network.press("jaan", "1. Find a room")
    assert "It now reads: “Find a room”" in network.last("jaan")
    await network.say("jaan", "Find a quiet room")
    assert "It should read: “Find a quiet room”" in network.last("mari")

    await network.press("mari", "Take it into the minutes")

    for reader in ("jaan", "liis"):
        assert "corrected minutes of the roundtable" in network.last(reader)
        assert "1. “Find a quiet room” – " in network.last(reader)
        assert "At first it read: “Find a room”" in network.last(reader)
    assert "something was put right" in network.last("kati")
    await network.wait(days=8)
    kept = await roundtable(network)
    assert kept.state is RoundtableState.MINUTES_CONFIRMED
    assert "the minutes stand" in " ".join(network.texts("mari")[-3:])
    async with network.database.reading(network.clock()) as tx:
        (activity,) = await tx.activities.of_case(kept.case)
    assert activity.title == "Find a quiet room"
    await network.press("liis", "Something is wrong or missing")
    assert "its time is over" in network.last("liis")


async def test_what_is_not_taken_into_the_minutes_stands_beside_them(
    network: Table,
) -> None:
    await held(network)
    await end_minutes(network)
    await network.press("jaan", "Something is wrong or missing")
    await network.say("jaan", "We also spoke of the bus")
    await network.press("kati", "Something is wrong or missing")
    await network.say("kati", "I said more than that")
    await network.press("mari", "Leave it beside the minutes")

    await network.wait(days=8)
    assert "still waits. Jaan Jõgi (class teacher)" in network.last("mari")
    await network.wait(days=3)

    kept = await roundtable(network)
    assert kept.state is RoundtableState.MINUTES_CONFIRMED
    assert [each.state.value for each in kept.corrections] == ["beside", "beside"]
    await network.say("liis", "/minutes")
    assert "Beside the minutes (Jaan Jõgi (class teacher), " in network.last("liis")
    assert "“We also spoke of the bus”" in network.last("liis")
    assert "it stands since" in network.last("liis")


async def test_minutes_leave_as_a_document_and_as_text_for_the_register(
    network: Table,
) -> None:
    await held(network)
    await decide(
        network,
        "Find a room",
        "Jaan Jõgi (class teacher)",
        "15.12.2026",
        ("The child", "I want to stay with Mia"),
    )
    await network.press("mari", "That is all: set the next date")
    await network.say("mari", "18.1.2027")
    await see_differently(network)
    await network.say("mari", "On Tuesday, with drawings")
    await network.say("mari", "Everyone wants the same")
    await network.press("mari", "As a document")
    (file,) = network.screen("mari")[-1].text.attachments
    assert file.name == "K7-4F2Q-2026-12-07.docx"
    assert file.for_others
    written = docx.Document(io.BytesIO(file.content))
    assert written.core_properties.title == "Minutes of a roundtable"
    body = "\n".join(paragraph.text for paragraph in written.paragraphs)
    assert "draft, not confirmed yet" in body
    assert "the child, 23.11.2026 (In a conversation): “I want to keep my" in body
    cells = [cell.text for row in written.tables[0].rows for cell in row.cells]
    assert "“Find a room”\nThe child sees it differently: “I want to stay" in cells[6]
    assert cells[8:] == ["Jaan Jõgi (class teacher)", "15.12.2026"]

    await network.wait(days=8)
    await network.press("mari", "Text for STAR")
    block = network.last("mari")
    for words in (
        "Case: K7-4F2Q",
        "1. “Find a room”",
        "How it was explained to the child\n“On Tuesday, with drawings”",
        "“Everyone wants the same”",
        "The next roundtable: about Monday 18 January",
    ):
        assert words in block
    await network.press("mari", "I have read it, it is right")
    await network.press("mari", "It is in STAR now")
    await network.say("mari", "12-3/45")
    assert "the minutes are in STAR. (12-3/45)" in network.last("mari")
    assert (await roundtable(network)).star is StarState.TRANSFERRED
    for other in ("kati", "jaan", "liis"):
        assert "As a document" not in network.labels(other)


async def test_decisions_are_written_as_they_fall_and_declined_with_a_reason(
    network: Table,
) -> None:
    kept = await convened(network)
    assert kept.starts_at is not None
    await network.until(kept.starts_at)
    await network.press("mari", "Tick who is there")
    await network.press("mari", "Liis Lepik (speech therapist)")
    await network.press("mari", "Done")
    assert "Did not come: Liis Lepik." in network.last("mari")
    for words in ("Find a room", "A slip of the pen"):
        await decide(network, words, "Jaan Jõgi (class teacher)", "15.12.2026")
    await network.press("mari", "Take a decision out")
    await network.press("mari", "A slip of the pen")
    assert "A slip of the pen" not in network.last("mari")
    await end_minutes(network)
    assert "the roundtable of" in network.last("jaan")
    await network.wait(days=1)
    await network.press("jaan", "I cannot")
    await network.say("jaan", "There is no free room")
    assert "There is no free room" in await tasks_of(network)


async def tasks_of(network: Table) -> str:
    await network.say("mari", "/status K7-4F2Q")
    return "".join(network.texts("mari")[-3:])


async def test_who_reads_no_minutes_hears_the_next_date_and_their_own_part(
    network: Table,
) -> None:
    kept = await convened(network)
    async with network.database.reading(network.clock()) as tx:
        case = await tx.cases.get(kept.case)
    await network.seat("anna", "Anna", case, Role.RELATIVE)
    await network.say("mari", "/roundtable")
    await network.press("mari", "Invite somebody else too")
    await network.press("mari", "Anna (relative)")
    await network.press("mari", "Done")
    assert kept.ends_at is not None
    await network.until(kept.ends_at)
    assert "agenda" not in " ".join(network.texts("anna"))
    await network.press("mari", "Yes, it was held")
    await network.press("mari", "Done")
    await decide(network, "Find a room", "Jaan Jõgi (class teacher)", "15.12.2026")
    await decide(network, "Fetch from school", "Anna (relative)", "15.12.2026")

    await end_minutes(network)

    assert "Fetch from school" in network.last("anna")
    assert "Find a room" not in network.last("anna")
    assert "Monday 18 January" in network.last("anna")


async def test_forgotten_minutes_are_remembered_once(network: Table) -> None:
    kept = await convened(network)
    assert kept.ends_at is not None
    await network.until(kept.ends_at + timedelta(days=9))

    waiting = [text for text in network.texts("mari") if "still waiting" in text]
    assert len(waiting) == 1


async def test_a_meeting_that_was_not_held_can_be_moved(network: Table) -> None:
    kept = await convened(network)
    assert kept.ends_at is not None
    await network.until(kept.ends_at)
    await network.press("mari", "No, move it")
    await network.say("mari", "16.12.2026 14:00")
    await network.press("mari", "Yes, that is what I mean")

    moved = await roundtable(network)
    assert moved.starts_at == at("2026-12-16 14:00")
    assert moved.uid == kept.uid
    assert moved.sequence == 1


async def test_the_second_roundtable_reviews_and_asks_the_opinions_anew(
    network: Table,
) -> None:
    await held(network)
    await end_minutes(network)

    await network.say("mari", "/roundtable")

    assert "review the effect. 1 of 3 held" in network.last("mari")
    assert "The child's opinion is not written down yet" in network.last("mari")
