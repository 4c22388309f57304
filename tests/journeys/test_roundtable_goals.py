"""Before a roundtable that reviews, everyone says how near the goals are."""

from dataclasses import replace

import pytest

from casework.agenda_items import Level
from casework.ids import GoalId, new_id
from casework.plans import Goal
from casework.roles import Role
from casework.roundtables import Purpose
from handlers.goal_levels import LIMIT
from tests import happened
from tests.roundtable_stories import convened, roundtable
from tests.table import Table, at


async def a_review(table: Table, *goals: str) -> None:
    """A roundtable that looks at what came of these goals is convened."""
    kept = await convened(table)
    async with table.database.transaction(table.clock()) as tx:
        await tx.roundtables.keep(replace(kept, purpose=Purpose.REVIEW_EFFECT))
        for text in goals:
            await tx.goals.keep(
                Goal(
                    id=GoalId(new_id()),
                    case=kept.case,
                    text=text,
                    set_by=table.people["mari"].id,
                    set_at=table.clock(),
                )
            )
    table.clear()


async def test_each_observer_taps_once_for_each_goal_and_all_read_it_in_words(
    network: Table,
) -> None:
    await a_review(network, "Reads aloud for ten minutes")
    await network.until(at("2026-12-03 09:00"))
    await network.press("kati", "Say how near the goals are")
    assert "goal 1 of 1: “Reads aloud for ten minutes”" in network.last("kati")
    assert "It is no mark" in network.last("kati")
    await network.press("kati", "Not quite there yet")
    assert "Thank you" in network.last("kati")
    await network.until(at("2026-12-03 13:00"))
    await network.press("jaan", "Say how near the goals are")
    await network.press("jaan", "Far from it, or worse")
    await network.press("jaan", "Look at them again")
    await network.press("jaan", "A bit better than we hoped")

    await network.until(at("2026-12-04 09:00"))

    levels = {each.by: each.level for each in (await roundtable(network)).ratings}
    assert levels == {
        network.people["kati"].id: Level.LESS,
        network.people["jaan"].id: Level.BETTER,
    }
    for reader in ("kati", "jaan", "liis", "mari"):
        agenda = network.last(reader)
        assert "parent: Not quite there yet" in agenda
        assert "class teacher: A bit better than we hoped" in agenda
        assert "This is seen differently: talk about why." in agenda
        assert ("For you alone" in agenda) is (reader == "mari")
    assert "class teacher: 60 (1)" in network.last("mari")
    assert "parent: 40 (1)" in network.last("mari")


async def test_a_goal_that_nobody_has_rated_is_named_to_who_leads(
    network: Table,
) -> None:
    await a_review(network, "Sleeps at night", "Comes to school")
    await network.until(at("2026-12-03 09:00"))
    await network.press("kati", "Say how near the goals are")
    await network.press("kati", "As we hoped")
    assert "goal 2 of 2" in network.last("kati")
    await network.press("kati", "I cannot say")

    await network.until(at("2026-12-04 09:00"))

    assert network.last("mari").count("Nobody has said yet how near it is") == 1
    assert "Nobody has said yet" not in network.last("kati")


async def test_before_the_first_roundtable_nobody_is_asked_what_came_of_it(
    network: Table,
) -> None:
    await a_review(network, "Sleeps at night")
    kept = await roundtable(network)
    first = replace(kept, purpose=Purpose.AGREE_INTERVENTIONS)
    async with network.database.transaction(network.clock()) as tx:
        await tx.roundtables.keep(first)

    await network.until(at("2026-12-03 09:00"))

    assert "Say how near the goals are" not in network.labels("kati")


async def steps_described(network: Table) -> None:
    """The case manager sets a goal and writes what three of its levels look like."""
    await network.say("mari", "/newgoal")
    for words in ("Reads aloud", "A reading hour"):
        await network.say("mari", words)
    await network.press("mari", "Liis Lepik")
    await network.press("mari", "1 month")
    await network.press("mari", "Say what each step looks like")
    assert "when it is as hoped?" in network.last("mari")
    await network.say("mari", "Ten minutes a day")
    assert "a bit better than hoped?" in network.last("mari")
    await network.say("mari", "Every evening, by himself")
    assert "much better than hoped?" in network.last("mari")
    await network.press("mari", "Leave this step open")
    assert "Often that is how it is today" in network.last("mari")
    await network.say("mari", "A line, with help")
    await network.press("mari", "That is enough")


@pytest.mark.on_web
async def test_what_each_step_looks_like_stands_where_it_is_tapped(
    network: Table,
) -> None:
    await steps_described(network)
    shown = network.last("mari")
    order = ["• A bit better than we hoped: “Every evening, by himself”"]
    order += ["• As we hoped: “Ten minutes a day”", "• Not quite there yet: “A line"]
    assert [shown.index(words) for words in order] == sorted(map(shown.index, order))
    assert "Much better" not in shown
    for reader in ("kati", "jaan", "liis"):
        assert "Every evening" not in " ".join(network.texts(reader))

    await a_review(network)
    await network.until(at("2026-12-03 09:00"))
    await network.press("kati", "Say how near the goals are")

    asked = network.last("kati")
    assert all(words in asked for words in order)
    assert len(network.labels("kati")) == 6
    await network.press("kati", "Not quite there yet")
    assert "Thank you" in network.last("kati")


async def test_what_a_step_looks_like_can_be_put_otherwise_and_the_rest_stays(
    network: Table,
) -> None:
    await steps_described(network)
    await network.press("mari", "Say what each step looks like")
    assert "So far: “Ten minutes a day”" in network.last("mari")
    await network.press("mari", "Keep it as it is")
    await network.say("mari", "x" * (LIMIT + 1))
    assert "at most 160 can be kept" in network.last("mari")
    await network.press("mari", "Leave this step open")
    await network.say("mari", "A whole book")
    await network.press("mari", "That is enough")

    shown = network.last("mari")
    for words in ("much better than", "A whole book", "Ten minutes", "A line, with"):
        assert words.lower() in shown.lower()
    assert "Every evening" not in shown


async def test_who_leads_the_case_no_more_says_nothing_of_its_steps(
    network: Table,
) -> None:
    await steps_described(network)
    await network.press("mari", "Say what each step looks like")
    await network.say("mari", "Something else")
    mari = network.members["mari"]
    await happened.keep(network, replace(mari, role=Role.CHILD_PROTECTION_WORKER))
    await network.press("mari", "That is enough")

    async with network.database.reading(network.clock()) as tx:
        (goal,) = await tx.goals.active(mari.case)
    assert "Something else" not in str(goal.levels)
    assert "Something else" not in network.last("mari")
