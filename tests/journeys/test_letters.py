"""Somebody writes without being asked; the case manager reads and answers."""

from casework.roles import Role
from tests import stories
from tests.table import Table, at


async def test_words_nobody_asked_for_go_to_the_case_manager(network: Table) -> None:
    await network.say("kati", "He has not slept for three nights")
    assert "112" in network.last("kati")
    await network.press("kati", "Yes, pass it on")
    assert "gets your words now" in network.last("kati")

    assert network.last("mari") == "K7-4F2Q: someone has written to you."
    await network.press("mari", "Show")

    assert "Kati Kask (parent)" in network.last("mari")
    assert "“He has not slept for three nights”" in network.last("mari")


async def test_the_answer_comes_as_the_case_managers_words(network: Table) -> None:
    await network.say("kati", "Can we talk?")
    await network.press("kati", "Yes, pass it on")
    await network.press("mari", "Show")
    await network.press("mari", "Answer")
    await network.say("mari", "Of course, I call you at noon.")

    assert network.last("kati") == (
        "K7-4F2Q: your case manager writes:\n“Of course, I call you at noon.”"
    )
    await network.say("mari", "/tasks")
    assert network.last("mari") == "Nothing waits for you."


async def test_nobody_else_reads_the_words(network: Table) -> None:
    network.clear()
    await network.say("kati", "Only for you")
    await network.press("kati", "Yes, pass it on")
    for other in ("jaan", "liis", "piret"):
        assert network.texts(other) == []
    await network.say("piret", "/tasks")
    assert network.last("piret") == "Nothing waits for you."


async def test_words_not_passed_on_are_forgotten(network: Table) -> None:
    await network.say("kati", "Never mind")
    await network.press("kati", "No, leave it")
    assert "kept nothing" in network.last("kati")
    await network.say("mari", "/answer")
    assert network.last("mari") == "Nothing waits for you."


async def test_several_messages_in_a_row_are_one_letter(network: Table) -> None:
    await network.say("kati", "First")
    await network.say("kati", "Second")
    await network.press("kati", "Yes, pass it on")
    await network.press("mari", "Show")
    assert "“First\nSecond”" in network.last("mari")


async def test_in_two_networks_the_writer_says_which(network: Table) -> None:
    other = await stories.led_by(network, "piret")
    await network.seat("liis", "Liis Lepik", other, Role.SPEECH_THERAPIST)
    await network.say("liis", "I am worried")
    assert network.labels("liis") == ["B3-9XWM", "K7-4F2Q", "No, leave it"]
    await network.press("liis", "B3-9XWM")
    assert network.last("piret") == "B3-9XWM: someone has written to you."
    assert network.texts("mari") == []


async def test_at_the_weekend_the_writer_hears_when_it_is_read(network: Table) -> None:
    await network.until(at("2026-11-28 11:00"))
    await network.say("kati", "He ran away again but is back")
    await network.press("kati", "Yes, pass it on")
    assert "Monday 30 November at 08:00" in network.last("kati")
    assert network.texts("mari") == []
    await network.until(at("2026-11-30 08:01"))
    assert "written to you" in network.last("mari")


async def test_who_leads_and_answers_to_nobody_is_shown_the_way(network: Table) -> None:
    await network.say("mari", "hello?")
    assert "/help" in network.last("mari")
