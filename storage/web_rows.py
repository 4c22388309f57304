"""The tables of what stands in web chats; the others are in `tables`."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Index, String
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import Base


class WebBubbleRow(Base):
    """What one web chat shows in one place, sealed with the case's or person's key."""

    __tablename__ = "web_bubbles"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    chat: Mapped[str] = mapped_column(String(48))
    ref: Mapped[str] = mapped_column(String(120))
    place: Mapped[int]
    change: Mapped[int]
    owner_id: Mapped[UUID] = mapped_column(index=True)
    case_id: Mapped[UUID | None] = mapped_column(index=True)
    at: Mapped[datetime]
    sealed: Mapped[bytes]
    __table_args__ = (
        Index("web_bubbles_once", "chat", "ref", unique=True),
        Index("web_bubbles_place", "chat", "place", unique=True),
        Index("web_bubbles_change", "chat", "change", unique=True),
    )


class WebFileRow(Base):
    """A picture or a file of a bubble, sealed like the bubble."""

    __tablename__ = "web_files"
    bubble_id: Mapped[UUID] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(index=True)
    sealed: Mapped[bytes]
