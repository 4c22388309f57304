"""Ready-made states of the table, for journeys that begin in the middle."""

from dataclasses import replace

from casework.cases import Case, CaseStatus, MemberState
from casework.roles import Role
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


async def finish(table: Table) -> None:
    """The family withdraws, and the case manager closes the case."""
    await table.say("mari", "/close")
    await table.press("mari", "The family does not want it")
    await table.say("mari", "They said so on Friday")
    await table.press("mari", "No")
    await table.say("mari", "1.3.2027")
    await table.press("mari", "Yes, close the case")


async def link(table: Table, address: str) -> None:
    """Give somebody a personal link, named after them."""
    async with table.database.transaction(table.clock()) as tx:
        await tx.addresses.add_link(f"link-{address}", table.people[address].id)


async def link_opens(table: Table, address: str) -> bool:
    """Say whether somebody's personal link still works."""
    async with table.database.reading(table.clock()) as tx:
        return await tx.addresses.person_by_link(f"link-{address}") is not None


async def demote(table: Table, address: str) -> None:
    """Let somebody lead no longer, but stay in the network."""
    async with table.database.transaction(table.clock()) as tx:
        member = await tx.members.get(table.members[address].id)
        await tx.members.keep(replace(member, role=Role.CHILD_PROTECTION_WORKER))


async def state_of(table: Table, address: str) -> MemberState:
    """Return how far somebody is in their network."""
    async with table.database.reading(table.clock()) as tx:
        return (await tx.members.get(table.members[address].id)).state


async def leaves(table: Table, address: str) -> None:
    """Let somebody leave their only network."""
    await table.say(address, "/leave")
    await table.press(address, "Yes, leave")
