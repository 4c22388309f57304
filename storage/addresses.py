"""Where people chat, and the personal links by which they open the web pages."""

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from uuid import UUID, uuid4

from sqlalchemy import delete, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from casework.ids import PersonId
from storage.keys import KeyStore
from storage.tables import AddressRow, LinkRow


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A place in a chat network at which one person is reached."""

    id: UUID
    network: str
    address: str
    person: PersonId
    dead: bool
    preferred: bool


@dataclass(frozen=True, slots=True)
class Heard:
    """Who spoke from an address, and whether it was dead until then."""

    person: PersonId
    revived: bool


def token_hash(token: str) -> str:
    """Return the form in which a secret token is kept."""
    return sha256(token.encode()).hexdigest()


class Addresses:
    """The addresses and links, seen through one transaction."""

    def __init__(self, session: AsyncSession, keys: KeyStore, now: datetime) -> None:
        self._session = session
        self._keys = keys
        self._now = now

    async def bind(self, network: str, address: str, person: PersonId) -> None:
        """Let a person be reached at this address; a new one is preferred."""
        await self._session.execute(
            update(AddressRow)
            .where(AddressRow.person_id == person)
            .values(preferred=False)
        )
        await self.unbind(network, address)
        address_id, seal = uuid4(), await self._keys.seal_of(person)
        self._session.add(
            AddressRow(
                id=address_id,
                blind=self._blind(network, address),
                network=network,
                person_id=person,
                sealed=seal.close(address.encode(), f"addresses:{address_id}"),
                linked_at=self._now,
                preferred=True,
            )
        )
        await self._session.flush()

    async def unbind(self, network: str, address: str) -> None:
        """Forget an address: nobody is reached there any more."""
        await self._session.execute(
            delete(AddressRow).where(AddressRow.blind == self._blind(network, address))
        )

    async def person_at(self, network: str, address: str) -> PersonId | None:
        """Return who chats from this address, or None for a stranger."""
        found = await self._session.scalar(
            select(AddressRow.person_id).where(
                AddressRow.blind == self._blind(network, address)
            )
        )
        return None if found is None else PersonId(found)

    async def heard_from(self, network: str, address: str) -> Heard | None:
        """Return who chats from this address.

        It is dead no more, and where somebody spoke last is where they are
        answered and asked.
        """
        row = await self._session.scalar(
            select(AddressRow).where(AddressRow.blind == self._blind(network, address))
        )
        if row is None:
            return None
        revived, row.dead_since = row.dead_since is not None, None
        if not row.preferred:
            await self._session.execute(
                update(AddressRow)
                .where(AddressRow.person_id == row.person_id)
                .values(preferred=False)
            )
            row.preferred = True
        return Heard(PersonId(row.person_id), revived)

    async def of(self, person: PersonId) -> list[Address]:
        """Return where a person can be reached, the preferred place first."""
        rows = await self._session.scalars(
            select(AddressRow)
            .where(AddressRow.person_id == person)
            .order_by(AddressRow.preferred.desc(), AddressRow.linked_at.desc())
        )
        return [await self._address(row) for row in rows]

    async def mark_dead(self, address: Address) -> None:
        """Stop using an address that takes nothing any more."""
        row = await self._session.get_one(AddressRow, address.id)
        row.dead_since = self._now

    async def add_link(
        self, token: str, person: PersonId, expires_at: datetime | None = None
    ) -> None:
        """Store a new personal link; the token itself is kept nowhere."""
        self._session.add(
            LinkRow(
                token_hash=token_hash(token),
                person_id=person,
                made_at=self._now,
                expires_at=expires_at,
            )
        )

    async def person_by_link(self, token: str) -> PersonId | None:
        """Return whose link this is, while it works; None otherwise."""
        row = await self._session.get(LinkRow, token_hash(token))
        if row is None or row.revoked_at is not None:
            return None
        if row.expires_at is not None and row.expires_at <= self._now:
            return None
        return PersonId(row.person_id)

    async def revoked_link(self, token: str) -> tuple[PersonId, datetime] | None:
        """Return whose link this was and when it was revoked, or None."""
        row = await self._session.get(LinkRow, token_hash(token))
        if row is None or row.revoked_at is None:
            return None
        return PersonId(row.person_id), row.revoked_at

    async def revoke_links(self, person: PersonId) -> None:
        """Let none of a person's links work any more."""
        await self._session.execute(
            update(LinkRow)
            .where(LinkRow.person_id == person, LinkRow.revoked_at.is_(None))
            .values(revoked_at=self._now)
        )

    def _blind(self, network: str, address: str) -> str:
        return self._keys.blind(f"{network}:{address}")

    async def _address(self, row: AddressRow) -> Address:
        seal = await self._keys.seal_of(row.person_id)
        return Address(
            id=row.id,
            network=row.network,
            address=seal.open(row.sealed, f"addresses:{row.id}").decode(),
            person=PersonId(row.person_id),
            dead=row.dead_since is not None,
            preferred=row.preferred,
        )
