"""Who has waited longest."""

import sqlalchemy as sa
from alembic import op

revision = "5b1f0c7d9a3e"
down_revision = "a383c32d5ec7"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.create_index(
            "outbox_longest",
            ["due_at", "id"],
            unique=False,
            sqlite_where=sa.text("state = 0"),
            postgresql_where=sa.text("state = 0"),
        )
