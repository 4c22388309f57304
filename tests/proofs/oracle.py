"""The oracle: who may see a canary, from the table and from what people are now.

It shares one thing with the program: `shown_to`, the table itself. Who is in, what
limits them, whose words something is and for whom: all of it is read off the
stored things and judged here anew. What stands in no place named in `places.py` may
be seen by nobody but its writer.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from uuid import UUID

from casework.cases import CONFIDENTIALITY_VERSION, Case, Member, MemberState
from casework.disclosure import Audience, InfoClass, shown_after_closing, shown_to
from casework.ids import CaseId, PersonId
from casework.people import Person
from casework.roles import FAMILY, JUSTICE, MANAGING, Role
from tests.proofs.canaries import SCORE
from tests.proofs.places import STANDS, Guard

_TRIES = 5
_PAUSE = timedelta(minutes=15)
"""When a PIN is asked anew, and after how many wrong ones nothing opens it (R45)."""


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

    def all_used(self) -> "State":
        """Return this state as if nobody's data rested: what was read stays read."""
        resting = any(each.restriction for each in self.members.values())
        if not resting:
            return self
        members = {
            key: replace(each, restriction=None) for key, each in self.members.items()
        }
        return replace(self, members=members, judged={})

    def rests(self, case: CaseId, person: PersonId | None) -> bool:
        """Say whether somebody's data of a case is kept and not used (GDPR 18)."""
        member = self.members.get((case, person)) if person else None
        return member is not None and member.restriction is not None

    def behind_pin(self, person: PersonId, network: str, now: datetime) -> bool:
        """Say whether a PIN stands before what somebody may see of cases there."""
        known = self.people.get(person)
        lock = known.lock if known is not None and known.case_manager else None
        if lock is None:
            return False
        used = lock.used.get(network)
        return lock.wrong >= _TRIES or used is None or now - used >= _PAUSE

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
        if canary == SCORE:
            return (
                Guard(SCORE, InfoClass.UPDATES_FULL, None)
                if self._leads(reader)
                else None
            )
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
        if self._is_told(guard, reader):
            return True
        if self._is_kept_unused(guard, guard.case, reader):
            return False
        reads = self.reads(guard.case, reader)
        if reads and guard.by == reader:
            return True
        needed = InfoClass.SENSITIVE_JUSTICE if self._justice(guard) else guard.shows
        if needed is InfoClass.TASKS_ALL and guard.of == reader:
            needed = InfoClass.TASKS_OWN
        if guard.goal is not None and (guard.goal, reader) in self.works_on:
            # A goal of the network, and part of what they do for it.
            needed = needed if needed in reads else InfoClass.TASKS_OWN
        return needed in reads and self._meant_for(guard, reader)

    def _is_told(self, guard: Guard, reader: PersonId) -> bool:
        """Say whether this is for somebody whatever they may read of the case."""
        # What they were asked in for is theirs by /mydata, too.
        theirs = guard.place.startswith("Member.") and guard.of == reader
        watched = guard.officers and self._watches(reader)
        return theirs or reader in guard.also or watched

    def _is_kept_unused(self, guard: Guard, case: CaseId, reader: PersonId) -> bool:
        """Say whether this rests for somebody: said by, or of, who wants it so."""
        theirs = {guard.by, guard.of} - {reader}
        if guard.place in STANDS or not any(self.rests(case, who) for who in theirs):
            return False
        member = self.members.get((case, reader))
        role = member.role if member else None
        if guard.place.startswith(("Person.", "Member.")):
            # The mark for who leads the case; to the family, who has read of them.
            return role not in MANAGING | FAMILY | {Role.EMERGENCY}
        if guard.place == "Correction.text" and role in MANAGING:
            return False  # they ask who leads to take it in
        return role is not Role.EMERGENCY

    def _leads(self, reader: PersonId) -> bool:
        """Say whether somebody leads a case, or stands in for who does."""
        return any(
            who == reader and member.role in MANAGING and self.reads(case, reader)
            for (case, who), member in self.members.items()
        )

    def _left_before(self, case: CaseId, member: Member) -> bool:
        closure = self.cases[case].closure
        with_closing = closure is not None and member.left_at == closure.at
        return member.state is MemberState.LEFT and not with_closing

    def _names_in_the_house(self, guard: Guard, reader: PersonId) -> bool:
        """Say whether somebody knows a name as a colleague, or as who watches."""
        mine, theirs = self.people.get(reader), self.people.get(guard.of or reader)
        if mine is None or theirs is None:
            return False
        # Told of every emergency: who reads there.
        reads_in_one = mine.officer and any(
            who == guard.of and member.role is Role.EMERGENCY
            for (_case, who), member in self.members.items()
        )
        return reads_in_one or (mine.case_manager and theirs.case_manager)

    def _watches(self, reader: PersonId) -> bool:
        known = self.people.get(reader)
        return known is not None and known.officer

    def _justice(self, guard: Guard) -> bool:
        """Say whether these are free words of the police, of probation."""
        assert guard.case is not None
        writer = guard.by and self.members.get((guard.case, guard.by))
        return guard.spoken and bool(writer) and writer.role in JUSTICE

    def _meant_for(self, guard: Guard, reader: PersonId) -> bool:
        assert guard.case is not None
        role = self.members[guard.case, reader].role
        if guard.audience is None or role in MANAGING | {Role.EMERGENCY}:
            return True
        if guard.audience is Audience.MANAGER:
            return False
        return guard.audience is Audience.FAMILY or role not in FAMILY

    def _opens_person(self, guard: Guard, reader: PersonId) -> bool:
        if guard.of == reader:
            return True
        if guard.place == "Person.name" and self._names_in_the_house(guard, reader):
            return True
        for (case, person), member in self.members.items():
            if person != reader or (case, guard.of) not in self.members:
                continue
            reads = self.reads(case, reader)
            if guard.shows in reads and not self._is_kept_unused(guard, case, reader):
                return True
            leads = self.cases[case].manager == guard.of
            if leads and not self._left_before(case, member):
                # Who leads the case is told to everyone invited, with the telephone,
                # and once more when the closing lets everybody go.
                return guard.place != "Person.email"
        return False
