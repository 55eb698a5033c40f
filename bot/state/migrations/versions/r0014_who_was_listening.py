"""What a process that died has left unanswered, and until when somebody was listening."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import UtcDateTime

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    """Add the columns and the table; what was claimed before counts as done."""
    op.add_column("claims", sa.Column("asked_in", sa.BigInteger(), nullable=True))
    op.add_column("claims", sa.Column("author_id", sa.BigInteger(), nullable=True))
    op.create_index("ix_claims_author_id", "claims", ["author_id"])
    op.add_column("claims", sa.Column("until", UtcDateTime(), nullable=True))
    op.create_index("ix_claims_until", "claims", ["until"])
    op.create_table(
        "attendance",
        sa.Column("shard_count", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("shard_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("heard_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("shard_count", "shard_id", name="pk_attendance"),
    )
