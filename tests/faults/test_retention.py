"""Retention: what has served its term goes, is told before, and stays where it must."""

from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import func, select

from bot.cli_erase import hold_case
from bot.cli_journal import line_of
from bot.retention import Planned, Retention, planned
from bot.retention_schedule import EXAMPLE, load
from bot.settings import SettingWrong, read
from casework.cases import Case, CaseStatus
from casework.closures import Closure, Reason
from casework.people import Person
from casework.retention import Stands
from casework.schedule import Schedule, Term
from storage import chain
from storage.keys import KeyErased
from storage.restoring import drop_erased
from storage.tables import InboxRow, OutboxRow
from tests.faults.test_restored import Place, copied, place, put_back
from tests.faults.test_restored import playing_on as played_on
from tests.stories import led_by
from tests.table import CODE, Table

assert place  # a fixture of the same place

SCHEDULE = Schedule(
    decided_by="Order 12 of 30 November 2026",
    message_copies=Term(days=90),
    closed_cases=Term(months=2),
    journal=Term(months=4),
    spent_forms=Term(days=30),
    told_before=Term(days=30),
)


def rounds(table: Table, schedule: Schedule | None = SCHEDULE) -> Retention:
    return Retention(
        table.database, table.assistant.parts.office, schedule, table.clock
    )


async def night(table: Table, schedule: Schedule | None = SCHEDULE) -> None:
    await rounds(table, schedule).round()
    await table.settle()


async def closed(table: Table, code: str = CODE) -> Case:
    """Close the case as of now, the way `/close` leaves it."""
    async with table.database.transaction(table.clock()) as tx:
        case = await tx.cases.by_code(code)
        ended = Closure(
            reason=Reason.GOALS_MET, at=table.clock(), by=case.manager, held=3
        )
        case = replace(case, status=CaseStatus.CLOSED, closure=ended)
        await tx.cases.keep(case)
    return case


async def stands(table: Table) -> Planned:
    (case,) = await planned(rounds(table))
    return case


async def is_there(table: Table, case: Case) -> bool:
    async with table.database.reading(table.clock()) as tx:
        return await tx.cases.find(case.id) is not None


async def is_whole(table: Table) -> bool:
    """Say whether the journal is, but for the case that was laid without a line."""
    laid = (await led_by(table, "piret")).id
    found = await chain.broken(table.database.engine, table.database.keys)
    return {each.owner for each in found} <= {laid}


async def test_a_closed_case_is_told_of_before_and_goes_when_its_term_is_over(
    network: Table,
) -> None:
    case = await closed(network)
    await network.say("kati", "/settings")
    await network.wait(days=28)
    await night(network)
    assert (await stands(network)).standing.stands is Stands.KEPT
    await network.wait(days=7)
    network.clear()

    await night(network)
    await network.wait(hours=12)
    assert "K7-4F2Q, closed on 23.11.2026, will be erased on" in network.last("mari")
    await night(network)
    assert len(network.texts("mari")) == 1
    assert await is_there(network, case)

    await network.wait(days=30)
    await night(network)
    await network.wait(hours=12)

    assert "K7-4F2Q is erased" in network.last("mari")
    assert not await is_there(network, case)
    kati = network.people["kati"].id
    for owner in (case.id, kati):
        with pytest.raises(KeyErased):
            await network.database.keys.seal_of(owner)
    async with network.database.reading(network.clock()) as tx:
        assert await tx.people.find(kati) is None
        assert await tx.people.find(network.people["mari"].id)
    assert await is_whole(network)


async def test_yesterdays_backup_does_not_show_a_case_that_went(
    network: Table, place: Place, tmp_path: Path
) -> None:
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    elsewhere = Place.of(folder, f"sqlite:///{folder / 'u.db'}", folder / "keys.db")
    case = await closed(network)
    await network.wait(days=34)
    await night(network)
    await network.wait(days=30)
    yesterday = await copied(network, place)
    await night(network)
    await network.wait(hours=1)
    await copied(network, place)

    await put_back(yesterday, elsewhere, network.clock())

    again = await played_on(network, elsewhere)
    assert not await is_there(again, case)
    async with again.database.reading(again.clock()) as tx:
        assert await tx.people.find(again.people["mari"].id)
        assert await tx.people.find(again.people["kati"].id) is None
    await again.database.close()


async def test_of_the_journal_who_did_and_read_what_stays_longer_without_words(
    network: Table,
) -> None:
    await network.say("kati", "/plan")
    case = await closed(network)
    for days in (34, 31):
        await network.wait(days=days)
        await night(network)

    async with network.database.reading(network.clock()) as tx:
        (kept,) = await tx.journal.of_kind("AuditKept")
    assert kept.details["of"] == str(case.id)
    assert any(line["what"] for line in kept.details["lines"])
    assert "Kati" not in str(kept.details)
    said = [line_of(line) for line in kept.details["lines"]]
    assert any("MessageShown  parent" in line for line in said)

    await network.wait(days=70)
    await night(network)
    async with network.database.reading(network.clock()) as tx:
        assert await tx.journal.of_kind("AuditKept") == []
    assert await is_whole(network)


