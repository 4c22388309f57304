"""A mother taps that she needs help: somebody hears of it, and she is told who."""

from handlers import digests
from handlers.turn import Turn
from tests import happened
from tests.asked import begin_rhythm, change_person, tasks_of
from tests.table import Table, at

SUNDAY = at("2026-11-29 18:00")


async def in_need(network: Table) -> Table:
    await change_person(network, "mari", phone="+372 5550 0100")
    await begin_rhythm(network, "kati")
    await network.until(SUNDAY)
    await network.press("kati", "Hard")
    await network.press("kati", "I need help")
    return network


async def test_she_is_told_at_once_who_knows_of_it(network: Table) -> None:
    await in_need(network)

    name = network.people["mari"].name
    told = f"I have told your case manager: {name} +372 5550 0100."
    assert told in network.last("kati")
    assert "Has what we agreed" in network.last("kati")


async def test_the_case_manager_hears_of_it_and_sees_who_it_is(
    network: Table,
) -> None:
    await in_need(network)
    await network.until(at("2026-11-30 09:00"))

    assert [task.kind for task in await tasks_of(network, "mari")] == ["help_wanted"]
    assert [t for t in network.texts("mari") if "someone asks for help" in t]
    await network.press("mari", "Show")
    assert network.people["kati"].name in network.last("mari")


async def test_it_comes_before_older_tasks_wherever_they_are_listed(
    network: Table,
) -> None:
    mari, kati = network.members["mari"], network.members["kati"]
    async with network.database.transaction(network.clock()) as tx:
        older = happened.a_task(mari, kati, network.clock(), "Only for you")
        await tx.tasks.keep(older)
    await in_need(network)

    code = network.last("kati").partition(" ")[0]
    await network.say("mari", "/tasks")
    assert f"1. {code}: someone asks for help" in network.last("mari")
    await network.say("mari", f"/status {code}")
    shown = next(t for t in network.texts("mari") if "For you to decide:" in t)
    assert shown.index("Asks for help") < shown.index("A word to you")


async def test_the_digest_asks_for_a_decision_about_it(network: Table) -> None:
    now = network.clock()
    async with network.database.transaction(now) as tx:
        turn = Turn(tx, now, network.assistant.parts.office)
        await digests.ensure(turn, network.people["mari"])
    await in_need(network)
    await network.until(at("2026-11-30 12:00"))

    (digest,) = [t for t in network.texts("mari") if "The week in your" in t]
    assert "→ Asks for help" in digest


async def test_a_task_already_open_is_not_opened_twice(network: Table) -> None:
    await in_need(network)

    await network.say("kati", "/change")
    await network.press("kati", "Question 2")
    await network.press("kati", "I manage")
    await network.say("kati", "/change")
    await network.press("kati", "Question 2")
    await network.press("kati", "I need help")

    assert "I have told your case manager" in network.last("kati")
    assert len(await tasks_of(network, "mari")) == 1
