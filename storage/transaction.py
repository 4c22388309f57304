"""One transaction: everything it keeps, it keeps together."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from functools import cache
from typing import Any

from sqlalchemy import func, literal, select, union_all

from casework.alarms import Standing
from casework.outcome import Outcome, TeamPost
from storage.addresses import Addresses
from storage.channels import ChannelRequests, Tickets
from storage.check_ins import CheckIns, Rhythms, Updates
from storage.columns import Moment
from storage.digests import Digests
from storage.follow_ups import Obstacles, Tasks
from storage.forms import Forms
from storage.free_times import BusyCalendars, OwnCalendars, Timetables
from storage.group_posts import GroupPosts
from storage.groups import Groups
from storage.held import Held
from storage.inbox import Inbox, next_received
from storage.journal import Journal
from storage.keys import KeyStore
from storage.mails import Mails
from storage.outbox import Outbox
from storage.people import Cases, Invitations, Members, People
from storage.plans import Activities, Goals
from storage.posting import next_post
from storage.roundtables import CalendarLinks, Feeds, Opinions, Roundtables
from storage.rows import ThingRow
from storage.session import Prepared, Session, Statement
from storage.shelf import Shelf
from storage.standing import of_messages
from storage.web_chats import WebChats


class Transaction:
    """Every store, seen through one database transaction at one moment."""

    def __init__(
        self,
        session: Session,
        keys: KeyStore,
        now: datetime,
        *,
        held: bool = False,
    ) -> None:
        self.keys = keys
        self.people = People(session, keys, now)
        self.cases = Cases(session, keys, now)
        self.members = Members(session, keys, now)
        self.invitations = Invitations(session, keys, now)
        self.forms = Forms(session, keys, now)
        self.groups = Groups(session, keys, now)
        self.goals = Goals(session, keys, now)
        self.activities = Activities(session, keys, now)
        self.rhythms = Rhythms(session, keys, now)
        self.check_ins = CheckIns(session, keys, now)
        self.updates = Updates(session, keys, now)
        self.obstacles = Obstacles(session, keys, now)
        self.tasks = Tasks(session, keys, now)
        self.digests = Digests(session, keys, now)
        self.roundtables = Roundtables(session, keys, now)
        self.opinions = Opinions(session, keys, now)
        self.busy_calendars = BusyCalendars(session, keys, now)
        self.own_calendars = OwnCalendars(session, keys, now)
        self.timetables = Timetables(session, keys, now)
        self.calendar_links = CalendarLinks(session, keys, now)
        self.feeds = Feeds(session, keys, now)
        self.tickets = Tickets(session, keys, now)
        self.channel_requests = ChannelRequests(session, keys, now)
        self.addresses = Addresses(session, keys, now)
        self.journal = Journal(session, keys)
        self.outbox = Outbox(session, keys, now, held=held)
        self.held = Held(session, now)
        self.mails = Mails(session)
        self.group_posts = GroupPosts(session, now)
        self.inbox = Inbox(session, keys, now)
        self.web_chats = WebChats(session, keys, now)
        self._session = session
        self._now = now
        self._by_name: dict[str, Shelf[Any, Any]] = {
            name: shelf
            for name, shelf in vars(self).items()
            if isinstance(shelf, Shelf)
        }
        self._shelves = {shelf.kind: shelf for shelf in self._by_name.values()}

    async def keep(self, outcome: Outcome) -> None:
        """Store what a rule decided: its things, its facts and its messages."""
        for thing in outcome.things:
            await self._shelves[type(thing)].keep(thing)
        for fact in outcome.facts:
            await self.journal.add(fact)
        for message in outcome.messages:
            await self.outbox.add(message)
            if isinstance(message, TeamPost) and message.group is None:
                await self._copy_to_groups(message)

    async def _copy_to_groups(self, post: TeamPost) -> None:
        for group in await self.groups.bound_to(post.case):
            await self.outbox.add(replace(post, group=group.id))

    async def standing(self) -> Standing:
        """Return how far what comes in and what goes out is behind."""
        return await of_messages(self._session, self._now)

    async def one(self, query: Statement) -> Any:
        """Return the first value a query finds, or None."""
        return await self._session.one(query)

    async def row(self, query: Statement) -> Any:
        """Return the first row a query finds, or None."""
        return await self._session.row(query)

    async def rows(self, query: Statement) -> Sequence[Any]:
        """Return every row a query finds."""
        return await self._session.rows(query)

    def shelf(self, name: str) -> Shelf[Any, Any]:
        """Return the store of one kind of things by its name here."""
        return self._by_name[name]

    async def horizon(self) -> dict[str, datetime]:
        """Return when the first thing of each kind wants to be looked at.

        One statement, whatever number of kinds there is: it is asked every
        second. "inbox" and "outbox" stand beside the kinds of things.
        """
        dialect = self._session.dialect.name
        rows = tuple((name, shelf.row) for name, shelf in self._by_name.items())
        found = await self._session.rows(_horizon(dialect, rows), {"now": self._now})
        return {name: moment for name, moment in found if moment is not None}


@cache
def _horizon(dialect: str, rows: tuple[tuple[str, type[ThingRow]], ...]) -> Prepared:
    things = [
        select(literal(name), func.min(row.wake_at, type_=Moment()))
        for name, row in rows
    ]
    return Prepared(union_all(*things, next_received(), next_post(dialect)))
