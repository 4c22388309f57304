"""A class teacher says how it goes with each goal; danger is heard at once."""

from dataclasses import replace

import pytest

from casework.cases import MemberState
from casework.check_ins import CheckInState
from casework.disclosure import Audience
from casework.roles import Role
from casework.tasks import TaskKind
from casework.updates import Direction, Wish
from tests.asked import (
    begin_rhythm,
    check_ins_of,
    last_check_in,
    obstacles_in,
    tasks_of,
    updates_in,
    work_on,
)
from tests.stories import close, led_by
from tests.table import Table, at

TUESDAY = at("2026-11-24 09:00")
SUNDAY = at("2026-11-29 18:00")
GOAL = "Comes to school every day"
ALONE = "Only the case manager reads this"


async def asked(network: Table) -> Table:
    await work_on(network, "jaan", GOAL)
    await begin_rhythm(network, "jaan")
    await network.until(TUESDAY)
    return network


async def test_a_teacher_says_how_it_goes_with_a_goal(network: Table) -> None:
    await asked(network)
    assert f"Goal: “{GOAL}”" in network.last("jaan")
    assert "1 of 4" in network.last("jaan")

    await network.press("jaan", "Better")
    await network.say("jaan", "He was there four days of five")
    await network.press("jaan", "No obstacles")
    await network.press("jaan", "Nothing needed")

    assert "What you have noticed" in network.last("jaan")
    (update,) = await updates_in(network, "jaan")
    assert update.direction is Direction.BETTER
    assert update.note == "He was there four days of five"
    assert update.audience is Audience.NETWORK
    assert await obstacles_in(network, "jaan") == []


async def test_who_has_no_goal_to_work_on_is_not_asked(network: Table) -> None:
    await begin_rhythm(network, "liis")

    await network.until(at("2026-12-10 09:00"))

    assert network.texts("liis") == []


async def test_a_wish_becomes_a_task_of_the_case_manager(network: Table) -> None:
    await asked(network)
    await network.press("jaan", "Worse")
    await network.say("jaan", "He sleeps in class")
    await network.say("jaan", "Nobody answers the phone at home")
    await network.press("jaan", "A roundtable")

    (task,) = await tasks_of(network, "mari")
    assert (task.kind, task.words) == (
        TaskKind.ROUNDTABLE_WANTED,
        "He sleeps in class",
    )
    (update,) = await updates_in(network, "jaan")
    assert update.wish is Wish.ROUNDTABLE
    (obstacle,) = await obstacles_in(network, "jaan")
    assert obstacle.text == "Nobody answers the phone at home"


async def test_one_tap_keeps_a_sentence_for_the_case_manager(network: Table) -> None:
    await asked(network)
    await network.press("jaan", "Better")
    await network.press("jaan", ALONE)

    await network.say("jaan", "His mother was at school")

    (update,) = await updates_in(network, "jaan")
    assert update.audience is Audience.MANAGER


async def test_words_changed_after_they_were_read_are_told(network: Table) -> None:
    await asked(network)
    await network.press("jaan", "Better")
    await network.say("jaan", "All is well")
    await network.say("mari", "/summary")
    network.clear()

    await network.say("jaan", "/change")
    await network.press("jaan", "Question 1")
    await network.press("jaan", "Worse")

    assert "Jaan Jõgi (class teacher) changed an answer" in network.last("mari")


async def test_a_change_nobody_has_read_yet_tells_nobody(network: Table) -> None:
    await asked(network)
    await network.press("jaan", "Better")
    await network.say("jaan", "/change")
    await network.press("jaan", "Question 1")
    await network.press("jaan", "Worse")

    assert network.texts("mari") == []
    updates = await updates_in(network, "jaan")
    assert [update.direction for update in updates] == [Direction.WORSE]


