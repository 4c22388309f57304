"""The rows of channels: where people are reached, and how a channel is opened."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Base, ThingRow


class AddressRow(Base):
    """Where a person chats: found by a keyed hash, readable only with the key."""

    __tablename__ = "addresses"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    blind: Mapped[str] = mapped_column(String(64), unique=True)
    network: Mapped[str] = mapped_column(String(20))
    person_id: Mapped[UUID] = mapped_column(index=True)
    sealed: Mapped[bytes]
    linked_at: Mapped[datetime]
    dead_since: Mapped[datetime | None]
    preferred: Mapped[bool]
    """Where the person spoke last."""
    heard_at: Mapped[datetime]
    chosen: Mapped[bool]
    """Where the person wants to be asked."""
    page: Mapped[bool]
    """The page behind a chat elsewhere: shown there, but nobody looks by themselves."""


class LinkRow(Base):
    """A personal link to the web pages; only the hash of its token is kept."""

    __tablename__ = "links"
    token_hash: Mapped[str] = mapped_column(String(64), primary_key=True)
    person_id: Mapped[UUID] = mapped_column(index=True)
    made_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
    through: Mapped[str | None] = mapped_column(String(64))
    """The address from which it was opened; it ends when that one is revoked."""


class TicketRow(ThingRow):
    """A link to one more channel, found by the hash of its token."""

    __tablename__ = "tickets"
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)


class ChannelRequestRow(ThingRow):
    """A new address that waits for the case manager's word."""

    __tablename__ = "channel_requests"
