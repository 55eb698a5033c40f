"""Whose questions members' answers answer, and which answers were withdrawn for good."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    """Add the columns; of what was kept until now nobody knows who had asked."""
    for column in ("asker_id", "question_id"):
        op.add_column("learned", sa.Column(column, sa.BigInteger(), nullable=True))
        op.create_index(f"ix_learned_{column}", "learned", [column])
    op.add_column(
        "learned",
        sa.Column("barred", sa.Boolean(), nullable=False, server_default=sa.false()),
    )
