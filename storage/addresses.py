"""Where people chat, and the personal links by which they open the web pages."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import FromClause, and_, bindparam, delete, insert, select, update

from casework.ids import PersonId
from storage.channel_rows import AddressRow, LinkRow
from storage.keys import KeyStore
from storage.session import Prepared, Session


@dataclass(frozen=True, slots=True, kw_only=True)
class Address:
    """A place in a chat network at which one person is reached."""

    id: UUID
    network: str
    address: str
    person: PersonId
    dead: bool
    preferred: bool
    """Where the person spoke last."""
    heard_at: datetime
    chosen: bool = False
    """Where the person wants to be asked."""
    page: bool = False
    """The page behind a chat elsewhere, where nobody looks by themselves."""


@dataclass(frozen=True, slots=True)
class Heard:
    """Who spoke from an address, and whether it was dead until then."""

    person: PersonId
    revived: bool


_every: FromClause = AddressRow.__table__
_OF_PERSON = Prepared(
    select(*_every.columns)
    .where(_every.c.person_id == bindparam("person"))
    .order_by(_every.c.preferred.desc(), _every.c.linked_at.desc())
)
_BY_BLIND = Prepared(
    select(*_every.columns).where(_every.c.blind == bindparam("blind"))
)
_LINK = Prepared(
    select(*LinkRow.__table__.columns).where(LinkRow.token_hash == bindparam("hash"))
)
_OFTEN = timedelta(minutes=5)
"""How exactly it is kept when somebody spoke last."""


def token_hash(token: str) -> str:
    """Return the form in which a secret token is kept."""
    # A cookie may hold bytes that are no text; they stand for nobody, like any guess.
    return sha256(token.encode("utf-8", "surrogatepass")).hexdigest()


class Addresses:
    """The addresses and links, seen through one transaction."""

    def __init__(self, session: Session, keys: KeyStore, now: datetime) -> None:
        self._session = session
        self._keys = keys
        self._now = now

    async def bind(
        self, network: str, address: str, person: PersonId, *, page: bool = False
    ) -> None:
        """Let a person be reached at this address; a new one is preferred.

        A `page` lies behind a chat elsewhere; it never takes a channel's place.
        """
        known = await self._row(network, address)
        if page and known is not None and known.person_id == person:
            return
        await self._prefer_none(person)
        await self.unbind(network, address)
        address_id, seal = uuid4(), await self._keys.seal_of(person)
        await self._session.change(
            insert(AddressRow).values(
                id=address_id,
                blind=self._blind(network, address),
                network=network,
                person_id=person,
                sealed=seal.close(address.encode(), f"addresses:{address_id}"),
                linked_at=self._now,
                preferred=True,
                heard_at=self._now,
                chosen=False,
                page=page,
            )
        )

    async def unbind(self, network: str, address: str) -> None:
        """Forget an address: nobody is reached there any more."""
        await self._session.change(
            delete(AddressRow).where(AddressRow.blind == self._blind(network, address))
        )

    async def person_at(self, network: str, address: str) -> PersonId | None:
        """Return who chats from this address, or None for a stranger."""
        row = await self._row(network, address)
        return None if row is None else PersonId(row.person_id)

    async def heard_from(self, network: str, address: str) -> Heard | None:
        """Return who chats from this address.

        It is dead no more, and where somebody spoke last is where they are
        answered, and asked unless they have chosen otherwise.
        """
        row = await self._row(network, address)
        if row is None:
            return None
        person, revived = PersonId(row.person_id), row.dead_since is not None
        if not row.preferred:
            await self._prefer_none(person)
        late = self._now - row.heard_at > _OFTEN
        if revived or late or not row.preferred:
            heard_at = self._now if late else row.heard_at
            await self._change(
                row.id, dead_since=None, preferred=True, heard_at=heard_at
            )
        return Heard(person, revived)

    async def of(self, person: PersonId) -> list[Address]:
        """Return where a person can be reached, where they spoke last first."""
        rows = await self._session.rows(_OF_PERSON, {"person": person})
        return [await self._address(row) for row in rows]

    async def mark_dead(self, address: Address) -> None:
        """Stop using an address that takes nothing any more."""
        await self._change(address.id, dead_since=self._now)

    async def choose(self, person: PersonId, network: str) -> None:
        """Let a person be asked on this network from now on."""
        here = and_(AddressRow.network == network, ~AddressRow.page)
        await self._session.change(
            update(AddressRow).where(AddressRow.person_id == person).values(chosen=here)
        )

    async def become_channel(self, network: str, address: str) -> None:
        """Let the page behind a chat be a channel of its own."""
        row = await self._row(network, address)
        if row is not None:
            await self._change(row.id, page=False)

    async def revoke(self, person: PersonId, network: str) -> None:
        """Forget where a person was on a network, and end what was opened from there."""
        gone = [place for place in await self.of(person) if place.network == network]
        blinds = [self._blind(network, place.address) for place in gone]
        for place in gone:
            await self.unbind(network, place.address)
        await self._session.change(
            update(LinkRow)
            .where(LinkRow.person_id == person, LinkRow.revoked_at.is_(None))
            .where(LinkRow.through.in_(blinds))
            .values(revoked_at=self._now)
        )

    async def add_link(
        self,
        token: str,
        person: PersonId,
        expires_at: datetime | None = None,
        through: tuple[str, str] | None = None,
    ) -> None:
        """Store a new personal link; the token itself is kept nowhere.

        It works no longer than the channel `through` which it was opened.
        """
        await self._session.change(
            insert(LinkRow).values(
                token_hash=token_hash(token),
                person_id=person,
                made_at=self._now,
                expires_at=expires_at,
                through=self._blind(*through) if through else None,
            )
        )

    async def person_by_link(self, token: str) -> PersonId | None:
        """Return whose link this is, while it works; None otherwise."""
        row = await self._link(token)
        if row is None or row.revoked_at is not None:
            return None
        if row.expires_at is not None and row.expires_at <= self._now:
            return None
        return PersonId(row.person_id)

    async def revoked_link(self, token: str) -> tuple[PersonId, datetime] | None:
        """Return whose link this was and when it was revoked, or None."""
        row = await self._link(token)
        if row is None or row.revoked_at is None:
            return None
        return PersonId(row.person_id), row.revoked_at

    async def revoke_links(self, person: PersonId) -> None:
        """Let none of a person's links work any more."""
        await self._session.change(
            update(LinkRow)
            .where(LinkRow.person_id == person, LinkRow.revoked_at.is_(None))
            .values(revoked_at=self._now)
        )

    async def link_exists(self, token: str) -> bool:
        """Say whether this link was ever made, whether it works or not."""
        return await self._link(token) is not None

    async def _prefer_none(self, person: PersonId) -> None:
        await self._session.change(
            update(AddressRow)
            .where(AddressRow.person_id == person)
            .values(preferred=False)
        )

    async def _change(self, address_id: UUID, **values: Any) -> None:
        await self._session.change(
            update(AddressRow).where(AddressRow.id == address_id).values(**values)
        )

    async def _link(self, token: str) -> Any:
        return await self._session.row(_LINK, {"hash": token_hash(token)})

    async def _row(self, network: str, address: str) -> Any:
        blind = self._blind(network, address)
        return await self._session.row(_BY_BLIND, {"blind": blind})

    def _blind(self, network: str, address: str) -> str:
        return self._keys.blind(f"{network}:{address}")

    async def _address(self, row: Any) -> Address:
        seal = await self._keys.seal_of(row.person_id)
        return Address(
            id=row.id,
            network=row.network,
            address=seal.open(row.sealed, f"addresses:{row.id}").decode(),
            person=PersonId(row.person_id),
            dead=row.dead_since is not None,
            preferred=row.preferred,
            heard_at=row.heard_at,
            chosen=row.chosen,
            page=row.page,
        )
