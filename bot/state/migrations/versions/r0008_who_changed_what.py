"""Who changed what in a server's settings and sources."""

import sqlalchemy as sa
from alembic import op

from bot.state.tables import RowNumber, UtcDateTime

revision = "0008"
down_revision = "0007"


def upgrade() -> None:
    """Add the table; what was changed until now is not known."""
    op.create_table(
        "audits",
        sa.Column("id", RowNumber, nullable=False),
        sa.Column("guild_id", sa.BigInteger(), nullable=False),
        sa.Column("member_id", sa.BigInteger(), nullable=True),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("before", sa.Text(), nullable=False),
        sa.Column("after", sa.Text(), nullable=False),
        sa.Column("at", UtcDateTime(), nullable=False),
        sa.PrimaryKeyConstraint("id", name="pk_audits"),
    )
    op.create_index("ix_audits_member_id", "audits", ["member_id"])
    op.create_index("ix_audits_at", "audits", ["at"])
    op.create_index("ix_audits_guild_id_at", "audits", ["guild_id", "at"])
