"""A message that went to the wrong place is taken back, and a person closes the breach."""

import pytest

from casework.closing import TellReopened
from casework.ids import PersonId, new_id
from casework.people import Person
from casework.updates import Direction
from tests import happened
from tests.stories import led_by
from tests.table import CODE, Table, at


@pytest.fixture
async def astray(network: Table) -> Table:
    """Jaan has read a summary that he should not have got."""
    mari, jaan = network.members["mari"], network.members["jaan"]
    goal = happened.a_goal(mari, "canary-goal", at("2026-11-02 10:00"))
    said = happened.an_update(
        jaan, goal, at("2026-11-12 15:00"), "canary-word", direction=Direction.WORSE
    )
    await happened.keep(network, goal, said)
    operator = Person(
        id=PersonId(new_id()), name="Olev", language="en", official=True, operator=True
    )
    await network._sit("olev", operator)
    officer = Person(
        id=PersonId(new_id()), name="Aune", language="en", official=True, officer=True
    )
    await network._sit("aune", officer)
    await network.say("jaan", "/summary")
    return network


async def recall(table: Table, why: str = "Jaan is at another school now") -> None:
    await table.say("mari", "/recall")
    await table.press("mari", "Jaan Jõgi (class teacher)")
    label = next(each for each in table.labels("mari") if "several" in each)
    await table.press("mari", label)
    await table.say("mari", why)


@pytest.mark.on_web
async def test_a_message_is_taken_away_and_who_it_had_reached_is_listed(
    astray: Table,
) -> None:
    assert any("canary-goal" in text for text in astray.texts("jaan"))

    await recall(astray)

    assert not any("canary" in text for text in astray.texts("jaan"))
    assert "came to you by mistake" in astray.last("jaan")
    await astray.press("mari", "Show")
    told = astray.last("mari")
    assert "Jaan Jõgi (class teacher); had it since Monday 23 November" in told
    assert "deleted there" in told or "taken away there" in told
    assert "by Thursday 26 November" in told
    assert "canary" not in told


async def test_who_watches_over_data_protection_hears_of_it_without_a_name(
    astray: Table,
) -> None:
    await recall(astray)

    for watching in ("aune", "olev"):
        told = astray.last(watching)
        assert "K7-4F2Q: a message had reached 1 person" in told
        assert "Jaan" not in told
        assert "school" not in told


async def test_the_72_hours_are_reminded_of_until_a_person_closes_them(
    astray: Table,
) -> None:
    await recall(astray)
    astray.clear()
    await astray.wait(hours=71)
    reminded = [t for t in astray.texts("mari") if "It must be answered by" in t]
    assert len(reminded) == 3
    await astray.wait(hours=2)
    assert "The law's time ended" in astray.last("mari")
    assert "The time the law gives is over" in astray.last("olev")

    await astray.press("mari", "Show")
    await astray.press("mari", "It is not told, and why")
    await astray.say("mari", "He works for the same school and has deleted it")

    assert "done" in astray.last("mari")
    assert "the Data Protection Inspectorate is not told" in astray.last("olev")
    seen = len(astray.texts("mari"))
    await astray.wait(hours=30)
    assert not any("72" in t or "ended" in t for t in astray.texts("mari")[seen:])
    async with astray.database.reading(astray.clock()) as tx:
        (noted,) = await tx.journal.of_kind("BreachNoted")
    assert noted.details["notified"] is False
    assert "Jaan" not in str(noted.details)


async def test_what_has_not_left_yet_does_not_leave(astray: Table) -> None:
    case, jaan = await led_by(astray, "mari"), astray.people["jaan"].id
    await astray.until(at("2026-11-23 22:00"))
    late = TellReopened(
        to=jaan, case=case.id, code=CODE, family=False, manager_name="canary-late"
    )
    async with astray.database.transaction(astray.clock()) as tx:
        await tx.outbox.add(late)
    await astray.settle()
    await astray.say("mari", "/recall")
    await astray.press("mari", "Jaan Jõgi (class teacher)")
    await astray.press("mari", astray.labels("mari")[0])
    await astray.say("mari", "It was too early")

    await astray.until(at("2026-11-24 12:00"))

    assert not any("canary-late" in text for text in astray.texts("jaan"))
    assert not any("by mistake" in text for text in astray.texts("jaan"))
    await astray.press("mari", "Show")
    assert "had not left yet and does not" in astray.last("mari")


async def test_a_member_s_wish_becomes_a_task(astray: Table) -> None:
    await astray.say("kati", "/recall")
    assert "asks you which" in astray.last("kati")
    await astray.press("mari", "Show")
    assert "wants a message taken back" in astray.last("mari")


async def test_nobody_who_does_not_lead_the_case_takes_anything_back(
    astray: Table,
) -> None:
    await astray.say("piret", f"/recall {CODE}")

    assert "canary" not in "".join(astray.texts("piret"))
    assert not any("Jaan" in label for label in astray.labels("piret"))


async def test_with_nothing_sent_to_anybody_there_is_nothing_to_take_back(
    network: Table,
) -> None:
    await network.say("mari", "/recall")

    assert "Nobody else in this network" in network.last("mari")
