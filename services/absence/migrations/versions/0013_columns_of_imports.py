"""columns of imports as employers choose them"""
import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('known_column',
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('head', sa.String(length=120), nullable=False),
    sa.Column('field', sa.String(length=20), nullable=True),
    sa.PrimaryKeyConstraint('employer_id', 'head', name=op.f('pk_known_column'))
    )
    op.alter_column('employee_import', 'wage_period', type_=sa.String(20), existing_nullable=True)
