"""A case is closed and opened again, by the program's own rules and all they end."""

from uuid import UUID

from casework import closing
from casework.cases import Case, Member
from casework.closures import Closure, Reason
from casework.refusals import TooLateToReopen
from handlers import circles, ending
from handlers.turn import Turn
from storage.transaction import Transaction
from tests.proofs.acts import said, settle
from tests.proofs.worlds import World


async def close(world: World, number: int) -> str:
    """One of the two cases is closed, as its case manager's yes would."""
    case = await stands(world, number)
    if case is None or not case.is_open:
        return "there is nothing to close"
    table = world.table
    ended = Closure(reason=Reason.GOALS_MET, at=table.clock(), by=case.manager, held=1)
    async with table.database.transaction(table.clock()) as tx:
        turn = _turn(world, tx)
        circle = await circles.of_case(turn, case.id)
        await tx.keep(await ending.end(turn, case, circle, ended))
    await settle(world, f"{case.code} is closed")
    return f"{case.code} is closed"


async def close_or_reopen(world: World) -> str:
    """The first case is closed, or opened again with whom the closing had let go."""
    case = await stands(world, 0)
    if case is None:
        return "the case is gone"
    if case.is_open:
        return await close(world, 0)
    table, why = world.table, said(world, "mari")
    async with table.database.transaction(table.clock()) as tx:
        lead, members = await tx.people.get(case.manager), await _of(tx, case.id)
        try:
            opened = closing.reopen(case, members, why, lead, table.clock())
        except TooLateToReopen:
            return "it is too late to open the case again"
        await tx.keep(opened)
    await settle(world, f"{case.code} is opened again")
    return f"{case.code} is opened again"


async def stands(world: World, number: int) -> Case | None:
    """Return one of the cases as it is now; None: it is gone."""
    async with world.table.database.reading(world.table.clock()) as tx:
        found: Case | None = await tx.cases.find(world.cases[number].id)
        return found


def _turn(world: World, tx: Transaction) -> Turn:
    return Turn(tx, world.table.clock(), world.table.assistant.parts.office)


async def _of(tx: Transaction, case: UUID) -> list[Member]:
    return list(await tx.members.of_case(case))
