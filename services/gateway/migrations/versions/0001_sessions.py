"""Sessions of the portal."""
import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None


def upgrade() -> None:
    """Create the one table."""
    op.create_table(
        "portal_session",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("account_id", sa.String(), nullable=True),
        sa.Column("data", sa.LargeBinary(), nullable=False),
        sa.Column("tokens", sa.LargeBinary(), nullable=True),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("key", name="pk_portal_session"),
    )
    op.create_index("ix_portal_session_used_at", "portal_session", ["used_at"])
