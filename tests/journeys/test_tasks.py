"""The case manager's tasks: where every ladder of reminders ends."""

from tests.table import Table


async def with_a_task(network: Table) -> Table:
    await network.say("kati", "Please call me")
    await network.press("kati", "Yes, pass it on")
    return network


async def test_a_task_ends_with_one_tap(network: Table) -> None:
    await with_a_task(network)
    await network.say("mari", "/tasks")
    assert "1. K7-4F2Q: someone has written to you (since today)" in network.last(
        "mari"
    )
    await network.press("mari", "1. K7-4F2Q")
    await network.press("mari", "reached and talked")
    assert network.last("mari") == "K7-4F2Q: done. Nothing else waits."


async def test_a_task_ends_in_the_managers_own_words(network: Table) -> None:
    await with_a_task(network)
    await network.press("mari", "Show")
    await network.press("mari", "In my own words")
    await network.say("mari", "We met in the street")
    assert "done" in network.last("mari")


async def test_a_task_that_ended_does_not_end_again(network: Table) -> None:
    await with_a_task(network)
    await network.press("mari", "Show")
    await network.press("mari", "agreed on what comes next")
    await network.press("mari", "reached and talked")
    assert network.last("mari").startswith("This has been answered already")


async def test_a_task_that_slips_by_is_counted(network: Table) -> None:
    await with_a_task(network)
    await network.wait(days=15)
    await network.say("mari", "/tasks")
    assert "1 task slipped by" in network.last("mari")


async def test_another_case_manager_sees_none_of_it(network: Table) -> None:
    await with_a_task(network)
    await network.say("piret", "/tasks")
    assert network.last("piret") == "Nothing waits for you."


async def test_a_member_has_no_tasks_of_the_case_manager(network: Table) -> None:
    await network.say("kati", "/tasks")
    assert network.last("kati") == "Only the case manager can do this."
