"""One transaction: everything it keeps, it keeps together."""

from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from casework.outcome import Outcome
from storage.addresses import Addresses
from storage.check_ins import CheckIns, Rhythms, Updates
from storage.follow_ups import Obstacles, Tasks
from storage.forms import Forms
from storage.inbox import Inbox
from storage.journal import Journal
from storage.keys import KeyStore
from storage.outbox import Outbox
from storage.people import Cases, Invitations, Members, People
from storage.plans import Activities, Goals
from storage.roundtables import Roundtables
from storage.shelf import Shelf


class Transaction:
    """Every store, seen through one database transaction at one moment."""

    def __init__(self, session: AsyncSession, keys: KeyStore, now: datetime) -> None:
        self.keys = keys
        self.people = People(session, keys, now)
        self.cases = Cases(session, keys, now)
        self.members = Members(session, keys, now)
        self.invitations = Invitations(session, keys, now)
        self.forms = Forms(session, keys, now)
        self.goals = Goals(session, keys, now)
        self.activities = Activities(session, keys, now)
        self.rhythms = Rhythms(session, keys, now)
        self.check_ins = CheckIns(session, keys, now)
        self.updates = Updates(session, keys, now)
        self.obstacles = Obstacles(session, keys, now)
        self.tasks = Tasks(session, keys, now)
        self.roundtables = Roundtables(session, keys, now)
        self.addresses = Addresses(session, keys, now)
        self.journal = Journal(session, keys)
        self.outbox = Outbox(session, keys, now)
        self.inbox = Inbox(session, keys, now)
        self._shelves: dict[type[Any], Shelf[Any, Any]] = {
            shelf.kind: shelf
            for shelf in vars(self).values()
            if isinstance(shelf, Shelf)
        }

    async def keep(self, outcome: Outcome) -> None:
        """Store what a rule decided: its things, its facts and its messages."""
        for thing in outcome.things:
            await self._shelves[type(thing)].keep(thing)
        for fact in outcome.facts:
            await self.journal.add(fact)
        for message in outcome.messages:
            await self.outbox.add(message)

    async def next_wake(self) -> datetime | None:
        """Return the earliest moment at which anything wants to be looked at."""
        moments = [await shelf.next_wake() for shelf in self._shelves.values()]
        moments.append(await self.outbox.next_due())
        return min((moment for moment in moments if moment), default=None)
