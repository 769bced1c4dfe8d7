"""Windows in which requests are counted."""
import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "rate_window",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("hits", sa.Integer(), nullable=False),
        sa.Column("ends_at", sa.Double(), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_rate_window"),
        prefixes=["UNLOGGED"],
    )
    op.create_index("ix_rate_window_ends_at", "rate_window", ["ends_at"])
