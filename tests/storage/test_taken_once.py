"""What comes in counts once, and what is taken up is taken up by one alone."""

from datetime import UTC, date, datetime, timedelta

from casework.cases import Case
from casework.ids import CaseId, PersonId, new_id
from storage.database import Database

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
LEASE = timedelta(minutes=15)


async def test_what_comes_in_again_under_its_key_changes_nothing(
    database: Database,
) -> None:
    new = []
    for _ in range(2):
        async with database.transaction(NOW) as tx:
            new.append(await tx.inbox.add("console", "17", "kati", b"words"))

    assert new == [True, False]
    async with database.reading(NOW) as tx:
        assert len(await tx.inbox.waiting(10)) == 1


async def test_a_thing_that_is_taken_up_is_nobody_elses_until_the_lease_is_over(
    database: Database,
) -> None:
    case = Case(
        id=CaseId(new_id()),
        code="K7-4F2Q",
        opened_on=date(2026, 11, 23),
        manager=PersonId(new_id()),
        wake_at=NOW,
    )
    async with database.transaction(NOW) as tx:
        await tx.cases.keep(case)
    taken = []
    for moment in (NOW, NOW, NOW + LEASE):
        async with database.transaction(moment) as tx:
            taken.append(await tx.cases.claim_due(moment, LEASE) is not None)

    assert taken == [True, False, True]
