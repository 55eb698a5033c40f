"""What a question was understood as, and which answers that members judged were private."""

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"


def upgrade() -> None:
    """Add the columns."""
    op.add_column("questions", sa.Column("understood", sa.Text(), nullable=True))
    private: sa.Column[bool] = sa.Column(
        "private", sa.Boolean(), server_default=sa.false(), nullable=False
    )
    op.add_column("feedback", private)
