"""What is known of one case at one moment, loaded for reading and never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime

from casework.cases import Case, Member, MemberState, restricted_in
from casework.check_ins import CheckIn
from casework.disclosure import InfoClass
from casework.ids import PersonId
from casework.obstacles import Obstacle
from casework.people import Person
from casework.plans import Activity, Goal
from casework.roles import Role
from casework.roundtables import Roundtable
from casework.tasks import Task
from casework.timing import Almanac
from casework.updates import ProgressUpdate


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Somebody was shown something about the case."""

    person: PersonId
    at: datetime
    what: tuple[InfoClass, ...]
    words_of: PersonId | None = None
    """Whose words they were, if of the family only who wrote them may know of them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Voice:
    """Who speaks or is spoken of: name, role, and whether they have left."""

    person: PersonId
    name: str = ""
    role: Role | None = None
    left: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """One case with what happened in it lately: what every view is made from."""

    case: Case
    now: datetime
    almanac: Almanac
    since: datetime
    """How far back what people said reaches."""
    members: tuple[Member, ...] = ()
    """Everyone who is or was in the network."""
    people: Mapping[PersonId, Person]
    goals: tuple[Goal, ...] = ()
    activities: tuple[Activity, ...] = ()
    updates: tuple[ProgressUpdate, ...] = ()
    check_ins: tuple[CheckIn, ...] = ()
    obstacles: tuple[Obstacle, ...] = ()
    tasks: tuple[Task, ...] = ()
    roundtables: tuple[Roundtable, ...] = ()
    readings: tuple[Reading, ...] = ()

    @property
    def today(self) -> date:
        """The local day."""
        return self.day(self.now)

    def day(self, moment: datetime) -> date:
        """Return the local day of a moment."""
        return self.almanac.today(moment)

    @property
    def active(self) -> tuple[Member, ...]:
        """Who is in the network now."""
        return tuple(m for m in self.members if m.state is MemberState.ACTIVE)

    @property
    def restricted(self) -> frozenset[PersonId]:
        """Whose data is kept and not used; also of who has left."""
        return restricted_in(self.members)

    def voice(self, person: PersonId) -> Voice:
        """Return who this is in the case; the newest membership counts."""
        places = [m for m in self.members if m.person == person]
        place = next((m for m in places if m.state is not MemberState.LEFT), None)
        place = place or (places[-1] if places else None)
        known = self.people.get(person)
        return Voice(
            person=person,
            name=known.name if known else "",
            role=place.role if place else None,
            left=place is None or place.state is MemberState.LEFT,
        )
