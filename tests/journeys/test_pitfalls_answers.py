"""The pitfalls of conversations.md 4 that answers can fall into, by their number."""

from dataclasses import replace

import pytest

from bot.languages import LANGUAGES
from bot.questions import sets, texts
from casework.cases import CONFIDENTIALITY_VERSION
from casework.check_ins import CheckInState
from casework.disclosure import Audience
from casework.questions import AskedOf
from casework.roles import Role
from tests.asked import (
    begin_rhythm,
    change_person,
    check_ins_of,
    last_check_in,
    obstacles_in,
    tasks_of,
    work_on,
)
from tests.stories import led_by
from tests.table import Table, at

SUNDAY = at("2026-11-29 18:00")
TUESDAY = at("2026-11-24 09:00")
ALL_WELL = ("Good", "I manage", "Yes", "Nothing to add now")


async def asked(network: Table) -> Table:
    await begin_rhythm(network, "kati")
    await network.until(SUNDAY)
    return network


async def asked_of_jaan(network: Table) -> Table:
    await work_on(network, "jaan", "Comes to school every day")
    await begin_rhythm(network, "jaan")
    await network.until(TUESDAY)
    return network


@pytest.mark.parametrize("language", LANGUAGES)
def test_pitfall_15_no_button_of_a_question_is_too_long(language: str) -> None:
    for key in sets():
        for labels in texts(key, language).labels.values():
            assert all(len(label) <= 40 for label in labels.values())


async def test_pitfall_17_a_late_answer_is_kept_marked_and_starts_nothing_over(
    network: Table,
) -> None:
    await asked_of_jaan(network)
    await network.until(at("2026-12-05 12:00"))
    assert (await last_check_in(network, "jaan")).state is CheckInState.EXPIRED

    await network.press("jaan", "Better")

    assert "marked as late" in network.last("jaan")
    assert "Answer the other questions" in network.labels("jaan")
    (answer,) = (await last_check_in(network, "jaan")).answers
    assert answer.late
    await network.press("jaan", "Answer the other questions")
    assert "What have you noticed?" in network.last("jaan")


async def test_pitfall_17_the_case_manager_hears_of_a_late_answer(
    network: Table,
) -> None:
    await asked_of_jaan(network)
    await network.until(at("2026-12-07 12:00"))

    await network.press("jaan", "Better")

    assert "Jaan Jõgi (class teacher) has answered late" in network.last("mari")


async def test_pitfall_18_a_second_press_changes_nothing_and_says_so(
    network: Table,
) -> None:
    await asked(network)
    await network.press("kati", "Good")

    await network.press("kati", "Hard")

    assert "you have answered this already" in network.last("kati")
    assert len((await last_check_in(network, "kati")).answers) == 1
    await network.press("kati", "Change this answer")
    await network.press("kati", "Hard")
    latest = (await last_check_in(network, "kati")).latest(0)
    assert latest is not None
    assert latest.choice == "hard"


async def test_pitfall_19_correcting_one_answer_keeps_the_others(
    network: Table,
) -> None:
    await asked(network)
    for label in ("Good", "I manage"):
        await network.press("kati", label)

    await network.say("kati", "/change")
    await network.press("kati", "Question 1")
    await network.press("kati", "So-so")

    assert "Has what we agreed" in network.last("kati")
    answers = (await last_check_in(network, "kati")).answers
    assert [a.choice for a in answers] == ["good", "well", "so_so"]


async def test_pitfall_20_a_parent_of_two_children_answers_for_the_right_one(
    network: Table,
) -> None:
    other = await led_by(network, "piret")
    await begin_rhythm(network, "kati")
    await network.seat("kati", "Kati Kask", other, Role.PARENT)
    await begin_rhythm(network, "kati")

    await network.until(SUNDAY)
    first = network.last("kati")
    waiting, *_ = {"K7-4F2Q", "B3-9XWM"} - {first.split()[0]}
    for label in ALL_WELL:
        await network.press("kati", label)

    thanks, following = network.texts("kati")[-2:]
    assert f"a short check-in waits about {waiting}" in thanks
    assert following.startswith(f"{waiting} · 1 of 4")


async def test_pitfall_22_words_that_look_like_an_answer_choose_nothing(
    network: Table,
) -> None:
    await asked(network)

    for word in ("good", "нет", "ei ole", "none"):
        await network.say("kati", word)

    (check_in,) = await check_ins_of(network, "kati")
    assert check_in.unsettled == (0, 1, 2, 3)
    assert await obstacles_in(network, "kati") == []


