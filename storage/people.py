"""People, cases, members and invitations, found by what is not secret."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, bindparam, select

from casework.cases import Case, CaseStatus, Member, MemberState
from casework.ids import CaseId, PersonId
from casework.invitations import Invitation
from casework.people import Person
from casework.refusals import NoSuchCase
from casework.roles import MANAGING
from storage.keys import KeyStore
from storage.session import Prepared, Session
from storage.shelf import Shelf, those
from storage.tables import CaseRow, InvitationRow, MemberRow, PersonRow

_OF_PERSON = Prepared(
    those(
        MemberRow,
        MemberRow.person_id == bindparam("person"),
        MemberRow.state != MemberState.LEFT,
    )
)
_IN_CASE = Prepared(
    those(
        MemberRow,
        MemberRow.person_id == bindparam("person"),
        MemberRow.case_id == bindparam("case"),
        MemberRow.state != MemberState.LEFT,
    )
)
_BY_TOKEN = Prepared(
    those(
        InvitationRow, InvitationRow.token_hash == bindparam("token_hash")
    ).with_for_update()
)


def _office(person: Person) -> str:
    if person.operator:
        return "operator"
    if person.officer:
        return "officer"
    if person.case_manager:
        return "manager"
    return "former" if person.has_led else "person"


class People(Shelf[Person, PersonRow]):
    """The people, seen through one transaction."""

    kind = Person
    row = PersonRow

    def columns(self, thing: Person) -> dict[str, Any]:
        """Show the database whether somebody is a case manager, and no name.

        The mail address is there as a keyed hash, by which mail finds its person.
        """
        return {"state": _office(thing), "email": self._blind(thing.email)}

    async def by_email(self, address: str) -> list[Person]:
        """Return those who gave this address; a family may share one."""
        if not address:  # everybody who gave none
            return []
        return await self.where(PersonRow.email == self._blind(address))

    def _blind(self, address: str) -> str | None:
        return self._keys.blind(f"mail:{address.casefold()}") if address else None

    async def operators(self) -> list[Person]:
        """Return everybody who runs the program."""
        return await self.where(PersonRow.state == "operator")

    async def officers(self) -> list[Person]:
        """Return everybody who watches over data protection."""
        return await self.where(PersonRow.state == "officer")

    async def hear_of_breaches(self) -> list[Person]:
        """Return who is told when data protection is at stake, besides its case."""
        return await self.where(PersonRow.state.in_(("officer", "operator")))

    async def case_managers(self) -> list[Person]:
        """Return everybody who may lead a case."""
        return await self.where(PersonRow.state == "manager")

    async def former_managers(self) -> list[Person]:
        """Return everybody who led cases once, and does no more."""
        return await self.where(PersonRow.state == "former")


class Cases(Shelf[Case, CaseRow]):
    """The cases, seen through one transaction."""

    kind = Case
    row = CaseRow

    def columns(self, thing: Case) -> dict[str, Any]:
        """Show the database the code and the status."""
        return {"state": thing.status, "code": thing.code}

    async def by_code(self, code: str) -> Case:
        """Return the case of this code, however it was typed.

        Raises:
            NoSuchCase: there is none.
        """
        found = await self.where(CaseRow.code == code.strip().upper())
        if not found:
            raise NoSuchCase
        return found[0]

    async def id_of(self, code: str) -> CaseId | None:
        """Return which case has this code, even if its key is destroyed."""
        found = await self._session.one(
            select(CaseRow.id).where(CaseRow.code == code.strip().upper())
        )
        return None if found is None else CaseId(found)

    async def led_by(self, person: PersonId) -> list[Case]:
        """Return the running cases this person leads or stands in for."""
        running = (CaseStatus.OPEN, CaseStatus.MONITORING)
        return await self.where(
            CaseRow.id.in_(_led(person)), CaseRow.state.in_(running)
        )

    async def ever_led_by(self, person: PersonId) -> list[Case]:
        """Return the cases this person leads, or led when they were closed."""
        return await self.where(CaseRow.id.in_(_led(person)))

    async def closed(self) -> list[CaseId]:
        """Return the cases that are closed, oldest first."""
        found = await self._session.rows(
            select(CaseRow.id)
            .where(CaseRow.state == CaseStatus.CLOSED)
            .order_by(CaseRow.created_at, CaseRow.id)
        )
        return [CaseId(row.id) for row in found]

    async def of_person(self, person: PersonId) -> list[Case]:
        """Return the running cases in whose networks this person is."""
        mine = select(MemberRow.case_id).where(
            MemberRow.person_id == person, MemberRow.state == MemberState.ACTIVE
        )
        running = (CaseStatus.OPEN, CaseStatus.MONITORING)
        return await self.where(CaseRow.id.in_(mine), CaseRow.state.in_(running))


def _led(person: PersonId) -> Select[Any]:
    return select(MemberRow.case_id).where(
        MemberRow.person_id == person,
        MemberRow.state == MemberState.ACTIVE,
        MemberRow.role.in_(MANAGING),
    )


class Members(Shelf[Member, MemberRow]):
    """The members of networks, seen through one transaction."""

    kind = Member
    row = MemberRow

    def __init__(self, session: Session, keys: KeyStore, now: datetime) -> None:
        super().__init__(session, keys, now)
        self._present: dict[tuple[UUID, UUID], Member | None] = {}

    def columns(self, thing: Member) -> dict[str, Any]:
        """Show the database the role and the state."""
        return {"state": thing.state, "role": thing.role}

    async def of_person(self, person: PersonId) -> list[Member]:
        """Return the networks a person is in or was invited to, not those left."""
        return await self.found(_OF_PERSON, person=person)

    async def ever_of(self, person: PersonId) -> list[Member]:
        """Return every membership a person has or had, also of networks left."""
        return await self.where(MemberRow.person_id == person)

    async def in_case(self, person: UUID, case: UUID) -> Member | None:
        """Return a person's present membership in a case, or None.

        Each message asks it several times on its way: of one transaction once.
        """
        asked = (person, case)
        if asked not in self._present:
            found = await self.found(_IN_CASE, person=person, case=case)
            self._present[asked] = found[0] if found else None
        return self._present[asked]

    async def keep(self, thing: Member) -> None:
        """Store a membership; who is where is looked at anew."""
        self._present.clear()
        await super().keep(thing)

    async def known_in(self, case: CaseId) -> list[Member]:
        """Return who is in the network or was invited, not those who have left."""
        return await self.where(
            MemberRow.case_id == case, MemberRow.state != MemberState.LEFT
        )

    async def active(self, case: CaseId) -> list[Member]:
        """Return who is in the network now, in the order of joining the list."""
        return await self.where(
            MemberRow.case_id == case, MemberRow.state == MemberState.ACTIVE
        )


class Invitations(Shelf[Invitation, InvitationRow]):
    """The invitations, seen through one transaction."""

    kind = Invitation
    row = InvitationRow

    def columns(self, thing: Invitation) -> dict[str, Any]:
        """Show the database the hash of the token and whether it was used."""
        return {
            "state": "used" if thing.used_at else "waiting",
            "token_hash": thing.token_hash,
        }

    async def by_token(self, token_hash: str) -> Invitation | None:
        """Return the invitation whose token has this hash, or None.

        Of two who open one link in the same instant the second waits for the first:
        whether a link is used and whom its person is reached at must be one moment.
        """
        found = await self.found(_BY_TOKEN, token_hash=token_hash)
        return found[0] if found else None
