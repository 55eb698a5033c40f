"""Which members' messages are kept as answers, and whom the bot has asked for that."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import UtcDateTime

revision = "0011"
down_revision = "0010"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "learned",
        sa.Column("message_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("asked", sa.Text(), nullable=False),
        sa.Column("offered_at", UtcDateTime(), nullable=False),
        sa.Column("offer_id", sa.BigInteger(), nullable=True),
        sa.Column("kept_at", UtcDateTime(), nullable=True),
        sa.Column("digest", sa.Text(), nullable=False),
        sa.Column("audience", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name="pk_learned"),
    )
    for column in ("guild_id", "channel_id", "author_id", "offered_at"):
        op.create_index(f"ix_learned_{column}", "learned", [column])
