"""Whose messages stand in posts, so that all of a member's words can leave them."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Add the author; nobody knows who wrote what was posted before."""
    op.add_column("daily_shown", sa.Column("author_id", sa.BigInteger(), nullable=True))
    op.create_index("ix_daily_shown_author_id", "daily_shown", ["author_id"])
