"""The case manager looks at the days as a picture, and takes a time from there."""

from tests.roundtable_stories import roundtable
from tests.table import Table, at


async def test_the_days_are_seen_as_a_picture_and_a_time_is_taken_from_there(
    network: Table,
) -> None:
    network.clock.set(at("2026-12-07 09:00"))
    await network.say("mari", "/roundtable")

    await network.press("mari", "See the days")

    words = network.last("mari")
    assert "K7-4F2Q: the days from Monday 21 December." in words
    assert "Thu 24 Dec: public holiday." in words
    assert "Tue 22 Dec: Christmas break" in words
    (picture,) = network.screen("mari")[-1].text.attachments
    assert picture.content.startswith(b"\x89PNG")
    assert picture.alt in words
    for name in ("Kati", "Jaan", "Liis", "Mari"):
        assert name not in words + picture.name

    await network.press("mari", "The week after")
    assert "the days from Monday 28 December" in network.last("mari")
    assert "The week after" not in network.labels("mari")
    await network.press("mari", "The week before")

    before = (await roundtable(network)).proposals
    await network.press("mari", "Back to the draft")
    assert "roundtable" in network.last("mari")
    assert (await roundtable(network)).proposals == before


async def test_a_time_for_all_is_proposed_with_one_tap(network: Table) -> None:
    await network.say("mari", "/roundtable")
    before = (await roundtable(network)).proposals
    await network.press("mari", "See the days")
    (propose, *_others) = (x for x in network.labels("mari") if x.startswith("Propose"))

    await network.press("mari", propose)

    after = (await roundtable(network)).proposals
    assert len(after) == len(before) + 1
    assert set(before) < set(after)
    assert "these times suit everybody needed" in network.last("mari")
    await network.press("mari", "Ask everyone about these times")
    assert "Discard" not in network.labels("mari")
