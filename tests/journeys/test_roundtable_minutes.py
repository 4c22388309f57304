"""After a roundtable: who came, decisions, the next date, and everyone reads it."""

from datetime import timedelta

import pytest

from casework.plans import ActivityState
from casework.roles import Role
from casework.roundtables import RoundtableState
from tests.roundtable_stories import (
    convened,
    decide,
    held,
    roundtable,
    show_team_chat,
    team_chat,
)
from tests.table import Table, at


async def end(table: Table, following: str = "18.1.2027") -> None:
    await table.press("mari", "That is all: set the next date")
    await table.say("mari", following)
    await table.press("mari", "No")
    await table.press("mari", "No summary")


@pytest.mark.on_phones
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

    await end(network)

    for reader in ("kati", "jaan", "liis", "mari"):
        assert "Read together – " in network.last(reader)
        assert "The next roundtable: about Monday 18 January" in network.last(reader)
    assert "2. Read together – you, by Thursday 31 December" in network.last("kati")
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
    await network.press("mari", "No")
    await network.press("mari", "No summary")

    assert "proposed to close the case" in network.last("kati")
    assert (await roundtable(network)).closing_proposed


async def test_if_the_child_sees_it_differently_it_must_be_explained(
    network: Table,
) -> None:
    await held(network)
    await network.press("mari", "That is all: set the next date")
    await network.say("mari", "18.1.2027")
    await network.press("mari", "Yes")
    assert "How and when was the decision explained" in network.last("mari")
    await network.say("mari", "On Tuesday, with drawings")
    await network.press("mari", "No summary")

    assert (await roundtable(network)).explanation == "On Tuesday, with drawings"
    assert "drawings" not in network.last("jaan")


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
    await network.press("mari", "No")
    await network.press("mari", "No summary")

    assert "You raised “Homework”: it was talked about." in network.last("kati")
    assert "You raised “The bus”: there was no time for it" in network.last("kati")
    assert "The bus" not in network.last("jaan")


async def test_something_wrong_in_the_minutes_stands_beside_them(
    network: Table,
) -> None:
    await held(network)
    await end(network)
    await network.press("jaan", "Something is wrong or missing")
    await network.say("jaan", "The date is wrong")
    assert "Jaan Jõgi (class teacher) sees the minutes differently" in network.last(
        "mari"
    )

    await network.wait(days=8)

    kept = await roundtable(network)
    assert kept.state is RoundtableState.MINUTES_CONFIRMED
    assert [each.text for each in kept.corrections] == ["The date is wrong"]
    await network.press("liis", "Something is wrong or missing")
    assert "its time is over" in network.last("liis")


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

    await end(network)

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
    await end(network)

    await network.say("mari", "/roundtable")

    assert "review the effect. 1 of 3 held" in network.last("mari")
    assert "The child's opinion is not written down yet" in network.last("mari")
