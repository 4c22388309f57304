"""What time brings: each kind of thing that has asked to be looked at again."""

from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from handlers import (
    check_ins,
    closed,
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
from storage.database import Database

LEASE = timedelta(minutes=15)
"""How long a thing rests whose rule failed, so that it holds up no other."""

Wake = Callable[[Turn, Any], Awaitable[None]]

WAKES: dict[str, Wake] = {
    "activities": plan_due.wake,
    "cases": closed.wake,
    "check_ins": check_ins.wake,
    "digests": digests.wake,
    "forms": forms.wake,
    "groups": groups.wake,
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
    async with database.transaction(now) as tx:
        # Read anew: an answer may have come in between and silenced it.
        fresh = await tx.shelf(name).get(thing.id)
        if fresh.wake_at == now + LEASE:
            await WAKES[name](Turn(tx, now, office), fresh)
    return True
