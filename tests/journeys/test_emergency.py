"""Emergency access: a reason, three hours, everyone who has to know is told (R39)."""

import pytest

from casework.disclosure import Audience
from casework.ids import PersonId, new_id
from casework.people import Person
from casework.roles import Role
from tests import happened
from tests.table import Table, at

pytestmark = pytest.mark.at_console
REASON = "The police bring the child tonight, nobody answers"


@pytest.fixture
async def house(network: Table) -> Table:
    """A deputy beside Mari, and somebody who watches over data protection."""
    case = await happened.case_of(network, "mari")
    await network.seat("dora", "Dora Dross", case, Role.DEPUTY)
    officer = Person(
        id=PersonId(new_id()),
        name="Anu Aas",
        language="en",
        official=True,
        officer=True,
    )
    await network._sit("anu", officer)
    goal = happened.a_goal(network.members["mari"], "Reads", at("2026-11-02 10:00"))
    told = happened.an_answer(
        network.members["kati"], at("2026-11-21 19:00"), "Afraid", Audience.MANAGER
    )
    await happened.keep(network, goal, told)
    return network


async def opens(table: Table) -> None:
    await table.say("piret", "/emergency K7-4F2Q")
    await table.say("piret", REASON)


async def test_with_a_reason_the_case_is_open_for_reading_and_all_are_told(
    house: Table,
) -> None:
    await house.until(at("2026-11-23 22:30"))
    house.clear()
    await opens(house)

    for watching in ("mari", "dora", "anu"):
        assert REASON in house.last(watching)
        assert "Piret Pihlak" in house.last(watching)
    assert "24 November at 01:30" in house.last("piret")
    await house.say("piret", "/summary K7-4F2Q")
    assert "Afraid" in house.last("piret")
    await house.say("piret", "/invite K7-4F2Q")
    assert "Only the case manager" in house.last("piret")


async def test_who_names_no_case_is_asked_for_its_code(house: Table) -> None:
    await house.say("piret", "/emergency")
    assert "Write its code" in house.last("piret")
    await house.say("piret", "ZZ-0000")
    assert "not available to you" in house.last("piret")
    await house.say("piret", "k7-4f2q")
    assert "Why must it be" in house.last("piret")
    await house.say("piret", REASON)

    assert REASON in house.last("mari")
    await house.say("piret", "/summary K7-4F2Q")
    assert "Afraid" in house.last("piret")


async def test_without_a_reason_nothing_opens(house: Table) -> None:
    await house.say("piret", "/emergency K7-4F2Q")
    await house.say("piret", "/summary K7-4F2Q")

    assert "Afraid" not in " ".join(house.texts("piret"))
    assert house.screen("anu") == []


async def test_after_three_hours_it_is_closed_by_itself(house: Table) -> None:
    await opens(house)
    await house.wait(hours=2, minutes=59)
    await house.say("piret", "/summary K7-4F2Q")
    assert "Afraid" in house.last("piret")

    await house.wait(minutes=2)
    assert "closed to you again" in house.last("piret")
    house.clear()
    await house.say("piret", "/summary K7-4F2Q")
    assert "Afraid" not in " ".join(house.texts("piret"))


async def test_the_family_sees_who_read_in_an_emergency_and_on_which_basis(
    house: Table,
) -> None:
    await opens(house)
    await house.say("piret", "/summary K7-4F2Q")
    await house.say("kati", "/readers")

    assert "Piret Pihlak, in an emergency" in house.last("kati")
    assert "vital interests (GDPR 6(1)(d))" in house.last("kati")
    await house.wait(hours=4)
    await house.say("kati", "/readers")
    assert "in an emergency" in house.last("kati")


async def test_who_reads_in_an_emergency_takes_part_in_nothing(house: Table) -> None:
    await opens(house)
    house.clear()
    await house.say("mari", "/roundtable")
    assert "Piret" not in house.last("mari")
    await house.say("mari", "/status K7-4F2Q")
    assert "not yet reachable" not in house.last("mari")


@pytest.mark.parametrize("who", ["kati", "jaan", "anu", "stranger"])
async def test_nobody_but_another_case_manager_may(house: Table, who: str) -> None:
    await house.say(who, "/emergency K7-4F2Q")
    await house.say(who, REASON)

    assert REASON not in " ".join(house.texts("mari"))


async def test_where_nobody_watches_over_data_protection_nothing_opens(
    network: Table,
) -> None:
    await opens(network)
    assert "data protection officer" in network.last("piret")
    await network.say("piret", "/status K7-4F2Q")

    assert "Kati" not in network.last("piret")
