"""Threat 17: a case erased is gone, the others stay, and a held one is not erased.

That no backup shows it again is tested in test_restored.py.
"""

import pytest

from bot.cli_erase import erase_case, hold_case
from bot.settings import SettingWrong
from casework.roles import Role
from storage import chain
from storage.keys import KeyErased
from tests.stories import led_by
from tests.table import CODE, Table


async def test_an_erased_case_is_gone_and_the_others_stay(network: Table) -> None:
    case = await led_by(network, "mari")
    other = await network.case("mari", "B8-3G3R")
    await network.seat("jaan", "Jaan Jõgi", other, Role.CLASS_TEACHER)
    await network.say("kati", "/settings")

    await erase_case(network.database, CODE, "The family asked, nothing obliges us")

    kati, jaan, mari = (network.people[who].id for who in ("kati", "jaan", "mari"))
    async with network.database.reading(network.clock()) as tx:
        assert await tx.cases.find(case.id) is None
        assert await tx.members.of_case(case.id) == []
        assert await tx.people.find(kati) is None
        assert await tx.addresses.of(kati) == []
        assert await tx.people.find(jaan)
        assert await tx.people.find(mari)
        assert await tx.cases.find(other.id)
    for owner in (case.id, kati):
        with pytest.raises(KeyErased):
            await network.database.keys.seal_of(owner)
    found = await chain.broken(network.database.engine, network.database.keys)
    assert case.id not in {each.owner for each in found}
    with pytest.raises(SettingWrong, match="no case"):
        await erase_case(network.database, CODE, "once more")


async def test_a_held_case_is_not_erased_until_the_hold_ends(network: Table) -> None:
    case = await led_by(network, "mari")
    await hold_case(network.database, CODE, "Court file 1")

    with pytest.raises(SettingWrong, match="is held: Court file 1"):
        await erase_case(network.database, CODE, "The family asked")

    async with network.database.reading(network.clock()) as tx:
        assert await tx.cases.find(case.id)
    await hold_case(network.database, CODE, "")
    await erase_case(network.database, CODE, "The family asked")


async def test_an_erasure_stopped_half_way_is_ended_by_doing_it_again(
    network: Table,
) -> None:
    case = await led_by(network, "mari")
    for owner in (network.people["kati"].id, case.id):
        await network.database.keys.erase(owner, network.clock())

    await erase_case(network.database, CODE, "The family asked")

    async with network.database.reading(network.clock()) as tx:
        assert await tx.cases.find(case.id) is None
        assert await tx.people.find(network.people["kati"].id) is None
