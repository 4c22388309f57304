"""Parts of a message."""

import sqlalchemy as sa
from alembic import op

revision = "632c252b3cc6"
down_revision = "5b1f0c7d9a3e"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    with op.batch_alter_table("outbox", schema=None) as batch_op:
        batch_op.add_column(sa.Column("parts", sa.JSON(), nullable=True))
