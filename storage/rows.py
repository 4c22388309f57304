"""What rows have in common: aware moments, and the shape of every thing."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import JSON, LargeBinary, String
from sqlalchemy.orm import DeclarativeBase, Mapped, declared_attr, mapped_column

from storage.columns import Moment


class Base(DeclarativeBase):
    """Base of every row; aware datetimes only."""

    type_annotation_map = {  # noqa: RUF012 - SQLAlchemy's own way
        datetime: Moment(),
        bytes: LargeBinary(),
        dict[str, Any]: JSON(),
        list[Any]: JSON(),
    }


class ThingRow(Base):
    """What every thing of casework has in common."""

    __abstract__ = True

    id: Mapped[UUID] = mapped_column(primary_key=True)
    owner_id: Mapped[UUID] = mapped_column(index=True)
    case_id: Mapped[UUID | None] = mapped_column(index=True)
    person_id: Mapped[UUID | None] = mapped_column(index=True)
    state: Mapped[str] = mapped_column(String(24))
    created_at: Mapped[datetime]
    wake_at: Mapped[datetime | None] = mapped_column(index=True)
    version: Mapped[int]
    sealed: Mapped[bytes]

    @declared_attr.directive
    def __mapper_args__(cls) -> dict[str, Any]:  # noqa: N805 - SQLAlchemy's own way
        """Refuse to overwrite what another turn has changed meanwhile."""
        return {"version_id_col": cls.version, "version_id_generator": False}
