"""The key store: one key per case and per person, wrapped by the master key.

It is a small database of its own, with backups of its own that live short:
destroying an owner's key erases everything sealed with it, in every backup of
the main database too.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from hmac import digest
from uuid import UUID

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from sqlalchemy import LargeBinary, select, text, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column

from storage.columns import Moment
from storage.sealing import KEY_BYTES, Seal

HOUSE = UUID(int=0)
"""The owner of what belongs to no case and no person yet: the inbox."""

_NONCE_BYTES = 12
_REMEMBERED = 10_000
"""Keys held open at one time; the one opened first is closed first."""
_ONE_AT_A_TIME = text("SELECT pg_advisory_xact_lock(4711002)")
"""Two processes may start at the same moment, on an empty database even."""


class KeysUnusable(Exception):
    """The master key does not open the key store."""


class KeyErased(Exception):
    """The owner's key was destroyed; what it sealed is gone."""


@dataclass(frozen=True, slots=True, repr=False)
class MasterKeys:
    """The master keys by version; the newest wraps, all of them open."""

    by_version: Mapping[int, bytes]

    @property
    def newest(self) -> int:
        """The version that wraps new keys."""
        return max(self.by_version)

    def wrap(self, owner: UUID, key: bytes) -> tuple[int, bytes]:
        """Return the owner's key wrapped, and the version that wrapped it."""
        version, nonce = self.newest, os.urandom(_NONCE_BYTES)
        cipher = AESGCM(self.by_version[version])
        return version, nonce + cipher.encrypt(nonce, key, _bind(owner, version))

    def unwrap(self, owner: UUID, version: int, wrapped: bytes) -> bytes:
        """Return the owner's key.

        Raises:
            KeysUnusable: no master key of this version, or a wrong one.
        """
        if version not in self.by_version:
            raise KeysUnusable
        nonce, body = wrapped[:_NONCE_BYTES], wrapped[_NONCE_BYTES:]
        cipher = AESGCM(self.by_version[version])
        try:
            return cipher.decrypt(nonce, body, _bind(owner, version))
        except InvalidTag as error:
            raise KeysUnusable from error


def _bind(owner: UUID, version: int) -> bytes:
    return f"dek:{owner}:{version}".encode()


class KeyBase(DeclarativeBase):
    """Base of the key store's one table."""


class KeyRow(KeyBase):
    """The wrapped key of one owner; an erased one keeps only the date."""

    __tablename__ = "sealed_keys"
    owner_id: Mapped[UUID] = mapped_column(primary_key=True)
    master_version: Mapped[int]
    wrapped: Mapped[bytes | None] = mapped_column(LargeBinary)
    erased_at: Mapped[datetime | None] = mapped_column(Moment())


class KeyStore:
    """Finds, makes, rewraps and destroys the keys of owners."""

    def __init__(
        self,
        engine: AsyncEngine,
        masters: MasterKeys,
        reload: Callable[[], MasterKeys] | None = None,
    ) -> None:
        self.engine = engine
        self._masters = masters
        self._reload = reload
        self._open: dict[UUID, Seal] = {}
        self._secret: bytes | None = None

    async def prepare(self) -> None:
        """Make the table if it is missing, and prove that the master key fits.

        Raises:
            KeysUnusable: the master key is not the one these keys are wrapped with.
        """
        async with self.engine.begin() as connection:
            if self.engine.dialect.name == "postgresql":
                await connection.execute(_ONE_AT_A_TIME)
            await connection.run_sync(KeyBase.metadata.create_all)
        self._secret = await self._key_of(HOUSE)

    def blind(self, value: str) -> str:
        """Return a keyed hash of a value, to find it again without keeping it."""
        if self._secret is None:
            raise KeysUnusable
        return digest(
            self._secret, value.encode("utf-8", "surrogatepass"), sha256
        ).hex()

    def mark(self, value: bytes) -> bytes:
        """Return a keyed mark of what was written: nobody makes one without the key."""
        if self._secret is None:
            raise KeysUnusable
        return digest(self._secret, b"mark:" + value, sha256)

    async def seal_of(self, owner: UUID) -> Seal:
        """Return the seal of an owner, made now if there is none yet.

        Raises:
            KeyErased: the owner's key was destroyed.
        """
        seal = self._open.get(owner)
        if seal is None:
            seal = self._open[owner] = Seal(owner, await self._key_of(owner))
            while len(self._open) > _REMEMBERED:
                del self._open[next(iter(self._open))]
        return seal

    async def erased(self) -> list[UUID]:
        """Return whose keys were destroyed."""
        async with self.engine.connect() as connection:
            owners = await connection.scalars(
                select(KeyRow.owner_id).where(KeyRow.wrapped.is_(None))
            )
            return list(owners)

    async def erase(self, owner: UUID, now: datetime) -> None:
        """Destroy an owner's key: everything sealed with it is gone for good."""
        async with self.engine.begin() as connection:
            await connection.execute(
                update(KeyRow)
                .where(KeyRow.owner_id == owner)
                .values(wrapped=None, erased_at=now)
            )
        self._open.pop(owner, None)

    async def forget_erased(self) -> list[UUID]:
        """Forget the keys that another process destroyed; return whose we had."""
        known = [owner for owner in await self.erased() if owner in self._open]
        for owner in known:
            del self._open[owner]
        return known

    async def rewrap(self) -> int:
        """Wrap every key with the newest master key; return how many changed."""
        newest, changed = self._masters.newest, 0
        async with self.engine.begin() as connection:
            rows = await connection.execute(
                select(KeyRow.owner_id, KeyRow.master_version, KeyRow.wrapped).where(
                    KeyRow.master_version != newest, KeyRow.wrapped.is_not(None)
                )
            )
            for owner, version, wrapped in rows.all():
                key = self._masters.unwrap(owner, version, wrapped or b"")
                new_version, again = self._masters.wrap(owner, key)
                await connection.execute(
                    update(KeyRow)
                    .where(KeyRow.owner_id == owner)
                    .values(master_version=new_version, wrapped=again)
                )
                changed += 1
        return changed

    async def close(self) -> None:
        """Forget every key and close the connections."""
        self._open.clear()
        await self.engine.dispose()

    async def _key_of(self, owner: UUID) -> bytes:
        query = select(KeyRow.master_version, KeyRow.wrapped, KeyRow.erased_at).where(
            KeyRow.owner_id == owner
        )
        async with self.engine.connect() as connection:
            found = (await connection.execute(query)).one_or_none()
        if found is None:
            return await self._make(owner)
        version, wrapped, erased_at = found
        if erased_at is not None or wrapped is None:
            raise KeyErased(owner)
        if version not in self._masters.by_version and self._reload is not None:
            # The master key was rotated while we run: the file has a new version.
            self._masters = self._reload()
        return self._masters.unwrap(owner, version, wrapped)

    async def _make(self, owner: UUID) -> bytes:
        version, wrapped = self._masters.wrap(owner, os.urandom(KEY_BYTES))
        insert = (
            postgresql.insert
            if self.engine.dialect.name == "postgresql"
            else sqlite.insert
        )
        statement = insert(KeyRow).values(
            owner_id=owner, master_version=version, wrapped=wrapped
        )
        async with self.engine.begin() as connection:
            await connection.execute(statement.on_conflict_do_nothing())
        return await self._key_of(owner)
