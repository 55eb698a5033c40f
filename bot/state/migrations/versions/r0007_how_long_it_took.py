"""How long whoever asked had to wait, and which documents were quoted."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"


def upgrade() -> None:
    """Add the columns; of what was asked until now nobody knows."""
    op.add_column("questions", sa.Column("took", sa.Double(), nullable=True))
    op.add_column("questions", sa.Column("sources", sa.Text(), nullable=True))
