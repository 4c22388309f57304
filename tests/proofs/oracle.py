"""The oracle: who may see a canary, from the table and from what people are now.

It shares one thing with the program: `shown_to`, the table itself. Who is in, what
limits them, whose words something is and for whom: all of it is read off the
stored things and judged here anew. What stands in no place named here may be seen
by nobody but its writer.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass, replace
from datetime import datetime
from enum import Enum
from typing import Any
from uuid import UUID

from casework.agenda_items import AgendaKind
from casework.cases import CONFIDENTIALITY_VERSION, Case, Member, MemberState
from casework.disclosure import Audience, InfoClass, shown_after_closing, shown_to
from casework.ids import CaseId, PersonId
from casework.people import Person
from casework.roles import FAMILY, JUSTICE, MANAGING, Role

I = InfoClass  # noqa: E741 - the table is read by its columns


@dataclass(frozen=True, slots=True)
class Place:
    """What stands in one field: its kind, who wrote it, whom it is about."""

    shows: InfoClass
    by: str = ""
    of: str = ""
    spoken: bool = False
    """Somebody's free words, with the audience that they chose."""


PLACES: dict[str, Place] = {
    "Person.name": Place(I.NETWORK, of="id"),
    "Person.organisation": Place(I.NETWORK, of="id"),
    "Person.phone": Place(I.CONTACTS, of="id"),
    "Person.email": Place(I.CONTACTS, of="id"),
    "Member.organisation": Place(I.NETWORK, of="person"),
    "Member.purpose": Place(I.UPDATES_FULL, of="person"),
    "CourtLimit.decision": Place(I.UPDATES_FULL, by="entered_by"),
    "Goal.text": Place(I.GOALS, by="set_by"),
    "Activity.title": Place(I.TASKS_ALL, of="person"),
    "Activity.reason": Place(I.UPDATES_FULL, by="person"),
    "Answer.words": Place(I.UPDATES_SUMMARY, by="person", spoken=True),
    "ProgressUpdate.note": Place(I.UPDATES_SUMMARY, by="person", spoken=True),
    "Obstacle.text": Place(I.OBSTACLES, by="person", spoken=True),
    "Obstacle.resolution": Place(I.UPDATES_FULL, by="resolved_by"),
    "Task.words": Place(I.UPDATES_FULL, by="about"),
    "Task.outcome": Place(I.UPDATES_FULL, by="person"),
    "AgendaItem.text": Place(I.AGENDA, by="by", spoken=True),
    "Suggestion.words": Place(I.UPDATES_FULL, by="person"),
    "Roundtable.place": Place(I.SCHEDULE),
    "Roundtable.reason": Place(I.SCHEDULE),
    "Roundtable.summary": Place(I.MINUTES, by="minuted_by"),
    "Roundtable.explanation": Place(I.CHILD_OPINION),
    "Roundtable.star_reference": Place(I.UPDATES_FULL),
    "Decision.text": Place(I.MINUTES, by="by"),
    "Decision.first": Place(I.MINUTES, by="by"),
    "Dissent.words": Place(I.MINUTES),
    "Correction.text": Place(I.MINUTES, by="person"),
    "ClientOpinion.words": Place(I.CHILD_OPINION, by="written_by", of="of"),
}
"""Where personal words stand, and what kind they are (casework.md D and E)."""


@dataclass(frozen=True, slots=True)
class Guard:
    """One place where a canary stands, with what its reader needs."""

    place: str
    shows: InfoClass
    case: CaseId | None
    by: PersonId | None = None
    of: PersonId | None = None
    audience: Audience | None = None
    spoken: bool = False
    """Free words, which may be those of the police."""
    goal: UUID | None = None


