"""Two parents in one network: what one tells for few, the other hears nothing of."""

import pytest

from bot.wording.statements import TERMS
from casework.disclosure import Audience
from casework.roles import Role
from casework.tasks import TaskKind
from tests import happened
from tests.table import Table, at


@pytest.fixture
async def apart(network: Table) -> Table:
    """Oleg, the other parent, has told the case manager alone, who has read it."""
    case = await happened.case_of(network, "mari")
    await network.seat("oleg", "Oleg Kask", case, Role.PARENT)
    told = happened.an_answer(
        network.members["oleg"],
        at("2026-11-21 19:00"),
        "Only for Mari",
        Audience.MANAGER,
    )
    await happened.keep(network, told)
    await network.say("mari", "/summary")
    return network


@pytest.mark.at_console
async def test_no_parent_learns_that_the_other_told_the_case_manager_something(
    apart: Table,
) -> None:
    await apart.say("kati", "/readers")

    assert "to the case manager alone" not in apart.last("kati")


@pytest.mark.at_console
async def test_who_told_it_sees_that_it_was_read(apart: Table) -> None:
    await apart.say("oleg", "/readers")

    assert "to the case manager alone" in apart.last("oleg")


@pytest.mark.at_console
async def test_words_of_an_official_for_few_show_as_read_to_both(apart: Table) -> None:
    told = happened.an_answer(
        apart.members["jaan"], at("2026-11-21 19:00"), "For Mari", Audience.MANAGER
    )
    await happened.keep(apart, told)
    await apart.say("mari", "/summary")
    for parent in ("kati", "oleg"):
        await apart.say(parent, "/readers")
        assert "to the case manager alone" in apart.last(parent)


def test_every_kind_of_task_can_stand_in_a_status() -> None:
    assert {f"task.{kind}" for kind in TaskKind} <= TERMS.keys()
