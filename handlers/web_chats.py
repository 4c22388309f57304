"""What a web page shows to whom: asked again each time somebody looks.

A chat network elsewhere shows a message once and for all. The web page is ours:
whoever has left sees nothing of the case any more, not even what stood there.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from casework import seeing
from casework.cases import Case, Member, MemberState
from casework.disclosure import InfoClass, Right
from casework.ids import CaseId, PersonId
from casework.people import Person
from casework.seeing import Places
from handlers.turn import Turn
from storage.web_chats import Bubble

FAREWELL = timedelta(days=1)
"""How long somebody who has left every network can still read the goodbye."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Viewer:
    """Somebody who looks at their page, with the networks they are in now."""

    person: Person
    members: dict[CaseId, Member] = field(default_factory=dict)
    places: Places = field(default_factory=dict)
    """What the person may see now of each case, as it is asked at delivery."""
    left_at: datetime | None = None
    """When the last network was left; None while there is one, or none yet."""
    shut_since: datetime | None = None
    """Since when a PIN stands before their page; None: it is open."""

    @property
    def rights(self) -> frozenset[Right]:
        """What the person may see now: each kind of information of each case."""
        return frozenset(
            (case, shown) for case, reads in self.places.items() for shown in reads
        )

    @property
    def only_case(self) -> CaseId | None:
        """The one network the person is in, or None when it is not just one."""
        return next(iter(self.members)) if len(self.members) == 1 else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What somebody has open: their own chat, or the team chat of one case."""

    viewer: Viewer
    team: Case | None = None

    @property
    def chat(self) -> str:
        """The address of the chat."""
        if self.team is None:
            return str(self.viewer.person.id)
        return f"team:{self.team.id}"

    @property
    def cases(self) -> Iterable[CaseId]:
        """The cases whose bubbles may be shown here."""
        return self.viewer.members if self.team is None else (self.team.id,)

    def shows(self, bubble: Bubble) -> bool:
        """Say whether this bubble may be shown to the viewer now."""
        shut_since = self.viewer.shut_since
        if shut_since is not None:
            told_since = bubble.case is None and bubble.at >= shut_since
            return self.team is None and told_since
        if self.team is not None:
            return True
        if self.viewer.left_at is not None and bubble.at < self.viewer.left_at:
            return False
        mine = self.viewer.places
        return seeing.may_see(mine, bubble.case, bubble.shows, bubble.needs)


async def viewer(turn: Turn, link: str) -> Viewer | None:
    """Return who holds this link, while it shows anything; None otherwise.

    Leaving revokes a link; for a day it still shows the goodbye.
    """
    person = await turn.tx.addresses.person_by_link(link)
    if person is not None:
        found = await of_person(turn, person)
        return None if found.left_at is not None else found
    revoked = await turn.tx.addresses.revoked_link(link)
    if revoked is None:
        return None
    found = await of_person(turn, revoked[0])
    took_leave = found.left_at is not None and revoked[1] >= found.left_at
    return found if took_leave and turn.now < revoked[1] + FAREWELL else None


async def of_person(turn: Turn, person_id: PersonId) -> Viewer:
    """Return somebody as a viewer, by the networks they are in."""
    person = await turn.tx.people.get(person_id)
    ever = await turn.tx.members.ever_of(person_id)
    members = {m.case: m for m in ever if m.state is not MemberState.LEFT}
    cases = {case: await turn.tx.cases.get(case) for case in members}
    left_at = None if members or person.case_manager else _last_left(ever)
    return Viewer(
        person=person,
        members=members,
        places=seeing.places(members.values(), cases),
        left_at=left_at,
        shut_since=_shut_since(turn, person),
    )


def _shut_since(turn: Turn, person: Person) -> datetime | None:
    """Return since when a PIN stands before somebody's page."""
    lock, web = person.lock, turn.office.web
    if lock is None or not person.case_manager or lock.is_open(web, turn.now):
        return None
    return lock.shut_since(web)


async def team_room(turn: Turn, viewer: Viewer, case: CaseId) -> Room | None:
    """Return the team chat of a case, if this viewer may read what it shows."""
    if InfoClass.UPDATES_SUMMARY not in viewer.places.get(case, frozenset()):
        return None
    return Room(viewer=viewer, team=await turn.tx.cases.get(case))


async def team_rooms(turn: Turn, viewer: Viewer) -> list[Case]:
    """Return the open cases whose team chats this viewer may read."""
    rooms = [await team_room(turn, viewer, case) for case in viewer.members]
    teams = [room.team for room in rooms if room is not None]
    return [case for case in teams if case is not None and case.is_open]


async def page(
    turn: Turn, room: Room, before: int | None, limit: int
) -> tuple[list[Bubble], bool]:
    """Return the newest bubbles before a place, and whether there are earlier ones."""
    found = await turn.tx.web_chats.before(room.chat, before, room.cases, limit + 1)
    shown = [bubble for bubble in found if room.shows(bubble)]
    return shown[-limit:], len(found) > limit


async def changes(turn: Turn, room: Room, since: int) -> list[Bubble]:
    """Return what has changed in a room since."""
    found = await turn.tx.web_chats.since(room.chat, since, room.cases)
    return [bubble for bubble in found if room.shows(bubble)]


def _last_left(members: Iterable[Member]) -> datetime | None:
    return max((m.left_at for m in members if m.left_at), default=None)
