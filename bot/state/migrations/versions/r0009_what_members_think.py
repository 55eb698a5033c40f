"""What members think of answers."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import UtcDateTime

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    """Add the table; nobody has judged anything yet."""
    op.create_table(
        "feedback",
        sa.Column("answer_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("member_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("given_at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("answer_id", "member_id", name="pk_feedback"),
    )
    for column in ("member_id", "guild_id", "given_at"):
        op.create_index(f"ix_feedback_{column}", "feedback", [column])
