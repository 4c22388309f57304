"""Who a row belongs to is found by an index: erasing looked through every table."""

from alembic import op

revision = "8d4e6a1f0b57"
down_revision = "632c252b3cc6"
branch_labels = None
depends_on = None

_OWNED = (
    *("activities", "busy_calendars", "calendar_links", "cases", "channel_requests"),
    *("check_ins", "digests", "feeds", "forms", "goals", "groups", "invitations"),
    *("members", "obstacles", "opinions", "outbox", "own_calendars", "people"),
    *("rhythms", "roundtables", "tasks", "tickets", "timetables", "updates"),
    *("web_bubbles", "web_files"),
)


def upgrade() -> None:
    """Change the tables."""
    for table in _OWNED:
        with op.batch_alter_table(table, schema=None) as batch_op:
            batch_op.create_index(f"ix_{table}_owner_id", ["owner_id"], unique=False)
