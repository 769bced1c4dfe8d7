"""Wages recorded after a report: the versions of employees, and the decisions of Claims (domain.md 15.6)

The benefit of each known case keeps resting on the wage that is known now.
"""
from alembic import op
import sqlalchemy as sa

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'wage_record', sa.Column('employee_id', sa.String(36), nullable=False), sa.Column('version', sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint('employee_id', 'version'))
    op.create_table(
        'recorded_wage', sa.Column('employee_id', sa.String(36), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False), sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('annual_wage', sa.BigInteger(), nullable=False), sa.PrimaryKeyConstraint('employee_id', 'version', 'valid_from'))
    op.create_table(
        'wage_judgement',
        sa.Column('judgement_id', sa.String(36), nullable=False), sa.Column('absence_number', sa.String(20), nullable=False),
        sa.Column('employee_id', sa.String(36), nullable=False), sa.Column('employer_id', sa.String(40), nullable=False),
        sa.Column('policy_number', sa.String(40), nullable=False), sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('employee_version', sa.Integer(), nullable=False), sa.Column('first_sick_day', sa.Date(), nullable=False),
        sa.Column('confirmed_wage', sa.BigInteger(), nullable=False),
        sa.Column('recorded_wage', sa.BigInteger(), nullable=False), sa.Column('recorded_on', sa.Date(), nullable=False),
        sa.Column('status', sa.String(12), nullable=False), sa.Column('reason', sa.String(24), nullable=True),
        sa.Column('judged_at', sa.DateTime(timezone=True), nullable=True), sa.Column('judged_by', sa.String(80), nullable=True),
        sa.PrimaryKeyConstraint('judgement_id'))
    op.create_index('ix_wage_judgement_absence_number', 'wage_judgement', ['absence_number'])
    op.create_index('ix_wage_judgement_status', 'wage_judgement', ['status', 'recorded_on', 'judgement_id'])
    op.create_index('ix_wage_judgement_employer', 'wage_judgement', ['employer_id', 'recorded_on', 'judgement_id'])
    op.execute("INSERT INTO wage_record SELECT employee_id, version FROM employee")
    op.execute("INSERT INTO recorded_wage SELECT e.employee_id, e.version, w.valid_from, w.annual_wage "
               "FROM employee e JOIN employee_wage w ON w.employee_id = e.employee_id")
    op.add_column('absence', sa.Column('employee_version', sa.Integer(), nullable=True))
    op.execute("UPDATE absence a SET employee_version = coalesce("
               "(SELECT e.version FROM employee e WHERE e.employee_id = a.employee_id), 0)")
    op.alter_column('absence', 'employee_version', nullable=False)
