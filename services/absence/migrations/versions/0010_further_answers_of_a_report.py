"""further answers of a sick report, and the times of its delivery track"""
from alembic import op
import sqlalchemy as sa

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ('traffic_accident', 'data_dispute'):
        op.add_column('absence', sa.Column(name, sa.Boolean(), nullable=False, server_default=sa.false()))
        op.alter_column('absence', name, server_default=None)
    op.add_column('absence', sa.Column('contested_reason', sa.String(length=20), nullable=True))
    op.add_column('absence', sa.Column('hours_worked', sa.Numeric(precision=4, scale=2), nullable=True))
    op.add_column('absence', sa.Column('contact_phone', sa.String(length=20), nullable=True))
    op.add_column('absence', sa.Column('nursing_address', sa.String(length=120), nullable=True))
    op.add_column('absence', sa.Column('dossier_opened_at', sa.DateTime(timezone=True), nullable=True))
    op.add_column('absence', sa.Column('claim_judged_at', sa.DateTime(timezone=True), nullable=True))
    op.create_index('ix_absence_not_taken_up', 'absence', ['reported_at'], unique=False,
                    postgresql_where=sa.text("dossier_opened_on IS NULL AND status <> 'CANCELLED'"))
