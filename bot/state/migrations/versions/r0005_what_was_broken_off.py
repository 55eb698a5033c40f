"""Which sources somebody wanted synced when the program ended."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"


def upgrade() -> None:
    """Add the mark; of what was broken off until now nobody knows."""
    op.add_column(
        "source_refreshes",
        sa.Column("wanted", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
