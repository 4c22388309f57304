"""A mother checks in on her phone: asked, answered, thanked, in her own way."""

from dataclasses import replace
from datetime import time

import pytest

from bot.questions import texts
from casework.check_ins import CheckInState
from casework.disclosure import Audience
from casework.people import Hours
from casework.questions import SkipReason
from casework.steps import Nudge
from tests.asked import (
    begin_rhythm,
    change_person,
    check_ins_of,
    last_check_in,
    obstacles_in,
    rhythm_of,
    tasks_of,
)
from tests.table import Table, at

SUNDAY = at("2026-11-29 18:00")
ALONE = "Only the case manager reads this"


async def asked(network: Table) -> Table:
    await begin_rhythm(network, "kati")
    await network.until(SUNDAY)
    return network


@pytest.mark.on_phones
async def test_a_mother_is_asked_answers_and_is_thanked(network: Table) -> None:
    await asked(network)
    assert "How was your week?" in network.last("kati")
    assert "Your case manager reads the answers" in network.last("kati")

    for label in ("Hard", "I manage", "Yes"):
        await network.press("kati", label)
    await network.say("kati", "He sleeps better since Tuesday")

    assert "Thank you for answering" in network.last("kati")
    done = await last_check_in(network, "kati")
    assert done.state is CheckInState.ANSWERED
    assert [answer.choice for answer in done.answers] == ["hard", "well", "yes", ""]
    assert done.answers[-1].words == "He sleeps better since Tuesday"


async def test_every_question_is_one_message_and_freezes_when_answered(
    network: Table,
) -> None:
    await asked(network)

    await network.press("kati", "Hard")
    await network.press("kati", "I manage")
    await network.press("kati", "Yes")
    await network.say("kati", "All is well")

    questions = [b for b in network.screen("kati") if " of 4" in b.text.body]
    assert len(questions) == 4
    assert all(bubble.settled for bubble in questions)


async def test_words_beside_a_tap_are_kept_and_the_question_stays_open(
    network: Table,
) -> None:
    await asked(network)

    await network.say("kati", "He was ill for three days")
    assert "still open: one tap is enough" in network.last("kati")
    await network.press("kati", "Hard")

    first = (await last_check_in(network, "kati")).latest(0)
    assert first is not None
    assert (first.choice, first.words) == ("hard", "He was ill for three days")


async def test_who_reads_a_text_is_switched_in_place_by_one_tap(network: Table) -> None:
    await asked(network)
    for label in ("Good", "I manage", "Yes"):
        await network.press("kati", label)
    messages = len(network.screen("kati"))

    await network.press("kati", ALONE)
    assert len(network.screen("kati")) == messages
    await network.say("kati", "Please all come on time")

    last = (await last_check_in(network, "kati")).latest(3)
    assert last is not None
    assert last.audience is Audience.NETWORK


async def test_by_default_only_the_case_manager_reads_a_parents_words(
    network: Table,
) -> None:
    await asked(network)
    await network.say("kati", "I am worn out")

    assert all(
        answer.audience is Audience.MANAGER
        for answer in (await last_check_in(network, "kati")).answers
    )


async def test_what_was_not_done_is_asked_after_and_becomes_an_obstacle(
    network: Table,
) -> None:
    await asked(network)
    for label in ("Good", "I manage", "No"):
        await network.press("kati", label)
    assert "What got in the way?" in network.last("kati")

    await network.say("kati", "The bus does not go there")

    (obstacle,) = await obstacles_in(network, "kati")
    assert obstacle.text == "The bus does not go there"
    assert obstacle.audience is Audience.MANAGER


async def test_a_question_is_skipped_with_a_reason(network: Table) -> None:
    await asked(network)

    await network.press("kati", "Not now, or skip …")
    assert "This is not my topic" not in network.labels("kati")
    assert "I would rather not say" in network.labels("kati")
    await network.press("kati", "Nothing new")
    assert "How are you holding up" in network.last("kati")
    await network.press("kati", "Not now, or skip …")
    await network.press("kati", "It could not be done, because …")
    await network.say("kati", "I was in hospital")

    first, second, reason = (await last_check_in(network, "kati")).answers
    assert first.skipped is SkipReason.NOTHING_NEW
    assert second.skipped is SkipReason.COULD_NOT_BE_DONE
    assert reason.words == "I was in hospital"
    assert "Has what we agreed" in network.last("kati")


