"""Ready-made states of the table, for journeys that begin in the middle."""

from dataclasses import replace

from casework.cases import Case, CaseStatus
from tests.table import Table


async def led_by(table: Table, address: str) -> Case:
    """Return the case led by somebody at the table."""
    async with table.database.reading(table.clock()) as tx:
        (case,) = await tx.cases.led_by(table.people[address].id)
        return case


async def close(table: Table, address: str) -> None:
    """Close the case led by somebody at the table."""
    case = await led_by(table, address)
    async with table.database.transaction(table.clock()) as tx:
        await tx.cases.keep(replace(case, status=CaseStatus.CLOSED))