async def test_two_goals_fit_and_the_third_comes_next_time(network: Table) -> None:
    for text in ("Goal one", "Goal two", "Goal three"):
        await work_on(network, "jaan", text)
        await network.wait(minutes=1)
    await begin_rhythm(network, "jaan")
    await network.until(TUESDAY)

    items = (await last_check_in(network, "jaan")).items
    assert [item.goal_text for item in items] == ["Goal one"] * 4 + ["Goal two"] * 4
    for _ in range(2):
        for label in ("Better", "Nothing to add", "No obstacles", "Nothing needed"):
            await network.press("jaan", label)
    await network.until(at("2026-12-08 09:00"))

    newest = await last_check_in(network, "jaan")
    assert newest.items[0].goal_text == "Goal three"


@pytest.mark.parametrize(
    "words",
    ["Isa peksab last", "Он меня бьёт!", "He says he wants to die"],
)
async def test_words_of_danger_show_the_numbers_and_alert(
    network: Table, words: str
) -> None:
    await begin_rhythm(network, "kati")
    await network.until(SUNDAY)

    await network.say("kati", words)

    said = " ".join(network.texts("kati"))
    assert "112" in said
    assert "116 111" in said
    (task,) = await tasks_of(network, "mari")
    assert (task.kind, task.words) == (TaskKind.DANGER, words)
    assert (await last_check_in(network, "kati")).answers[0].words == words
    await network.until(at("2026-11-30 08:00"))
    assert "Kati Kask (parent) speaks of danger" in " ".join(network.texts("mari"))


async def test_the_danger_button_works_in_a_closed_case_too(network: Table) -> None:
    await begin_rhythm(network, "kati")
    await network.until(SUNDAY)
    await close(network, "mari")

    await network.press("kati", "Somebody is in danger")

    assert "call 112 at once" in network.last("kati")


async def test_a_button_of_a_closed_case_takes_no_answer(network: Table) -> None:
    await asked(network)
    await close(network, "mari")

    await network.press("jaan", "Better")

    assert "closed" in network.last("jaan")
    assert (await last_check_in(network, "jaan")).answers == ()


async def test_who_left_answers_nothing_and_is_asked_nothing(network: Table) -> None:
    await asked(network)
    async with network.database.transaction(network.clock()) as tx:
        member = await tx.members.get(network.members["jaan"].id)
        await tx.members.keep(replace(member, state=MemberState.LEFT))
    await network.press("jaan", "Better")
    assert network.last("jaan") == "This is not available to you."
    network.clear()

    await network.until(at("2026-12-31 12:00"))

    assert network.texts("jaan") == []
    (check_in,) = await check_ins_of(network, "jaan")
    assert check_in.state is CheckInState.STOPPED


async def test_another_person_cannot_press_for_the_teacher(network: Table) -> None:
    await asked(network)
    token = network.screen("jaan")[-1].tokens[0]

    await network.say("liis", "", pressed=token)

    assert network.last("liis") == "This is not available to you."
    assert (await last_check_in(network, "jaan")).answers == ()


@pytest.mark.parametrize("sent", ["x" * 100_000, "", "   ", "\0\0"])
async def test_what_cannot_be_kept_is_told_and_the_question_stays(
    network: Table, sent: str
) -> None:
    await asked(network)
    await network.press("jaan", "Better")

    await network.say("jaan", sent)
    await network.say("jaan", "He smiled")

    (update,) = await updates_in(network, "jaan")
    assert update.note == "He smiled"


@pytest.mark.parametrize(
    "sent", ["😀😀", "שלום אהרון", "<b>bold</b> & *stars*", "a\0b", "\u202eevil"]
)
async def test_unusual_words_are_kept_as_an_answer(network: Table, sent: str) -> None:
    await asked(network)
    await network.press("jaan", "Better")

    await network.say("jaan", sent)

    (update,) = await updates_in(network, "jaan")
    assert update.note
    assert "\0" not in update.note
    assert "\u202e" not in update.note


async def test_a_member_with_two_rhythms_chooses_for_which_case(
    network: Table,
) -> None:
    other = await led_by(network, "piret")
    await begin_rhythm(network, "kati")
    await network.seat("kati", "Kati Kask", other, Role.PARENT)
    await begin_rhythm(network, "kati")

    await network.say("kati", "/rhythm")
    for label in ("B3-9XWM", "Saturday", "11:00", "every four weeks"):
        await network.press("kati", label)

    assert network.last("kati").startswith("B3-9XWM: you will be asked every 4 weeks")
