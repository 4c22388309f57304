"""A case goes into another case manager's hands; there is exactly one, always (R1)."""

from casework.cases import MemberState
from casework.roles import Role
from tests import stories
from tests.roundtable_stories import convened, roundtable
from tests.table import Table


async def asked(network: Table) -> None:
    await network.say("mari", "/handover")
    await network.press("mari", "Piret Pihlak")


async def test_a_case_is_handed_over_with_all_that_waits_in_it(network: Table) -> None:
    kept = await convened(network)
    await asked(network)
    assert "asks you to take the case K7-4F2Q over" in network.last("piret")
    await network.say("piret", "/status K7-4F2Q")
    assert "Kati" not in network.last("piret")

    await network.press("piret", "I take it over")

    for other in ("kati", "jaan", "liis"):
        assert "your case manager is now Piret Pihlak" in network.last(other)
    assert "You see nothing more of it" in " ".join(network.texts("mari"))
    network.clear()
    await network.say("mari", "/status K7-4F2Q")
    assert "Kati" not in " ".join(network.texts("mari"))
    async with network.database.reading(network.clock()) as tx:
        case = await tx.cases.get(kept.case)
        leading = [
            member.person
            for member in await tx.members.active(case.id)
            if member.role is Role.CASE_MANAGER
        ]
    assert leading == [case.manager] == [network.people["piret"].id]
    chairs = [seat.person for seat in (await roundtable(network)).seats if seat.chair]
    assert chairs == leading
    assert kept.ends_at is not None
    await network.until(kept.ends_at)
    assert "was the roundtable of" in network.last("piret")
    assert network.texts("mari") == [network.last("mari")]


async def test_before_a_yes_and_after_a_no_nothing_changes(network: Table) -> None:
    await asked(network)
    await network.press("piret", "I cannot")

    assert "Piret Pihlak cannot take the case over" in network.last("mari")
    await network.press("piret", "I take it over")
    assert "its time is over" in network.last("piret")
    assert await stories.state_of(network, "mari") is MemberState.ACTIVE


async def test_who_leads_a_case_is_told_to_hand_it_over_before_leaving(
    network: Table,
) -> None:
    await network.say("mari", "/leave")
    assert "Hand it over first: /handover" in network.last("mari")
    await network.say("mari", "/help all")
    assert "/leave" not in network.last("mari")
    await network.say("jaan", "/handover")
    assert network.last("jaan") == "Only the case manager can do this."
