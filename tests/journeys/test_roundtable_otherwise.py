"""When it does not go as planned: no time suits, somebody leaves, two convene at once."""

import asyncio
from dataclasses import replace

import pytest

from bot.inbox import Inbox
from casework.roles import Role
from casework.roundtables import RoundtableState
from handlers.incoming import Incoming
from tests.roundtable_stories import (
    ALL_YES,
    convene_label,
    opinions_known,
    polling,
    roundtable,
    votes,
)
from tests.table import Table, at


async def test_everyone_says_no_and_other_times_are_a_tap_away(network: Table) -> None:
    await opinions_known(network)
    first = await polling(network)
    for address in ("kati", "jaan", "liis"):
        await network.press(address, "None of the times suits me")
    assert "somebody who is required cannot come" in network.last("mari")
    labels = network.labels("mari")
    assert "Look for other times" in labels
    assert {"Hold it without somebody", "Call it off"} <= set(labels)

    stale = network.screen("kati")[-1].tokens[1]
    await network.press("mari", "Look for other times")
    assert "in four to six weeks" in network.last("mari")
    await network.press("mari", "Ask everyone about these times")

    await network.until(at("2026-11-24 10:00"))
    assert "the earlier times did not suit" in network.last("kati")
    kept = await roundtable(network)
    assert kept.id != first.id
    assert not set(kept.proposals) & set(first.proposals)
    assert len(kept.seats) == len(first.seats)
    await network.say("kati", pressed=stale)
    assert "its time is over" in network.last("kati")
    async with network.database.reading(network.clock()) as tx:
        before = await tx.roundtables.get(first.id)
    assert before.state is RoundtableState.CANCELLED


async def test_somebody_required_leaves_and_the_case_manager_hears_at_once(
    network: Table,
) -> None:
    await polling(network)
    await votes(network, "kati", *ALL_YES)
    await network.say("jaan", "/leave")
    await network.press("jaan", "Yes, leave")

    told = [x for x in network.texts("mari") if "was required at the roundtable" in x]
    assert len(told) == 1
    assert "Jaan Jõgi (class teacher)" in told[0]
    await network.press("mari", "Ask somebody else too")
    await votes(network, "liis", *ALL_YES)
    assert any("everyone has answered about" in x for x in network.texts("mari"))


async def test_it_convenes_by_itself_once_the_last_opinion_is_known(
    network: Table,
) -> None:
    await polling(network)
    await network.press("mari", "Convene it if all needed say yes")
    assert "Otherwise I ask you" in network.last("mari")
    for address in ("kati", "jaan", "liis"):
        await votes(network, address, *ALL_YES)
    assert (await roundtable(network)).state is RoundtableState.POLLING
    assert "opinion is not written down yet" in network.last("mari")

    for whose in ("child", "parent"):
        await network.press("mari", f"Write down the {whose}'s opinion")
        await network.press("mari", "In a conversation")
        await network.say("mari", "Mornings are the hardest")

    kept = await roundtable(network)
    assert kept.state is RoundtableState.CONVENED
    told = [b for b in network.screen("mari") if "As you wished" in b.text.body]
    assert [b.label for b in told[0].text.buttons] == ["Move it", "Call it off"]
    assert "the roundtable is fixed" in network.last("kati")


async def test_one_of_the_school_is_enough_and_a_colleague_may_come_instead(
    network: Table,
) -> None:
    await opinions_known(network)
    async with network.database.transaction(network.clock()) as tx:
        for address in ("jaan", "liis"):
            member = await tx.members.get(network.members[address].id)
            await tx.members.keep(replace(member, organisation="Põhjala kool"))
    await network.say("mari", "/roundtable")
    await network.press("mari", "One of Põhjala kool is enough")
    assert "One of Põhjala kool is enough: " in network.last("mari")
    await network.press("mari", "Ask everyone about these times")
    await votes(network, "kati", *ALL_YES)
    await network.press("liis", "None of the times suits me")
    await votes(network, "jaan", *ALL_YES)
    await network.press("mari", convene_label(network))

    assert "Somebody else comes for Põhjala kool" in network.last("liis")
    await network.press("jaan", "A colleague comes instead")
    await network.press("jaan", "Liis Lepik (speech therapist)")

    assert "the roundtable is fixed" in network.last("liis")
    assert "Liis Lepik comes instead of Jaan Jõgi" in network.last("mari")
    seated = {seat.person for seat in (await roundtable(network)).seats}
    assert network.people["jaan"].id not in seated


async def test_two_case_managers_convene_in_the_same_instant(network: Table) -> None:
    await opinions_known(network)
    case = (await polling(network)).case
    async with network.database.reading(network.clock()) as tx:
        await network.seat("dora", "Dora", await tx.cases.get(case), Role.DEPUTY)
    for address in ("kati", "jaan", "liis"):
        await votes(network, address, *ALL_YES)
    await network.say("dora", "/roundtable")
    await network.press("dora", "Other times")
    parts = network.assistant.parts
    doors = [Inbox(parts.database, parts.office, parts.clock) for _ in range(2)]
    for address in ("mari", "dora"):
        token = network.screen(address)[-1].tokens[0]
        where, place = network.phones.place(network, address)
        await doors[0].receive(
            Incoming(network=where, key=f"now {address}", address=place, pressed=token)
        )

    await asyncio.gather(*(door.work() for door in doors))
    await network.settle()

    kept = await roundtable(network)
    assert (kept.state, kept.sequence) == (RoundtableState.CONVENED, 0)
    fixed = [x for x in network.texts("kati") if "the roundtable is fixed" in x]
    assert len(fixed) == 1
    refused = [
        address
        for address in ("mari", "dora")
        if any("answered already" in text for text in network.texts(address))
    ]
    assert len(refused) == 1


@pytest.mark.parametrize("words", ["Rõõm\nATTENDEE:mailto:x@y.ee", 'room "7"; a,b\\'])
async def test_what_is_typed_as_a_place_never_becomes_part_of_a_calendar(
    network: Table, words: str
) -> None:
    await network.say("mari", "/roundtable")
    await network.press("mari", "Place or online link")
    await network.say("mari", words)
    await network.press("mari", "Discard")
    await convened_with_place(network, words)
    (file,) = network.screen("kati")[-1].text.attachments
    lines = file.content.decode().replace("\r\n ", "").split("\r\n")
    assert not [line for line in lines if line.startswith("ATTENDEE")]
    assert sum(line.startswith("LOCATION:") for line in lines) == 1


async def convened_with_place(table: Table, words: str) -> None:
    """Convene a roundtable at a place with these words."""
    await opinions_known(table)
    await table.say("mari", "/roundtable")
    await table.press("mari", "Place or online link")
    await table.say("mari", words)
    await table.press("mari", "Ask everyone about these times")
    for address in ("kati", "jaan", "liis"):
        await votes(table, address, *ALL_YES)
    await table.press("mari", convene_label(table))
