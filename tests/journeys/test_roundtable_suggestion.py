"""The mother proposes another time: in the poll, and once the time is fixed."""

import pytest

from casework.roundtables import Vote
from tests.roundtable_stories import ALL_YES, convened, polling, roundtable, votes
from tests.table import Table, at


@pytest.mark.on_phones
async def test_the_mother_proposes_another_time_and_everyone_is_asked(
    network: Table,
) -> None:
    await polling(network)
    await votes(network, "jaan", *ALL_YES)
    await network.press("kati", "None of the times suits me")
    assert "Is there another time that would suit you?" in network.last("kati")
    await network.press("kati", "Suggest another time")
    await network.press("kati", "Thursday 10 December")
    await network.press("kati", "16:00")

    assert "Thursday 10 December at 16:00 would suit you" in network.last("kati")
    told = network.last("mari")
    assert "Kati Kask (parent) suggests another time: Thursday 10 December" in told
    await network.press("mari", "Ask everyone about this time too")
    assert "one time more" in network.last("jaan")
    assert "Kati" not in network.last("jaan")
    await network.press("jaan", "Yes")
    await votes(network, "liis", *ALL_YES, "Yes")

    kept = await roundtable(network)
    assert kept.proposals[-1] == at("2026-12-10 16:00")
    assert kept.recommended == kept.proposals[-1]
    assert "everyone has answered" in network.last("mari")


async def test_none_fits_may_still_be_said_while_nothing_has_fitted(
    network: Table,
) -> None:
    await polling(network)
    await network.press("kati", "No")
    await network.press("kati", "None of the times suits me")
    assert "Is there another time that would suit you?" in network.last("kati")
    await network.press("liis", "Yes")
    assert "None of the times suits me" not in network.labels("liis")


async def test_typed_words_are_shown_back_before_anybody_hears_of_them(
    network: Table,
) -> None:
    await polling(network)
    await network.press("kati", "None of the times suits me")
    before = len(network.texts("mari"))
    await network.press("kati", "Suggest another time")
    await network.say("kati", "järgmisel laupäeval kell 3")
    assert network.labels("kati")[:4] == [
        "Saturday 28 November at 15:00",
        "Saturday 28 November at 03:00",
        "Saturday 5 December at 15:00",
        "Saturday 5 December at 03:00",
    ]
    await network.press("kati", "Back")
    await network.say("kati", "laupäeval kell 15:00")
    assert "weekend" in network.last("kati")
    await network.press("kati", "No, leave it")
    assert len(network.texts("mari")) == before
    await network.press("kati", "Suggest another time")
    await network.say("kati", "eile kell 15:00")
    assert "no such date" in network.last("kati")
    await network.say("kati", "neljapäev, 10. detsember")
    await network.say("kati", "kell pool kolm päeval")

    await network.press("kati", "Yes, that is what I mean")

    assert "Thursday 10 December at 14:30" in network.last("mari")
    await network.press("mari", "No, leave it at the others")
    assert "cannot be offered" in network.last("kati")
    kept = await roundtable(network)
    assert len(kept.proposals) == 6
    assert set(kept.seat_of(network.people["kati"].id).votes.values()) == {Vote.NO}


async def test_a_time_suggested_after_a_no_moves_the_meeting_with_one_tap(
    network: Table,
) -> None:
    await convened(network)
    await network.press("kati", "I cannot come")
    await network.press("kati", "Suggest another time")
    await network.say("kati", "10.12 kell 9.30")
    await network.press("kati", "Yes, that is what I mean")
    assert "The roundtable is fixed for Monday 7 December" in network.last("mari")

    await network.press("mari", "Move it to the suggested time")

    kept = await roundtable(network)
    assert (kept.starts_at, kept.sequence) == (at("2026-12-10 09:30"), 1)
    assert "has been moved" in network.last("liis")
