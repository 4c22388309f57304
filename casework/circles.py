"""The people around a roundtable, as the network is at this moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from casework.cases import Member
from casework.disclosure import InfoClass
from casework.ids import CaseId, MemberId, PersonId
from casework.people import Person
from casework.roles import FAMILY, is_official
from casework.roundtables import Roundtable, Seat


@dataclass(frozen=True, slots=True)
class Participant:
    """Somebody who is in the network now."""

    member: Member
    person: Person
    rests: frozenset[PersonId] = frozenset()
    """Whose data is kept and not used for them (GDPR 18)."""

    @property
    def family(self) -> bool:
        """Say whether it is a parent, or who raises the child."""
        return self.member.role in FAMILY

    @property
    def official(self) -> bool:
        """Say whether it is somebody who comes because of their office."""
        return is_official(self.member.sector)

    def reads(self, shown: InfoClass) -> bool:
        """Say whether they may see this kind of information."""
        return shown in self.member.reads


@dataclass(frozen=True, slots=True)
class MailRoom:
    """On whose behalf mail leaves, and the moment at which it is written."""

    municipality: str
    now: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Circle:
    """The network around a roundtable as it is now; who has left is not in it."""

    case: CaseId
    code: str
    manager: PersonId
    present: tuple[Participant, ...]
    mail_room: MailRoom | None = None
    """None where no mail is sent."""

    @property
    def rests(self) -> frozenset[PersonId]:
        """Whose data is kept and not used for who leads the case (GDPR 18)."""
        leads = (each for each in self.present if each.person.id == self.manager)
        return next((each.rests for each in leads), frozenset())

    @property
    def parents(self) -> tuple[Participant, ...]:
        """Who raises the child, and is heard before anything is decided."""
        return tuple(each for each in self.present if each.family)

    def seated(self, roundtable: Roundtable) -> tuple[tuple[Seat, Participant], ...]:
        """Return the seats of those who are still in the network."""
        here = {each.member.id: each for each in self.present}
        return tuple(
            (seat, here[seat.member])
            for seat in roundtable.seats
            if seat.member in here
        )

    def voters(self, roundtable: Roundtable) -> tuple[Seat, ...]:
        """Return the seats whose votes count."""
        return tuple(s for s, _ in self.seated(roundtable) if not s.chair)

    def who(self, members: Iterable[MemberId]) -> tuple[str, ...]:
        """Return the names of members; for the case manager's eyes only."""
        wanted = set(members)
        return tuple(p.person.name for p in self.present if p.member.id in wanted)
