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
