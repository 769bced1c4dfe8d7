"""orders to VRA, questions of VRA, and functions of employees, which come with the next event of each"""
import sqlalchemy as sa
from alembic import op

revision = '0034'
down_revision = '0033'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('employee', sa.Column('function', sa.String(length=80), nullable=True))
    op.create_table(
        'support_order',
        sa.Column('order_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('employee_id', sa.String(length=36), nullable=False),
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('composite_id', sa.String(length=20), nullable=False),
        sa.Column('first_sick_day', sa.Date(), nullable=False),
        sa.Column('incapacity_pct', sa.Numeric(precision=5, scale=2), nullable=False),
        sa.Column('issued_on', sa.Date(), nullable=True),
        sa.PrimaryKeyConstraint('order_id', name=op.f('pk_support_order')))
    op.create_index(op.f('ix_support_order_absence_number'), 'support_order', ['absence_number'], unique=False)
    op.create_table(
        'information_request',
        sa.Column('request_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('addressee', sa.String(length=12), nullable=False),
        sa.Column('topic', sa.String(length=16), nullable=False),
        sa.Column('question', sa.Text(), nullable=False),
        sa.Column('due_on', sa.Date(), nullable=False),
        sa.Column('status', sa.String(length=8), nullable=False),
        sa.Column('asked_on', sa.Date(), nullable=False),
        sa.Column('asked_by', sa.String(length=80), nullable=False),
        sa.Column('answer', sa.Text(), nullable=True),
        sa.Column('answered_on', sa.Date(), nullable=True),
        sa.Column('answered_by', sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
                                name=op.f('fk_information_request_absence_number_dossier')),
        sa.PrimaryKeyConstraint('request_id', name=op.f('pk_information_request')))
    op.create_index(op.f('ix_information_request_absence_number'), 'information_request', ['absence_number'], unique=False)
    op.create_index('ix_information_request_open', 'information_request', ['due_on', 'request_id'], unique=False,
                    postgresql_where=sa.text("status = 'OPEN'"))
