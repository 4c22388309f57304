"""The table of groups; the others are in `tables`."""

from sqlalchemy import Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from storage.rows import ThingRow


class GroupRow(ThingRow):
    """A group that is or may become a team chat; one case has it at most."""

    __tablename__ = "groups"
    blind: Mapped[str | None] = mapped_column(String(64), index=True)
    former_blind: Mapped[str | None] = mapped_column(String(64), index=True)
    token_hash: Mapped[str | None] = mapped_column(String(64), unique=True)
    __table_args__ = (
        Index(
            "one_team_chat",
            "blind",
            unique=True,
            sqlite_where=text("state = 'bound'"),
            postgresql_where=text("state = 'bound'"),
        ),
    )
