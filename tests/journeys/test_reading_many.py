"""Reading all cases takes as many statements for twelve as for two."""

from sqlalchemy import event

from storage.recent import Reach, known_of
from tests import happened
from tests.table import Table, at


async def statements_for(table: Table, cases: int) -> int:
    """Count the statements that load so many cases of Mari."""
    counted: list[str] = []

    def count(*arguments: object) -> None:
        counted.append(str(arguments[2]))

    now, office = table.clock(), table.assistant.parts.office
    async with table.database.reading(now) as tx:
        mine = (await tx.cases.led_by(table.people["mari"].id))[:cases]
        engine = table.database.engine.sync_engine
        event.listen(engine, "before_cursor_execute", count)
        reach = Reach(said=at("2026-11-01 00:00"))
        known = await known_of(tx, mine, reach, office.almanac(now), now)
        event.remove(engine, "before_cursor_execute", count)
    assert len(known) == cases
    return len(counted)


async def test_more_cases_take_no_more_statements(network: Table) -> None:
    for number in range(11):
        await network.case("mari", f"Z{number:02}-AAAA")

    assert await statements_for(network, 12) == await statements_for(network, 2)


async def test_only_what_is_recent_and_of_the_case_is_loaded(network: Table) -> None:
    mari, piret, jaan = (network.members[who] for who in ("mari", "piret", "jaan"))
    goal = happened.a_goal(mari, "Reads aloud", at("2026-01-02 10:00"))
    elsewhere = happened.a_goal(piret, "Of another case", at("2026-11-02 10:00"))
    await happened.keep(
        network,
        goal,
        elsewhere,
        happened.an_update(jaan, goal, at("2025-11-20 10:00"), "A year ago"),
        happened.an_update(jaan, goal, at("2026-11-20 10:00"), "Now"),
        happened.an_update(piret, elsewhere, at("2026-11-20 10:00"), "Elsewhere"),
    )

    now = network.clock()
    async with network.database.reading(now) as tx:
        case = await tx.cases.get(mari.case)
        almanac = network.assistant.parts.office.almanac(now)
        reach = Reach(said=at("2026-10-01 00:00"))
        (known,) = await known_of(tx, [case], reach, almanac, now)

    assert [each.text for each in known.goals] == ["Reads aloud"]
    assert [each.note for each in known.updates] == ["Now"]
