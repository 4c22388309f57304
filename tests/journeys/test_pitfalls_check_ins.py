"""The pitfalls of conversations.md 4 that check-ins can fall into, by their number.

Where the others are held:

5       tests/scheduling/test_recurrence.py (months too short)
2, 10   tests/storage (claims, outbox) and the kill tests
12      here and tests/casework/test_check_in_rules.py
13, 14  the postman and the networks: tests/journeys/test_tasks.py and the network tests
17-23   tests/journeys/test_pitfalls_answers.py
24, 25  tests/journeys/test_bad_input.py, tests/conformance
21, 27, 33  the summaries and the digest
26-32, 36, 38  tests/journeys/test_pitfalls_answers.py
34      tests/bot/test_translations.py and tests/bot/test_questions.py
35      tests/journeys/test_joining.py
37      /network
"""

import asyncio
from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.app import Assistant
from bot.networks.console import Console
from bot.ports import DeliveryFailed
from casework.check_ins import CheckInState
from handlers.due import wake_one
from tests.asked import (
    begin_rhythm,
    change_person,
    check_ins_of,
    last_check_in,
    rhythm_of,
    tasks_of,
    work_on,
)
from tests.table import Table, at

SUNDAY = at("2026-11-29 18:00")
WEEK = "How was your week?"


def prompts(table: Table, address: str) -> list[str]:
    return [text for text in table.texts(address) if WEEK in text]


def console(table: Table) -> Console:
    assert isinstance(table.phones.network, Console)
    return table.phones.network


async def jump(table: Table, moment: str) -> None:
    """Let the process have been down until a moment."""
    table.clock.set(at(moment))
    await table.settle()


async def test_pitfall_01_a_missed_prompt_is_sent_once_within_its_look_back(
    network: Table,
) -> None:
    await begin_rhythm(network, "kati")

    await jump(network, "2026-12-02 12:00")
    await network.settle()

    assert len(prompts(network, "kati")) == 1
    await network.until(at("2026-12-06 17:59"))
    assert len([p for p in prompts(network, "kati") if "There are 4" in p]) == 1


async def test_pitfall_01_a_prompt_missed_for_longer_expires_unsent(
    network: Table,
) -> None:
    await begin_rhythm(network, "kati")

    await jump(network, "2026-12-08 12:00")

    assert prompts(network, "kati") == []
    (expired,) = await check_ins_of(network, "kati")
    assert expired.state is CheckInState.EXPIRED
    await network.until(at("2026-12-13 18:00"))
    assert len(prompts(network, "kati")) == 1


async def test_pitfall_01_a_reminder_missed_for_a_day_is_let_go(network: Table) -> None:
    await begin_rhythm(network, "kati")
    await network.until(SUNDAY)
    network.clear()

    await jump(network, "2026-12-02 09:00")

    assert network.texts("kati") == []


async def test_pitfall_02_two_workers_at_once_send_one_prompt(network: Table) -> None:
    await begin_rhythm(network, "kati")
    network.clock.set(SUNDAY)
    parts = network.assistant.parts

    await asyncio.gather(
        *(wake_one(parts.database, parts.office, "rhythms", SUNDAY) for _ in range(2))
    )
    await network.settle()

    assert len(prompts(network, "kati")) == 1


async def test_pitfall_03_a_tick_90_seconds_late_still_sends(network: Table) -> None:
    await begin_rhythm(network, "kati")

    await jump(network, "2026-11-29 18:01:30")

    assert len(prompts(network, "kati")) == 1


@pytest.mark.parametrize(
    ("before", "changed"),
    [
        ("2028-03-20 09:00", "2028-03-26 18:00"),
        ("2027-10-25 09:00", "2027-10-31 18:00"),
    ],
)
async def test_pitfall_04_six_in_the_evening_stays_so_across_a_clock_change(
    network: Table, before: str, changed: str
) -> None:
    network.clock.set(at(before))
    await begin_rhythm(network, "kati")

    await network.until(at(changed) - timedelta(minutes=1))
    assert prompts(network, "kati") == []
    await network.until(at(changed) + timedelta(minutes=10))

    assert len(prompts(network, "kati")) == 1


async def test_pitfall_06_a_changed_rhythm_kills_the_old_timer(network: Table) -> None:
    await begin_rhythm(network, "kati")

    await network.say("kati", "/rhythm")
    for label in ("Wednesday", "19:00", "every two weeks"):
        await network.press("kati", label)
    assert "every 2 weeks, Wednesday at 19:00" in network.last("kati")
    network.clear()
    await network.until(at("2026-12-09 18:59"))

    assert len(prompts(network, "kati")) <= 3
    asked = [c.due_at for c in await check_ins_of(network, "kati")]
    assert asked == [at("2026-11-25 19:00")]