@pytest.mark.parametrize("word", ["STOP", "stopp", "Стоп!"])
async def test_pitfall_23_stop_ends_the_check_in_and_is_no_answer(
    network: Table, word: str
) -> None:
    await asked(network)
    await network.press("kati", "Good")

    await network.say("kati", word)

    stopped = await last_check_in(network, "kati")
    assert stopped.state is CheckInState.STOPPED
    assert len(stopped.answers) == 1
    assert "/start" in network.last("kati")
    network.clear()
    await network.until(at("2026-12-20 20:00"))
    assert network.texts("kati") == []


async def test_pitfall_26_nobody_but_the_manager_hears_who_is_silent(
    network: Table,
) -> None:
    await asked(network)

    await network.until(at("2026-12-05 12:00"))

    others = [t for who in ("jaan", "liis") for t in network.texts(who)]
    assert not [text for text in others if "Kati" in text]
    assert "has not answered" in " ".join(network.texts("mari"))


async def test_pitfall_28_a_good_answer_closes_no_obstacle(network: Table) -> None:
    await asked(network)
    for label in ("Good", "I manage", "No"):
        await network.press("kati", label)
    await network.say("kati", "The bus does not go there")
    await network.until(at("2026-12-06 18:00"))
    for label in ("Good", "I manage", "Not any more", "Nothing to add now"):
        await network.press("kati", label)

    await network.say("mari", "/obstacles")
    assert "Who named it says it is gone." in network.last("mari")
    await network.press("mari", "1: seen")
    assert "You have seen it." in network.last("mari")
    await network.press("mari", "1: resolved …")
    assert (await obstacles_in(network, "kati"))[0].resolved_at is None
    await network.say("mari", "The school bus takes him now")

    (obstacle,) = await obstacles_in(network, "kati")
    assert obstacle.resolution == "The school bus takes him now"


async def test_pitfall_29_a_prompt_holds_no_name(network: Table) -> None:
    await asked(network)
    await asked_of_jaan_later(network)

    words = " ".join(network.texts("kati") + network.texts("jaan"))
    assert not [n for n in ("Kati", "Kask", "Jaan", "Jõgi", "Mari") if n in words]


async def asked_of_jaan_later(network: Table) -> None:
    await work_on(network, "jaan", "Comes to school every day")
    await begin_rhythm(network, "jaan")
    await network.until(at("2026-12-01 09:00"))


async def test_pitfall_30_nothing_sensitive_is_asked_on_a_shared_phone(
    network: Table,
) -> None:
    await change_person(network, "kati", shares_phone=True)
    await asked(network)

    check_in = await last_check_in(network, "kati")

    assert "coping" not in [item.key for item in check_in.items]


def test_pitfall_31_what_a_parent_answers_goes_to_the_case_manager_alone() -> None:
    for questions in sets().values():
        if questions.asked_of is AskedOf.PARENTS:
            assert {q.audience for q in questions.questions} == {Audience.MANAGER}


async def test_pitfall_32_the_rhythm_goes_on_under_a_new_case_manager(
    network: Table,
) -> None:
    await begin_rhythm(network, "kati")
    case = await led_by(network, "mari")
    new = network.people["piret"].id
    async with network.database.transaction(network.clock()) as tx:
        await tx.cases.keep(replace(case, manager=new))

    await network.until(at("2026-12-05 12:00"))

    assert [task.person for task in await tasks_of(network, "kati")] == [new]


async def test_pitfall_36_who_has_not_accepted_the_text_is_asked_nothing(
    network: Table,
) -> None:
    await begin_rhythm(network, "kati")
    async with network.database.transaction(network.clock()) as tx:
        member = await tx.members.get(network.members["kati"].id)
        old = CONFIDENTIALITY_VERSION - 1
        await tx.members.keep(replace(member, accepted_version=old))

    await network.until(SUNDAY)

    assert await check_ins_of(network, "kati") == []


async def test_pitfall_38_a_form_begun_later_gets_the_words_meant_for_it(
    network: Table,
) -> None:
    await asked(network)
    for label in ("Good", "I manage", "Yes"):
        await network.press("kati", label)
    network.clock.set(at("2026-11-29 18:05"))

    await network.say("kati", "/rhythm")
    await network.press("kati", "Wednesday")
    await network.say("kati", "Grandmother is here this week")

    last = (await last_check_in(network, "kati")).latest(3)
    assert last is not None
    assert last.words == "Grandmother is here this week"
