"""Which messages are answered, and with what."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import UtcDateTime

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    """Add the table; of what was answered before nobody knows where."""
    op.create_table(
        "claims",
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("claimed_at", UtcDateTime(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("answers", sa.Text(), nullable=False),
        sa.Column("edited_at", UtcDateTime(), nullable=True),
        sa.PrimaryKeyConstraint("message_id", name="pk_claims"),
    )
    op.create_index("ix_claims_guild_id", "claims", ["guild_id"])
    op.create_index("ix_claims_claimed_at", "claims", ["claimed_at"])
