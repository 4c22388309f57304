"""Threat 17: a case erased is gone, the others stay, and a held one is not erased.

That no backup shows it again is tested in test_restored.py.
"""

from dataclasses import replace
from uuid import uuid4

import pytest

from bot.cli_erase import Order, erase_case, hold_case
from bot.cli_journal import line_of
from bot.settings import SettingWrong
from casework.restricted import Ground, Restriction
from casework.retention import SayCaseErased
from casework.roles import Role
from storage import chain, told
from storage.keys import KeyErased
from storage.restoring import drop_erased
from tests import happened
from tests.faults.killed_erasing import killed_at
from tests.stories import led_by
from tests.table import CODE, Table


async def test_an_erased_case_is_gone_and_the_others_stay(network: Table) -> None:
    case = await led_by(network, "mari")
    other = await network.case("mari", "B8-3G3R")
    await network.seat("jaan", "Jaan Jõgi", other, Role.CLASS_TEACHER)
    await network.say("kati", "/settings")

    await erase_case(
        network.database,
        CODE,
        Order("The family asked, nothing obliges us", "Olev Org"),
    )

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
        await erase_case(network.database, CODE, Order("once more", "Olev Org"))


async def test_a_held_case_is_not_erased_until_the_hold_ends(network: Table) -> None:
    case = await led_by(network, "mari")
    await hold_case(network.database, CODE, "Court file 1")

    with pytest.raises(SettingWrong, match="is held: Court file 1"):
        await erase_case(network.database, CODE, Order("The family asked", "Olev Org"))

    async with network.database.reading(network.clock()) as tx:
        assert await tx.cases.find(case.id)
    await hold_case(network.database, CODE, "")
    await erase_case(network.database, CODE, Order("The family asked", "Olev Org"))


async def test_an_erasure_stopped_half_way_is_ended_by_doing_it_again(
    network: Table,
) -> None:
    case = await led_by(network, "mari")
    for owner in (network.people["kati"].id, case.id):
        await network.database.keys.erase(owner, network.clock())

    await erase_case(network.database, CODE, Order("The family asked", "Olev Org"))

    async with network.database.reading(network.clock()) as tx:
        assert await tx.cases.find(case.id) is None
        assert await tx.people.find(network.people["kati"].id) is None


async def test_what_stays_says_who_decided_and_who_did_what_without_a_word(
    network: Table,
) -> None:
    await network.say("kati", "/plan")
    await network.say("kati", "The neighbour said canary")
    await network.press("kati", "Yes, pass it on")
    network.clear()

    await erase_case(network.database, CODE, Order("The family asked", "Olev Org"))

    async with network.database.reading(network.clock()) as tx:
        (erased,) = await tx.journal.of_kind("CaseErased")
        (kept,) = await tx.journal.of_kind("AuditKept")
        mari = network.people["mari"].id
        assert await told.waits(tx, mari, SayCaseErased.__name__)
    assert erased.details["because"] == "The family asked"
    assert erased.details["decided_by"] == "Olev Org"
    assert erased.details["people"] == len(("kati", "jaan", "liis"))
    assert kept.details["code"] == CODE
    assert any("parent" in line_of(line) for line in kept.details["lines"])
    for said in ("canary", "Kati"):
        assert said not in str(kept.details) + str(erased.details)


async def test_it_is_noted_once_wherever_the_process_is_killed(
    network: Table,
) -> None:
    engines = (network.database.engine, network.database.keys.engine)
    urls = tuple(e.url.render_as_string(hide_password=False) for e in engines)
    kills = 0
    while killed_at((urls[0], urls[1]), kills + 1):
        kills += 1

    assert kills >= len(("noted", "keys", "rows"))
    async with network.database.reading(network.clock()) as tx:
        assert len(await tx.journal.of_kind("CaseErased")) == 1
        assert len(await tx.journal.of_kind("AuditKept")) == 1
        assert await tx.cases.id_of(CODE) is None


async def test_a_case_is_not_erased_while_somebody_wants_their_data_kept(
    network: Table,
) -> None:
    kati = network.members["kati"]
    resting = Restriction(since=network.clock(), by=kati.person, ground=Ground.CLAIMS)
    await happened.keep(network, replace(kati, restriction=resting))

    with pytest.raises(SettingWrong, match="GDPR 18"):
        await erase_case(network.database, CODE, Order("The term is over", "Olev"))


async def test_an_officer_who_was_in_the_case_does_not_go_with_it(
    network: Table,
) -> None:
    liis = replace(network.people["liis"], officer=True)
    await happened.keep(network, liis)

    await erase_case(network.database, CODE, Order("The family asked", "Olev"))

    async with network.database.reading(network.clock()) as tx:
        assert await tx.people.find(liis.id)


async def test_however_many_were_erased_over_the_years_the_next_one_goes_too(
    network: Table,
) -> None:
    kati = network.people["kati"].id
    over_the_years = [uuid4() for _ in range(40_000)]
    async with network.database.engine.begin() as connection:
        await drop_erased(connection, [*over_the_years, kati])

    async with network.database.reading(network.clock()) as tx:
        assert await tx.people.find(kati) is None
