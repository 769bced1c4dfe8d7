"""Sick reports that wait until absence can take them."""
import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"


def upgrade() -> None:
    """Create the table."""
    op.create_table(
        "kept_report",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(), nullable=False),
        sa.Column("employer_id", sa.String(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(8), nullable=False),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("outcome", sa.String(400), nullable=True),
        sa.PrimaryKeyConstraint("key", name="pk_kept_report"),
    )
    op.create_index("ix_kept_report_account_id", "kept_report", ["account_id"])
    op.create_index("ix_kept_report_state", "kept_report", ["state"])
