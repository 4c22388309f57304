"""Erasing: the key is destroyed, in every backup too; then the rows are dropped.

It is done while the program works. A turn that had the key in its memory may still
write a row: nobody can read it, and the `sweep` of the night drops it.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from casework.ids import CaseId, PersonId
from storage import restoring, tidying
from storage.database import Database
from storage.keys import KeyErased
from storage.transaction import Transaction


async def only_here(tx: Transaction, case: CaseId) -> list[PersonId]:
    """Return who is known from this case alone, and goes with it."""
    members = await tx.members.of_case(case)
    people = {member.person for member in members}
    return [each for each in people if not await _stays(tx, each, case)]


async def _stays(tx: Transaction, person: PersonId, case: CaseId) -> bool:
    places = await tx.members.ever_of(person)
    try:
        who = await tx.people.get(person)
    except KeyErased:
        return False  # we were stopped half-way the last time
    elsewhere = any(place.case != case for place in places)
    return elsewhere or who.case_manager or who.operator or who.officer


async def destroy(database: Database, owners: Sequence[UUID], now: datetime) -> None:
    """Destroy these owners' keys in this order, and drop all that nobody can read.

    Stopped half-way and done again, it ends the same.
    """
    for owner in owners:
        await database.keys.erase(owner, now)
    await _drop(database, owners)


async def forget(database: Database) -> bool:
    """Forget keys that were destroyed elsewhere, and drop what they had sealed.

    Every process does it every minute. False: there was none.
    """
    forgotten = await database.keys.forget_erased()
    if forgotten:
        await _drop(database, forgotten)
    return bool(forgotten)


async def sweep(database: Database) -> None:
    """Drop whatever is left of anybody ever erased; done every night.

    A turn under way while a key was destroyed, or one that was stopped before its rows
    were dropped, may have left some.
    """
    await database.keys.forget_erased()
    await _drop(database, await database.keys.erased())


async def _drop(database: Database, gone: Sequence[UUID]) -> None:
    async with database.engine.begin() as connection:
        await restoring.drop_erased(connection, gone)
    await tidying.checkpoint(database.engine)
