"""Somebody away is asked nothing, is told what they must know, and comes back."""

from datetime import timedelta

from tests.asked import begin_rhythm
from tests.journeys.test_roundtable_meeting import call_off, move
from tests.roundtable_stories import (
    ALL_YES,
    convene_label,
    convened,
    opinions_known,
    polling,
    votes,
)
from tests.table import Table, at

AWAY = "marked as away until"


async def away(table: Table, address: str, until: str = "30.11.2026") -> None:
    await table.say(address, f"/away {until}")
    table.clear()


async def convened_without_kati(table: Table) -> None:
    """A roundtable is fixed while Kati, who is needed there, is away."""
    await opinions_known(table)
    await polling(table)
    for address in ("kati", "jaan", "liis"):
        await votes(table, address, *ALL_YES)
    await table.say("kati", "/away 30.11.2026")
    await table.press("mari", convene_label(table))


async def test_who_starts_again_hears_that_they_are_marked_as_away(
    network: Table,
) -> None:
    await away(network, "kati")
    await network.say("kati", "STOP")
    await network.say("kati", "/start")

    assert "Good to have you back" in network.last("kati")
    assert AWAY in network.last("kati")
    await network.press("kati", "I am back")
    assert network.last("kati").startswith("Welcome back")
    await network.say("kati", "/start")
    assert AWAY not in " ".join(network.texts("kati")[-1:])


async def test_start_tells_of_an_absence_without_stop_too(network: Table) -> None:
    await away(network, "kati")
    await network.say("kati", "/start")
    assert AWAY in network.last("kati")
    await network.say("kati", "/start")
    assert AWAY in network.last("kati")


async def test_who_answers_though_away_is_asked_once_whether_they_are_back(
    network: Table,
) -> None:
    await polling(network)
    await network.say("kati", "/away 31.12.2026")
    await network.press("kati", "Yes")
    await network.press("kati", "Yes")

    offers = [text for text in network.texts("kati") if "Are you back?" in text]
    assert len(offers) == 1
    await network.press("kati", "I am back")
    assert network.last("kati").startswith("Welcome back")


async def test_a_convened_roundtable_reaches_who_is_away(network: Table) -> None:
    await convened_without_kati(network)

    assert "the roundtable is fixed" in network.last("kati")


async def test_a_change_and_a_cancellation_reach_who_is_away(network: Table) -> None:
    await convened(network)
    await away(network, "kati", "31.12.2026")

    await move(network, "18.12.2026 10:00")
    assert "moved" in network.last("kati")
    await call_off(network, "Mari is ill")
    assert "Mari is ill" in network.last("kati")


async def test_the_news_waits_for_the_hours_even_of_who_is_away(
    network: Table,
) -> None:
    await convened(network)
    await away(network, "kati", "31.12.2026")
    await network.until(at("2026-11-23 21:30"))
    network.clear()

    await call_off(network, "Mari is ill")

    assert network.texts("kati") == []
    await network.until(at("2026-11-24 08:01"))
    assert "Mari is ill" in network.last("kati")


async def test_what_was_held_comes_at_once_when_they_are_back(network: Table) -> None:
    await away(network, "kati")
    await polling(network)
    assert network.texts("kati") == []

    await network.wait(hours=1)
    await network.say("kati", "/back")
    await network.wait(minutes=1)

    assert "Yes" in network.labels("kati")


async def test_the_case_manager_sees_who_of_the_invited_is_away(
    network: Table,
) -> None:
    await convened_without_kati(network)
    await network.say("mari", "/roundtable")
    assert "Kati Kask" in network.last("mari").split("Away until ")[1]


async def test_the_case_manager_hears_that_somebody_can_be_reached_again(
    network: Table,
) -> None:
    await network.say("kati", "STOP")
    await network.say("kati", "/start")
    said = network.last("mari")
    assert said == "K7-4F2Q: Kati Kask (parent) can be reached by chat again."
    await network.say("mari", "/tasks")
    assert network.last("mari") == "Nothing waits for you."


async def test_who_is_away_is_not_listed_as_silent(network: Table) -> None:
    await begin_rhythm(network, "kati")
    await network.say("kati", "The week was calm")
    await network.press("kati", "Yes, pass it on")
    await network.say("kati", "/away 30.11.2026")
    await network.until(network.clock() + timedelta(minutes=5))

    await network.say("mari", "/status K7-4F2Q")

    seen = network.last("mari")
    assert "No word from:" not in seen
    assert "Kati Kask, parent: until" in seen.split("Away:")[1]


async def test_danger_without_a_number_offers_to_write(network: Table) -> None:
    await network.say("kati", "He beats the child")
    await network.say("kati", "Isa peksab last")
    alert = next(t for t in network.texts("mari") if "speaks of danger" in t)
    assert "No phone number is written down here." in alert

    await network.press("mari", "Write to them here")
    await network.say("mari", "Which number can I call?")

    assert "Which number can I call?" in network.last("kati")
    await network.say("mari", "/tasks")
    assert "someone may be in danger" in network.last("mari")