async def test_pitfall_07_nothing_goes_out_on_a_public_holiday(network: Table) -> None:
    network.clock.set(at("2026-12-21 09:00"))
    await work_on(network, "jaan", "Comes to school")
    await begin_rhythm(network, "jaan")
    async with network.database.transaction(network.clock()) as tx:
        rhythm = (await tx.rhythms.of_person(network.people["jaan"].id))[0]
        christmas = at("2026-12-24 09:00")
        await tx.rhythms.keep(
            replace(rhythm, weekday=3, next_at=christmas, wake_at=christmas)
        )

    await network.until(at("2026-12-28 07:59"))
    assert network.texts("jaan") == []

    await network.until(at("2026-12-28 08:00"))
    assert "Comes to school" in network.last("jaan")


async def test_pitfall_07_who_is_away_is_asked_when_back(network: Table) -> None:
    await begin_rhythm(network, "kati")
    await change_person(network, "kati", away_until=date(2026, 12, 2))

    await network.until(at("2026-12-03 07:59"))
    assert network.texts("kati") == []
    await network.until(at("2026-12-03 08:00"))

    assert len(prompts(network, "kati")) == 1


async def test_pitfall_07_a_long_absence_is_no_silence(network: Table) -> None:
    await begin_rhythm(network, "kati")
    await change_person(network, "kati", away_until=date(2026, 12, 20))

    await network.until(at("2026-12-20 23:00"))

    assert await check_ins_of(network, "kati") == []
    assert await tasks_of(network, "mari") == []


async def test_pitfall_08_what_fails_for_one_leaves_the_others_served(
    network: Table,
) -> None:
    await begin_rhythm(network, "kati")
    await work_on(network, "jaan", "Comes to school")
    await begin_rhythm(network, "jaan")
    async with network.database.transaction(network.clock()) as tx:
        rhythm = await rhythm_of(tx, network, "jaan")
        broken = replace(rhythm, question_set="lost", wake_at=SUNDAY, next_at=SUNDAY)
        await tx.rhythms.keep(broken)
    await change_person(network, "jaan", official=False)

    await network.until(SUNDAY)

    assert len(prompts(network, "kati")) == 1


@pytest.mark.at_console
async def test_pitfall_09_a_failing_send_uses_up_no_reminder(network: Table) -> None:
    await begin_rhythm(network, "kati")
    await network.until(SUNDAY)

    def down(_address: str, _bubble: object) -> None:
        raise DeliveryFailed("the network is down")

    console(network).show = down
    await network.until(at("2026-11-30 18:01"))
    assert (await last_check_in(network, "kati")).reminders == 0
    console(network).show = lambda _address, _bubble: None
    await network.until(at("2026-11-30 19:30"))

    assert (await last_check_in(network, "kati")).reminders == 1


async def test_pitfall_11_a_reminder_due_at_the_moment_of_the_answer_is_not_sent(
    network: Table,
) -> None:
    await begin_rhythm(network, "kati")
    await network.until(SUNDAY)
    moment = at("2026-11-30 18:00")
    network.clock.set(moment)
    parts = network.assistant.parts
    # The reminder lies in the outbox when the answer comes in.
    await wake_one(parts.database, parts.office, "check_ins", moment)

    await network.press("kati", "Good")

    assert not [t for t in network.texts("kati") if "still wait" in t]


@pytest.mark.at_console
async def test_pitfall_12_at_most_two_reminders_and_one_unasked_message_a_day(
    network: Table,
) -> None:
    await begin_rhythm(network, "kati")
    days: list[date] = []
    console(network).show = lambda address, _bubble: (
        days.append(network.clock().date()) if address == "kati" else None
    )

    await network.until(at("2026-12-06 17:59"))

    assert len(days) == 3
    assert len(set(days)) == 3


async def test_pitfall_12_the_clock_of_reminders_starts_at_delivery(
    network: Table,
) -> None:
    await work_on(network, "jaan", "Comes to school")
    await begin_rhythm(network, "jaan")
    await network.until(at("2026-11-24 09:00"))
    assert "Comes to school" in network.last("jaan")
    network.clear()

    await network.until(at("2026-11-25 08:59"))
    assert network.texts("jaan") == []
    await network.until(at("2026-11-25 09:00"))

    assert "still wait" in network.last("jaan")


async def test_pitfall_16_a_restart_goes_on_at_the_same_question(
    network: Table,
) -> None:
    await begin_rhythm(network, "kati")
    await network.until(SUNDAY)
    await network.press("kati", "Good")

    network.assistant = Assistant(network.assistant.parts)
    await network.press("kati", "I manage")

    assert "Has what we agreed" in network.last("kati")
    answers = (await last_check_in(network, "kati")).answers
    assert [answer.choice for answer in answers] == ["good", "well"]
