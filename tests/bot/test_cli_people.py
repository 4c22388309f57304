"""Case managers come and go at the command line, on a real database in a file."""

import asyncio
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from bot.cli import main
from bot.installation import opened
from bot.settings import read
from casework.cases import Case, MemberState
from casework.ids import CaseId, new_id
from casework.people import Person
from casework.pins import TRIES, Lock
from scheduling.clock import utc_now
from tests.builders import a_manager_of


@pytest.fixture
def installation(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("UMARLAUD_DATA", str(tmp_path / "data"))
    monkeypatch.setenv("UMARLAUD_MASTER_KEY_FILE", str(tmp_path / "key"))
    assert run("keys", "make", str(tmp_path / "key")).exit_code == 0


def run(*words: str) -> Result:
    return CliRunner().invoke(main, words)


async def leads() -> None:
    """Let the only case manager lead a case."""
    async with opened(read()) as database, database.transaction(utc_now()) as tx:
        (mari,) = await tx.people.case_managers()
        case = Case(
            id=CaseId(new_id()),
            code="K7-4F2Q",
            opened_on=utc_now().date(),
            manager=mari.id,
        )
        await tx.cases.keep(case)
        await tx.members.keep(a_manager_of(case=case.id, person=mari.id))


async def hands_over() -> None:
    async with opened(read()) as database, database.transaction(utc_now()) as tx:
        (mari,) = await tx.people.case_managers()
        (place,) = await tx.members.of_person(mari.id)
        await tx.members.keep(replace(place, state=MemberState.LEFT))


@pytest.mark.usefixtures("installation")
def test_a_case_manager_stops_being_one_when_the_cases_are_handed_over() -> None:
    assert run("add-manager", "Mari Maasikas").exit_code == 0
    asyncio.run(leads())

    refused = run("remove-manager", "Mari Maasikas")
    assert refused.exit_code == 1
    assert "K7-4F2Q" in refused.output
    assert "/handover" in refused.output

    asyncio.run(hands_over())
    assert run("remove-manager", "mari maasikas").exit_code == 0
    assert "no such case manager" in run("remove-manager", "Mari Maasikas").output


@pytest.mark.usefixtures("installation")
def test_two_of_one_name_are_told_apart_by_their_telephones() -> None:
    for phone in ("5550 0001", "5550 0002"):
        run("add-manager", "Mari Maasikas", "--phone", phone)
    assert "--phone" in run("remove-manager", "Mari Maasikas").output
    assert run("remove-manager", "Mari Maasikas", "--phone", "5550 0002").exit_code == 0
    assert run("remove-manager", "Mari Maasikas").exit_code == 0


async def person(name: str) -> Person:
    async with opened(read()) as database, database.reading(utc_now()) as tx:
        every = [
            *await tx.people.case_managers(),
            *await tx.people.officers(),
            *await tx.people.operators(),
        ]
    return next(each for each in every if each.name == name)


async def shut(name: str) -> None:
    """Let somebody's PIN have been tried too often."""
    mari = await person(name)
    lock = Lock(hashed="$argon2id$", set_at=utc_now(), wrong=TRIES)
    async with opened(read()) as database, database.transaction(utc_now()) as tx:
        await tx.people.keep(replace(mari, lock=lock))


@pytest.mark.usefixtures("installation")
def test_a_pin_tried_too_often_is_opened_by_its_own_pin_again() -> None:
    run("add-manager", "Mari Maasikas")
    asyncio.run(shut("Mari Maasikas"))

    said = run("unlock", "mari maasikas")

    assert said.exit_code == 0
    assert "may write the PIN again" in said.output
    lock = asyncio.run(person("Mari Maasikas")).lock
    assert lock is not None
    assert (lock.wrong, lock.hashed) == (0, "$argon2id$")
    assert not lock.is_stuck


@pytest.mark.usefixtures("installation")
def test_a_forgotten_pin_is_taken_away_and_set_anew() -> None:
    run("add-manager", "Mari Maasikas")
    asyncio.run(shut("Mari Maasikas"))

    said = run("unlock", "Mari Maasikas", "--forgotten")

    assert "/pin" in said.output
    assert asyncio.run(person("Mari Maasikas")).lock is None


@pytest.mark.usefixtures("installation")
def test_unlock_opens_nobody_elses_pin_and_nobody_unknown() -> None:
    for phone in ("5550 0001", "5550 0002"):
        run("add-manager", "Mari Maasikas", "--phone", phone)
    asyncio.run(shut("Mari Maasikas"))

    assert "--phone" in run("unlock", "Mari Maasikas").output
    assert "no such case manager" in run("unlock", "Piret Pihlak").output
    assert run("unlock", "Mari Maasikas", "--phone", "5550 0002").exit_code == 0


@pytest.mark.usefixtures("installation")
def test_an_officer_watches_over_data_protection_and_leads_nothing() -> None:
    said = run("add-officer", "Anu Aas", "--language", "ru")

    assert said.exit_code == 0
    assert "/l/" in said.output
    assert "emergencies are told there" in said.output
    anu = asyncio.run(person("Anu Aas"))
    assert (anu.officer, anu.case_manager, anu.operator) == (True, False, False)
    assert anu.language == "ru"
    assert "no such case manager" in run("unlock", "Anu Aas").output
