"""What a court keeps from a member: entered by one official, ended by two (threat 16)."""

from dataclasses import replace

import pytest

from casework.disclosure import InfoClass
from casework.roles import Role
from tests import happened
from tests.table import Table, at

pytestmark = pytest.mark.at_console


@pytest.fixture
async def limited(network: Table) -> Table:
    """Kati may not read the child's opinion nor the plan's activities of others."""
    case = await happened.case_of(network, "mari")
    await network.seat("dora", "Dora Dross", case, Role.DEPUTY)
    goal = happened.a_goal(network.members["mari"], "Reads", at("2026-11-02 10:00"))
    task = happened.an_activity(
        network.members["jaan"], goal, "Reading corner", at("2026-12-20 10:00").date()
    )
    await happened.keep(network, goal, task)
    await enter(network, "31.12.2026")
    return network


async def enter(table: Table, until: str) -> None:
    await table.say("mari", "/limits")
    await table.press("mari", "Enter a court's limit")
    await table.press("mari", "Kati Kask (parent)")
    await table.press("mari", "everybody's activities")
    await table.press("mari", "Done")
    await table.say("mari", until)
    await table.say("mari", "Harju County Court 12.11.2026, 2-26-1234")


async def reads(table: Table, address: str) -> frozenset[InfoClass]:
    async with table.database.reading(table.clock()) as tx:
        return (await tx.members.get(table.members[address].id)).reads


async def test_what_a_court_keeps_back_is_shown_no_more_from_now_on(
    limited: Table,
) -> None:
    assert "Kati Kask: not everybody's activities" in limited.last("mari")
    assert "2-26-1234" in limited.last("mari")
    await limited.say("kati", "/status")

    assert "Reads" in limited.last("kati")
    assert "Reading corner" not in " ".join(limited.texts("kati"))
    await limited.say("jaan", "/status")
    assert "Reading corner" in limited.last("jaan")


async def test_nobody_but_who_leads_the_case_is_shown_that_there_is_a_limit(
    limited: Table,
) -> None:
    for address in ("kati", "jaan", "piret"):
        await limited.say(address, "/limits K7-4F2Q")
        await limited.say(address, "/status K7-4F2Q")
        await limited.say(address, "/network K7-4F2Q")
        assert "2-26-1234" not in " ".join(limited.texts(address))


async def test_it_ends_early_only_when_a_second_official_has_seen_the_decision(
    limited: Table,
) -> None:
    await limited.press("mari", "End: Kati Kask")
    await limited.press("mari", "Dora Dross")
    assert InfoClass.TASKS_ALL not in await reads(limited, "kati")
    assert "Dora Dross is asked" in limited.last("mari")

    await limited.press("dora", "No, it holds")
    assert "still holds" in limited.last("mari")
    assert InfoClass.TASKS_ALL not in await reads(limited, "kati")

    await limited.say("mari", "/limits")
    await limited.press("mari", "End: Kati Kask")
    await limited.press("mari", "Dora Dross")
    await limited.press("dora", "Yes, I have seen it")
    assert "has ended" in limited.last("mari")
    assert InfoClass.TASKS_ALL in await reads(limited, "kati")


async def test_another_case_manager_who_agrees_learns_the_code_and_the_decision_alone(
    limited: Table,
) -> None:
    await limited.press("mari", "End: Kati Kask")
    await limited.press("mari", "Piret Pihlak")

    assert "2-26-1234" in limited.last("piret")
    assert "Kati" not in limited.last("piret")
    await limited.press("piret", "Yes, I have seen it")
    assert InfoClass.TASKS_ALL in await reads(limited, "kati")


async def test_who_has_handed_the_case_over_hears_no_more_of_a_decision(
    limited: Table,
) -> None:
    await limited.press("mari", "End: Kati Kask")
    await limited.press("mari", "Piret Pihlak")
    await limited.say("mari", "/handover")
    await limited.press("mari", "Piret Pihlak")
    await limited.press("piret", "I take it over")
    assert "You see nothing more of it" in limited.last("mari")

    await limited.press("piret", "No, it holds")

    assert "still holds" in limited.last("piret")
    assert "2-26-1234" not in limited.last("mari")


async def test_who_was_to_be_asked_hears_nothing_once_the_case_has_changed_hands(
    limited: Table,
) -> None:
    dora = replace(limited.people["dora"], away_until=at("2026-11-25 10:00").date())
    await happened.keep(limited, dora)
    await limited.press("mari", "End: Kati Kask")
    await limited.press("mari", "Dora Dross")
    assert "Dora Dross is asked" in limited.last("mari")
    await limited.say("mari", "/handover")
    await limited.press("mari", "Piret Pihlak")
    await limited.press("piret", "I take it over")

    await limited.until(at("2026-11-26 12:00"))

    assert "your case manager is now Piret Pihlak" in " ".join(limited.texts("dora"))
    assert "2-26-1234" not in " ".join(limited.texts("dora"))
    await limited.say("piret", "/limits K7-4F2Q")
    assert "2-26-1234" in limited.last("piret")
    assert "is asked" not in limited.last("piret")
    await limited.press("piret", "End: Kati Kask")
    await limited.press("piret", "Dora Dross")
    await limited.press("dora", "Yes, I have seen it")
    assert "has ended" in limited.last("piret")


async def test_it_ends_by_itself_when_its_last_day_is_over(limited: Table) -> None:
    await limited.until(at("2026-12-31 23:59"))
    assert InfoClass.TASKS_ALL not in await reads(limited, "kati")

    await limited.until(at("2027-01-01 00:01"))

    assert InfoClass.TASKS_ALL in await reads(limited, "kati")
    await limited.say("mari", "/limits")
    assert "no court keeps anything" in limited.last("mari")


async def test_what_was_written_before_the_limit_is_asked_about_at_delivery(
    limited: Table,
) -> None:
    kati = limited.members["kati"]
    async with limited.database.reading(limited.clock()) as tx:
        member = await tx.members.get(kati.id)
        (limit,) = member.limits
    wider = replace(limit, what=frozenset(InfoClass))
    await happened.keep(limited, replace(member, court_limits=(wider,)))
    limited.clear()
    for words in ("/status", "/summary", "/plan", "/readers", "/minutes"):
        await limited.say("kati", words)

    assert "Read" not in " ".join(limited.texts("kati"))
