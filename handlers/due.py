"""What time brings: each kind of thing that has asked to be looked at again."""

import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any
from uuid import UUID

from handlers import (
    check_ins,
    closed,
    court_limits,
    digests,
    forms,
    groups,
    plan_due,
    rhythms,
    roundtables,
    tasks,
)
from handlers.turn import Office, Turn
from scheduling.clockwork import Work
from storage.conflicts import Conflict
from storage.database import Database

logger = logging.getLogger(__name__)

LEASE = timedelta(minutes=15)
"""How long a thing rests whose rule failed, so that it holds up no other."""

TRIES = 3
"""How often something due is tried whose things others keep changing."""

Wake = Callable[[Turn, Any], Awaitable[None]]

WAKES: dict[str, Wake] = {
    "activities": plan_due.wake,
    "cases": closed.wake,
    "check_ins": check_ins.wake,
    "digests": digests.wake,
    "forms": forms.wake,
    "groups": groups.wake,
    "members": court_limits.wake,
    "rhythms": rhythms.wake,
    "roundtables": roundtables.wake,
    "tasks": tasks.wake,
}
"""What looks at a thing that has come due, by the name of its store."""


def works(database: Database, office: Office) -> tuple[Work, ...]:
    """Return the pieces of work the clockwork does, one for each kind of thing."""
    return tuple(partial(wake_one, database, office, name) for name in WAKES)


async def wake_one(
    database: Database, office: Office, name: str, now: datetime
) -> bool:
    """Look again at the thing of one kind that has waited longest; False: none has.

    The claim is committed first: if the rule then fails, this thing rests for
    the length of the lease and does not hold up the others.
    """
    async with database.transaction(now) as tx:
        thing = await tx.shelf(name).claim_due(now, LEASE)
    if thing is None:
        return False
    for _ in range(TRIES - 1):
        try:
            await _wake(database, office, name, (thing.id, now))
        except Conflict:
            # Another turn changed the same thing, the end of a journal at least.
            logger.info("conflict", extra={"kind": name})
        else:
            return True
    await _wake(database, office, name, (thing.id, now))
    return True


async def _wake(
    database: Database, office: Office, name: str, claimed: tuple[UUID, datetime]
) -> None:
    thing_id, now = claimed
    async with database.transaction(now) as tx:
        # Read anew: an answer may have come in between and silenced it.
        fresh = await tx.shelf(name).get(thing_id)
        if fresh.wake_at == now + LEASE:
            await WAKES[name](Turn(tx, now, office), fresh)