async def test_a_held_case_stays_and_is_told_of_anew_when_the_hold_ends(
    network: Table,
) -> None:
    case = await closed(network)
    await network.wait(days=34)
    await night(network)
    await hold_case(network.database, CODE, "Court file 1")
    await network.wait(days=60)
    await night(network)
    assert await is_there(network, case)
    assert (await stands(network)).standing.stands is Stands.HELD

    await hold_case(network.database, CODE, "")
    await night(network)
    assert await is_there(network, case)
    assert (await stands(network)).standing.stands is Stands.TOLD
    await network.wait(days=31)
    await night(network)
    assert not await is_there(network, case)


async def test_a_case_opened_again_stays(network: Table) -> None:
    case = await closed(network)
    short = replace(SCHEDULE, closed_cases=Term(days=58))
    await network.wait(days=29)
    await night(network, short)
    await network.say("mari", f"/reopen {CODE}")
    await network.say("mari", "It came back")
    await network.wait(days=60)
    await night(network, short)

    assert await is_there(network, case)
    assert (await led_by(network, "mari")).erasure is None


async def test_what_somebody_waits_for_an_answer_about_stays(network: Table) -> None:
    await network.say("kati", "/restrict")
    case = await closed(network)
    for _ in range(3):
        await network.wait(days=31)
        await night(network)

    assert await is_there(network, case)
    assert (await stands(network)).standing.stands is Stands.ASKED


async def test_nothing_goes_without_a_schedule_and_the_operator_is_told_once_a_month(
    network: Table,
) -> None:
    case = await closed(network)
    olev = Person(
        id=network.people["mari"].id.__class__(int=7),  # type: ignore[call-arg]  # an id is a UUID
        name="Olev",
        language="en",
        official=True,
        operator=True,
    )
    await network._sit("olev", olev)
    await network.wait(days=70)
    for _ in range(3):
        await night(network, None)
        await network.wait(days=1)

    assert await is_there(network, case)
    assert [t for t in network.texts("olev") if "No retention schedule" in t] == [
        network.last("olev")
    ]
    await network.wait(days=31)
    await night(network, None)
    await network.wait(days=1)
    assert len(network.texts("olev")) == 2


async def count(table: Table, row: type[OutboxRow | InboxRow]) -> int:
    async with table.database.reading(table.clock()) as tx:
        found: int = await tx.one(select(func.count()).select_from(row))
        return found


async def test_copies_of_messages_go_after_their_term_and_numbers_are_not_given_again(
    network: Table,
) -> None:
    for _ in range(4):
        await network.say("kati", "/language")
    highest = network.screen("kati")[-1].ref
    await network.wait(days=89)
    await night(network)
    assert await count(network, OutboxRow) >= 4
    await network.wait(days=2)

    await night(network)

    assert await count(network, OutboxRow) == 1
    assert await count(network, InboxRow) == 1
    await network.say("kati", "/language")
    assert int(network.screen("kati")[-1].ref) > int(highest)


async def test_a_second_process_forgets_the_key_and_what_it_wrote_meanwhile_goes(
    network: Table,
) -> None:
    case = await closed(network)
    here = network.database.keys
    await here.seal_of(case.id)
    held = here._open[case.id]
    await here.erase(case.id, network.clock())
    here._open[case.id] = held  # as the other process still has it
    async with network.database.engine.begin() as connection:
        await drop_erased(connection, [case.id])
    async with network.database.transaction(network.clock()) as tx:
        await tx.cases.keep(case)

    await rounds(network).forget()

    with pytest.raises(KeyErased):
        await here.seal_of(case.id)
    assert not await is_there(network, case)


def test_a_schedule_is_read_as_the_municipality_wrote_it(tmp_path: Path) -> None:
    path = tmp_path / "retention.toml"
    path.write_text(EXAMPLE.replace("[decision, number, day]", "Order 12"))

    schedule = read({"UMARLAUD_RETENTION": str(path)}).retention

    assert schedule is not None
    assert str(schedule.closed_cases) == "5 years"
    assert schedule.message_copies == Term(days=90)
    assert read({}).retention is None


@pytest.mark.parametrize(
    ("was", "wrong", "says"),
    [
        ("[decision, number, day]", "[decision, number, day]", "who decided"),
        ('"90 days"', '"90 d"', "message_copies should be like"),
        ('"90 days"', "90", "message_copies should be like"),
        ('"90 days"', '"7 days"', "30 days or more"),
        ('"7 years"', '"1 year"', "at least as long"),
        ("journal", "jurnal", "there is no jurnal"),
        ("=", "", "no TOML"),
    ],
)
def test_a_schedule_that_cannot_be_meant_stops_the_start_with_a_sentence(
    tmp_path: Path, was: str, wrong: str, says: str
) -> None:
    path = tmp_path / "retention.toml"
    text = EXAMPLE.replace(was, wrong)
    if was != "[decision, number, day]":
        text = text.replace("[decision, number, day]", "Order 12")
    path.write_text(text)

    with pytest.raises(SettingWrong, match="Nothing is deleted") as said:
        load(path)

    assert says in str(said.value)
