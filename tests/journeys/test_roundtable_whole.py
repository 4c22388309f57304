"""The first roundtable of a case, from "we should meet" to minutes everyone agrees on."""

from datetime import timedelta

import pytest

from casework.plans import ActivityState
from casework.roundtables import Reply, RoundtableState
from tests.roundtable_stories import (
    ALL_YES,
    convene_label,
    decide,
    roundtable,
    see_differently,
    votes,
)
from tests.table import Table, at


@pytest.mark.on_web
async def test_from_we_should_meet_to_confirmed_minutes(network: Table) -> None:
    await network.say("mari", "/umarlaud")
    assert "one parent would sit alone" in network.last("mari")
    await network.press("mari", "Ask everyone about these times")
    for address in ("kati", "jaan", "liis"):
        await votes(network, address, *ALL_YES)
    assert "Before it can be convened:" in network.last("mari")
    for whose, words in (("child", "I want to play"), ("parent", "Shorter days")):
        await network.press("mari", f"Write down the {whose}'s opinion")
        await network.press("mari", "In a conversation")
        await network.say("mari", words)
    await network.press("mari", convene_label(network))
    for address in ("kati", "jaan"):
        await network.press(address, "I will come")
    await network.until(at("2026-12-03 09:00"))
    await network.press("kati", "Write it")
    await network.say("kati", "Homework takes all evening")
    await network.press("kati", "Everyone at the table")
    kept = await roundtable(network)
    assert kept.ends_at is not None
    await network.until(kept.ends_at + timedelta(minutes=1))
    agenda = [text for text in network.texts("jaan") if "agenda of the" in text]
    assert "“Homework takes all evening” (parent)" in agenda[-1]

    await network.press("mari", "Yes, it was held")
    await network.press("mari", "Done")
    await decide(
        network, "Find a quiet room", "Jaan Jõgi (class teacher)", "15.12.2026"
    )
    await network.press("mari", "That is all: set the next date")
    assert "Homework takes all evening" in " ".join(network.labels("mari"))
    await network.press("mari", "Done")
    await network.say("mari", "18.1.2027")
    await see_differently(network)
    await network.press("mari", "No summary")
    assert "We meet again about Monday 18 January." in network.last("kati")
    await network.wait(hours=1)
    await network.press("jaan", "I take it on")
    await network.wait(days=8)

    kept = await roundtable(network)
    assert kept.state is RoundtableState.MINUTES_CONFIRMED
    assert [kept.seat_of(network.people[w].id).reply for w in ("kati", "jaan")] == [
        Reply.COMES,
        Reply.COMES,
    ]
    async with network.database.reading(network.clock()) as tx:
        (activity,) = await tx.activities.of_case(kept.case)
    assert (activity.title, activity.state) == (
        "Find a quiet room",
        ActivityState.ACCEPTED,
    )
