"""further answers of a sick report, and the time at which a dossier was opened"""
from alembic import op
import sqlalchemy as sa

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('work_accident', 'traffic_accident', 'contested'):
        op.add_column('absence', sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
        op.alter_column('absence', name, server_default=None)
    op.add_column('absence', sa.Column('contested_reason', sa.String(length=20), nullable=True))
    op.add_column('absence', sa.Column('expected_days', sa.Integer(), nullable=True))
    op.add_column('absence', sa.Column('hours_worked', sa.Numeric(precision=4, scale=2), nullable=True))
    op.add_column('absence', sa.Column('contact_phone', sa.String(length=20), nullable=True))
    op.add_column('absence', sa.Column('nursing_address', sa.String(length=120), nullable=True))
    op.add_column('dossier', sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True))