async def test_a_reason_that_somebody_keeps_to_themselves_is_no_hindrance(
    network: Table,
) -> None:
    await asked(network)

    await network.press("kati", "Not now, or skip …")
    await network.press("kati", "It could not be done, because …")
    await network.press("kati", "Go on without a reason")

    assert "How are you holding up" in network.last("kati")


async def test_a_question_put_off_comes_again_tomorrow(network: Table) -> None:
    await asked(network)

    await network.press("kati", "Not now, or skip …")
    await network.press("kati", "Ask me tomorrow")
    assert "Monday 30 November at 18:00" in network.last("kati")
    network.clear()
    await network.until(at("2026-11-30 17:59"))
    assert network.texts("kati") == []

    await network.until(at("2026-11-30 18:00"))
    assert "How was your week?" in network.last("kati")
    assert (await last_check_in(network, "kati")).reminders == 0


async def test_a_question_put_off_can_be_answered_after_all(network: Table) -> None:
    await asked(network)
    await network.press("kati", "Not now, or skip …")
    await network.press("kati", "Ask me tomorrow")

    await network.press("kati", "Answer now after all")
    await network.press("kati", "Good")

    assert "How are you holding up" in network.last("kati")
    assert (await last_check_in(network, "kati")).again_at is None


async def test_a_menu_puts_off_no_other_question_than_its_own(network: Table) -> None:
    await asked(network)
    await network.press("kati", "Not now, or skip …")
    await network.press("kati", "Good")

    await network.press("kati", "Ask me tomorrow")

    assert "answered this already" in network.last("kati")
    await network.press("kati", "I manage")
    assert "Has what we agreed" in network.last("kati")


async def test_danger_can_be_named_under_every_question(network: Table) -> None:
    await asked(network)
    for label in ("Good", "I manage", "Yes", "Nothing to add now"):
        assert "Somebody is in danger" in network.labels("kati")
        await network.press("kati", label)


async def test_the_case_manager_hears_of_danger_at_once_on_a_sunday_evening(
    network: Table,
) -> None:
    await asked(network)
    await network.press("kati", "Somebody is in danger")

    assert "speaks of danger" in network.last("mari")


async def test_what_is_known_is_not_explained_every_week(network: Table) -> None:
    await asked(network)
    assert "We ask so that help comes in time" in network.last("kati")
    for label in ("Good", "I manage", "Yes", "Nothing to add now"):
        await network.press("kati", label)

    await network.until(at("2026-12-06 18:00"))

    assert "Questions: 4." in network.last("kati")
    assert "We ask so that help comes in time" not in network.last("kati")


async def test_a_reminder_counts_what_waits(network: Table) -> None:
    await asked(network)
    for label in ("Good", "I manage", "Yes"):
        await network.press("kati", label)

    await network.until(at("2026-11-30 18:00"))

    assert "1 question still waits for you" in network.last("kati")


async def test_she_goes_on_days_later_where_she_stopped(network: Table) -> None:
    await asked(network)
    await network.press("kati", "Good")
    await network.until(at("2026-12-03 12:00"))

    await network.say("kati", "/checkin")
    assert "How are you holding up" in network.last("kati")
    await network.press("kati", "I manage")

    assert "Has what we agreed" in network.last("kati")


async def test_she_answers_the_evening_before_and_is_not_asked_again(
    network: Table,
) -> None:
    await begin_rhythm(network, "kati")
    await network.until(at("2026-11-28 20:30"))

    await network.say("kati", "/checkin")
    for label in ("Good", "I manage", "Yes", "Nothing to add now"):
        await network.press("kati", label)
    network.clear()
    await network.until(at("2026-12-06 17:59"))

    assert network.texts("kati") == []
    assert len(await check_ins_of(network, "kati")) == 1


async def test_answering_further_ahead_than_one_round_is_too_early(
    network: Table,
) -> None:
    await begin_rhythm(network, "kati")
    await network.say("kati", "/checkin")
    for label in ("Good", "I manage", "Yes", "Nothing to add now"):
        await network.press("kati", label)

    await network.say("kati", "/checkin")

    assert "Sunday 6 December at 18:00" in network.last("kati")


