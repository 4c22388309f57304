"""Digests, and indexes by which a case is read quickly."""

import sqlalchemy as sa
from alembic import op

import storage.columns

revision = "a9cf9b72ccb3"
down_revision = "80210a1fd09c"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Change the tables."""
    op.create_table(
        "digests",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("created_at", storage.columns.Moment(timezone=True), nullable=False),
        sa.Column("wake_at", storage.columns.Moment(timezone=True), nullable=True),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
    )
    with op.batch_alter_table("digests", schema=None) as batch_op:
        batch_op.create_index(
            batch_op.f("ix_digests_case_id"), ["case_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_digests_person_id"), ["person_id"], unique=False
        )
        batch_op.create_index(
            batch_op.f("ix_digests_wake_at"), ["wake_at"], unique=False
        )

    with op.batch_alter_table("activities", schema=None) as batch_op:
        batch_op.create_index("activities_of_case", ["case_id", "state"], unique=False)

    with op.batch_alter_table("check_ins", schema=None) as batch_op:
        batch_op.create_index("check_ins_of_case", ["case_id", "due_at"], unique=False)

    with op.batch_alter_table("journal", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("journal_of_case"))
        batch_op.create_index(
            "journal_of_case", ["case_id", "kind", "at"], unique=False
        )

    with op.batch_alter_table("obstacles", schema=None) as batch_op:
        batch_op.create_index("obstacles_of_case", ["case_id", "state"], unique=False)

    with op.batch_alter_table("tasks", schema=None) as batch_op:
        batch_op.create_index("tasks_of_case", ["case_id", "state"], unique=False)

    with op.batch_alter_table("updates", schema=None) as batch_op:
        batch_op.create_index("updates_of_case", ["case_id", "at"], unique=False)