@dataclass(frozen=True, slots=True)
class State:
    """Everything stored, at one moment."""

    members: Mapping[tuple[CaseId, PersonId], Member]
    cases: Mapping[CaseId, Case]
    guards: Mapping[str, set[Guard]]
    works_on: frozenset[tuple[UUID, PersonId]] = frozenset()
    """Whose activity serves which goal: the goal belongs to their task."""
    people: Mapping[PersonId, Person] = field(default_factory=dict)
    judged: dict[tuple[Guard, PersonId], bool] = field(default_factory=dict)

    def judging_as(self, last: "State | None") -> "State":
        """Return this state with the judgements of the last, if they still hold."""
        if last is None or (self.members, self.cases, self.works_on) != (
            last.members,
            last.cases,
            last.works_on,
        ):
            return self
        return replace(self, judged=last.judged)

    def told_of(self, person: PersonId, now: datetime) -> Counter[str]:
        """Return in which states somebody is, for the figures."""
        mine = [m for (_case, who), m in self.members.items() if who == person]
        told = Counter({str(member.state): 1 for member in mine})
        known = self.people.get(person)
        told["away"] = int(known is not None and known.is_away(now.date()))
        told["limited"] = int(any(member.sharing_limit for member in mine))
        told["in several cases"] = int(len(mine) > 1)
        told["in a closed case"] = int(
            any(not self.cases[member.case].is_open for member in mine)
        )
        told["text outdated"] = int(
            any(member.accepted_version < CONFIDENTIALITY_VERSION for member in mine)
        )
        return +told

    def reads(self, case: CaseId, person: PersonId) -> frozenset[InfoClass]:
        """Return what somebody may see of a case now."""
        member = self.members.get((case, person))
        if member is None:
            return frozenset()
        emergency = member.role is Role.EMERGENCY
        there = MemberState.READING if emergency else MemberState.ACTIVE
        if member.state is not there:
            return frozenset()
        if member.accepted_version < CONFIDENTIALITY_VERSION:
            return frozenset()
        reads = shown_to(member.role) - member.sharing_limit
        for limit in member.court_limits:
            reads -= limit.what if limit.ended_at is None else frozenset()
        if not self.cases[case].is_open:
            reads &= shown_after_closing(member.role)
        return reads

    def permits(
        self, canary: str, reader: PersonId | None, writer: PersonId | None
    ) -> Guard | None:
        """Return the place by which somebody may see a canary; None: by none."""
        if reader is None:
            return None
        guards = self.guards.get(canary, set())
        for guard in guards:
            if self.opens_now(guard, reader):
                return guard
        if not guards and writer == reader:
            return Guard("said", InfoClass.TASKS_OWN, None)
        return None

    def kind_of(self, canary: str) -> str:
        """Return what kind of information a canary is, for the figures."""
        kinds = sorted(str(guard.shows) for guard in self.guards.get(canary, ()))
        return kinds[0] if kinds else "said"

    def opens_now(self, guard: Guard, reader: PersonId) -> bool:
        """Say whether somebody may now see what stands at a place."""
        key = (guard, reader)
        if key not in self.judged:
            self.judged[key] = self._opens(guard, reader)
        return self.judged[key]

    def _opens(self, guard: Guard, reader: PersonId) -> bool:
        if guard.place.startswith("Person."):
            return self._opens_person(guard, reader)
        if guard.case is None:
            return guard.by == reader
        reads = self.reads(guard.case, reader)
        if reads and guard.by == reader:
            return True
        needed = InfoClass.SENSITIVE_JUSTICE if self._justice(guard) else guard.shows
        if needed is InfoClass.TASKS_ALL and guard.of == reader:
            needed = InfoClass.TASKS_OWN
        if guard.goal is not None and (guard.goal, reader) in self.works_on:
            needed = InfoClass.TASKS_OWN
        return needed in reads and self._meant_for(guard, reader)

    def _justice(self, guard: Guard) -> bool:
        """Say whether these are free words of the police, of probation."""
        assert guard.case is not None
        writer = guard.by and self.members.get((guard.case, guard.by))
        return guard.spoken and bool(writer) and writer.role in JUSTICE

    def _meant_for(self, guard: Guard, reader: PersonId) -> bool:
        assert guard.case is not None
        role = self.members[guard.case, reader].role
        if guard.audience is None or role in MANAGING:
            return True
        if guard.audience is Audience.MANAGER:
            return False
        return guard.audience is Audience.FAMILY or role not in FAMILY

    def _opens_person(self, guard: Guard, reader: PersonId) -> bool:
        if guard.of == reader:
            return True
        for (case, person), member in self.members.items():
            if person != reader or (case, guard.of) not in self.members:
                continue
            if guard.shows in self.reads(case, reader):
                return True
            leads = self.cases[case].manager == guard.of
            if leads and member.state is not MemberState.LEFT:
                # Who leads the case is told to everyone invited, with the telephone.
                return guard.place != "Person.email"
        return False


def guards_of(thing: Any) -> Iterator[tuple[str, Guard]]:
    """Give every text of a stored thing that stands in a named place."""
    for chain, name, text in _texts((thing,)):
        owner = chain[-1]
        place = PLACES.get(f"{type(owner).__name__}.{name}")
        if place is not None:
            yield text, _guard(chain, f"{type(owner).__name__}.{name}", place)
        elif type(thing).__name__ == "Form":
            yield text, Guard("Form", InfoClass.TASKS_OWN, None, by=thing.person)


def _guard(chain: tuple[Any, ...], name: str, place: Place) -> Guard:
    shows, audience = place.shows, None
    if place.spoken:
        audience = chain[-1].audience
        if name == "Answer.words" and chain[0].items[chain[-1].item].sensitive:
            audience = Audience.MANAGER
        if audience is Audience.MANAGER:
            shows = InfoClass.UPDATES_FULL
    if name == "Dissent.words" and chain[-1].of is None:
        shows = InfoClass.CHILD_OPINION
    return Guard(
        name,
        shows,
        getattr(chain[0], "case", None),
        by=_up(chain, place.by),
        of=_up(chain, place.of),
        audience=audience,
        spoken=place.spoken and not _raised(chain[-1]),
        goal=chain[-1].id if name == "Goal.text" else None,
    )


def _raised(thing: Any) -> bool:
    """Say whether somebody brought it to the table on purpose, for these readers."""
    return getattr(thing, "kind", None) is AgendaKind.RAISED


def _up(chain: tuple[Any, ...], name: str) -> Any:
    """Return a field of the innermost thing that has it."""
    for each in reversed(chain):
        if name and hasattr(each, name):
            return getattr(each, name)
    return None


def _texts(chain: tuple[Any, ...], name: str = "") -> Iterator[tuple[Any, ...]]:
    for each in fields(chain[-1]):
        yield from _inside(chain, each.name, getattr(chain[-1], each.name))


def _inside(chain: tuple[Any, ...], name: str, value: Any) -> Iterator[tuple[Any, ...]]:
    if isinstance(value, Enum | UUID) or value is None:
        return
    if isinstance(value, str):
        yield chain, name, value
    elif isinstance(value, tuple | list | frozenset):
        for each in value:
            yield from _inside(chain, name, each)
    elif isinstance(value, dict):
        for each in value.values():
            yield from _inside(chain, name, each)
    elif is_dataclass(value):
        yield from _texts((*chain, value))
