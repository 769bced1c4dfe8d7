"""further terms of cover"""
import sqlalchemy as sa
from alembic import op

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None

BEFORE = {'late_report_grace_days': (sa.Integer(), '0'), 'run_off_cover': (sa.Boolean(), 'true'),
          'pre_existing_cover': (sa.Boolean(), 'false')}


def upgrade() -> None:
    op.add_column('policy_version', sa.Column('coverage_half2', sa.Numeric(), nullable=True))
    op.add_column('policy_version', sa.Column('coverage_half4', sa.Numeric(), nullable=True))
    for name, (kind, value) in BEFORE.items():
        op.add_column('policy_version', sa.Column(name, kind, nullable=False, server_default=sa.text(value)))
        op.alter_column('policy_version', name, server_default=None)
