"""reports ahead and their dates: when a recovery was reported, why somebody leaves, and contract wages to check"""
import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('absence', sa.Column('recovery_reported_on', sa.Date(), nullable=True))
    op.add_column('employee', sa.Column('departure_reason', sa.String(24), nullable=True))
    op.add_column('mutation', sa.Column('contract_wage_differs', sa.Boolean(), nullable=False, server_default=sa.false()))
    op.alter_column('mutation', 'contract_wage_differs', server_default=None)
