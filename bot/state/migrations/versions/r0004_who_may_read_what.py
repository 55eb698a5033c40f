"""Who may read what, who manages sources and how they do, and where a kept quote stands."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import UtcDateTime

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    """Create the tables; of the quotes kept until now nobody knows where they stand."""
    op.create_table(
        "audience_circles",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("target_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("is_channel", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "name", "target_id", name="pk_audience_circles"),
    )
    op.create_table(
        "source_managers",
        sa.Column("guild_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("role_id", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.PrimaryKeyConstraint("guild_id", "role_id", name="pk_source_managers"),
    )
    op.create_table(
        "source_refreshes",
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=True),
        sa.Column("channel_id", sa.BigInteger(), nullable=True),
        sa.Column("failures", sa.BigInteger(), nullable=False),
        sa.Column("failing_since", UtcDateTime(), nullable=True),
        sa.Column("not_before", UtcDateTime(), nullable=True),
        sa.Column("told", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("source", name="pk_source_refreshes"),
    )
    op.create_index("ix_source_refreshes_guild_id", "source_refreshes", ["guild_id"])
    op.add_column("questions", sa.Column("source", sa.Text(), nullable=True))
