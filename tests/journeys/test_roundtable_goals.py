"""Before a roundtable that reviews, everyone says how near the goals are."""

from dataclasses import replace

from casework.agenda_items import Level
from casework.ids import GoalId, new_id
from casework.plans import Goal
from casework.roundtables import Purpose
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
