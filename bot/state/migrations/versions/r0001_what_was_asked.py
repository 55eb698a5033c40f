"""Questions and their counts, who is not quoted, and which channels are summed up."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import RowNumber, UtcDateTime

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the first tables."""
    op.create_table(
        "questions",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("message_id", sa.BigInteger(), nullable=True),
        sa.Column("answer_id", sa.BigInteger(), nullable=True),
        sa.Column("author_id", sa.BigInteger(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("asked_at", UtcDateTime(), nullable=False),
        sa.Column("answered", sa.Boolean(), nullable=False),
        sa.Column("quote", sa.Text(), nullable=True),
        sa.Column("attribution", sa.Text(), nullable=True),
        sa.Column("link", sa.Text(), nullable=True),
        sa.PrimaryKeyConstraint("id", name="pk_questions"),
    )
    op.create_index("ix_questions_guild_id_asked_at", "questions", ["guild_id", "asked_at"])
    for column in ("asked_at", "author_id", "message_id", "answer_id"):
        op.create_index(f"ix_questions_{column}", "questions", [column])
    op.create_table(
        "question_counts",
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("answered", sa.BigInteger(), nullable=False),
        sa.Column("silent", sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "day", name="pk_question_counts"),
    )
    op.create_table(
        "not_quoted",
        sa.Column("member_id", sa.BigInteger(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("member_id", name="pk_not_quoted"),
    )
    op.create_table(
        "discussed_channels",
        sa.Column("channel_id", sa.BigInteger(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("since", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("channel_id", name="pk_discussed_channels"),
    )
    op.create_index("ix_discussed_channels_guild_id", "discussed_channels", ["guild_id"])