async def test_she_changes_one_answer_and_both_stay(network: Table) -> None:
    await asked(network)
    for label in ("Good", "I manage", "Yes", "Nothing to add now"):
        await network.press("kati", label)

    await network.press("kati", "Change an answer")
    assert "1. How was your week?\n→ Good" in network.last("kati")
    await network.press("kati", "Question 1")
    await network.press("kati", "Hard")

    assert "Your earlier answer is kept beside it" in network.last("kati")
    done = await last_check_in(network, "kati")
    assert [a.choice for a in done.answers if a.item == 0] == ["good", "hard"]
    assert done.state is CheckInState.ANSWERED


async def test_after_the_first_check_in_her_own_rhythm_is_offered_once(
    network: Table,
) -> None:
    await asked(network)
    for label in ("Good", "I manage", "Yes", "Nothing to add now"):
        await network.press("kati", label)
    assert "In my own rhythm" in network.labels("kati")

    await network.until(at("2026-12-06 18:00"))
    for label in ("Good", "I manage", "Yes", "Nothing to add now"):
        await network.press("kati", label)

    assert "In my own rhythm" not in network.labels("kati")


async def test_an_obstacle_still_open_is_asked_about_next_time(network: Table) -> None:
    await asked(network)
    for label in ("Good", "I manage", "No"):
        await network.press("kati", label)
    await network.say("kati", "The bus does not go there")

    await network.until(at("2026-12-06 18:00"))
    await network.press("kati", "Good")
    await network.press("kati", "I manage")

    assert "“The bus does not go there” Is it still so?" in network.last("kati")


@pytest.mark.on_phones
async def test_silence_becomes_a_task_after_two_reminders(network: Table) -> None:
    await asked(network)
    network.clear()

    await network.until(at("2026-12-02 18:00"))

    reminders = [t for t in network.texts("kati") if "still wait for you" in t]
    assert len(reminders) == 2
    assert [task.kind for task in await tasks_of(network, "mari")] == ["silence"]


async def test_a_prompt_that_waits_is_not_shown_twice(network: Table) -> None:
    await change_person(network, "kati", hours=Hours(time(8), time(17)))
    await begin_rhythm(network, "kati")
    async with network.database.transaction(network.clock()) as tx:
        rhythm = await rhythm_of(tx, network, "kati")
        noon = at("2026-11-29 12:00")
        early = replace(rhythm, at=time(12), next_at=noon, wake_at=noon)
        await tx.rhythms.keep(early)
        await tx.outbox.add(
            Nudge(to=rhythm.person, case=rhythm.case, code="K7-4F2Q"),
            due_at=at("2026-11-29 10:00"),
        )
    # The prompt of noon waits for tomorrow: one unasked message a day.
    await network.until(at("2026-11-29 12:30"))
    await network.say("kati", "/checkin")
    await network.until(at("2026-11-30 11:00"))

    asked_for = [t for t in network.texts("kati") if "How was your week?" in t]
    assert len(asked_for) == 1


async def test_a_reply_to_an_earlier_question_changes_that_answer(
    network: Table,
) -> None:
    await asked(network)
    first = network.screen("kati")[-1].ref
    await network.press("kati", "Good")

    await network.say("kati", "Only from Wednesday on", reply_to=first)

    check_in = await last_check_in(network, "kati")
    answer = check_in.latest(0)
    assert answer is not None
    assert (answer.choice, answer.words) == ("good", "Only from Wednesday on")
    assert check_in.asking == 1


@pytest.mark.parametrize(
    ("language", "tap", "thanks"),
    [("et", "Raskelt", "Aitäh, et vastasite"), ("ru", "Тяжело", "Спасибо, что")],
)
async def test_a_parent_is_asked_in_their_own_language(
    network: Table, language: str, tap: str, thanks: str
) -> None:
    await change_person(network, "kati", language=language)
    await asked(network)

    await network.press("kati", tap)
    await network.press(
        "kati", texts("parent_weekly", language).labels["coping"]["well"]
    )
    await network.press(
        "kati", texts("parent_weekly", language).labels["agreed"]["yes"]
    )
    await network.say("kati", "Aitäh")

    assert thanks in network.last("kati")
