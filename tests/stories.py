"""Ready-made states of the table, for journeys that begin in the middle."""

from casework.cases import Case
from tests.table import Table


async def led_by(table: Table, address: str) -> Case:
    """Return the case led by somebody at the table."""
    async with table.database.reading(table.clock()) as tx:
        (case,) = await tx.cases.led_by(table.people[address].id)
        return case
