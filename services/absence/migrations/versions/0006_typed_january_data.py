"""typed columns in place of JSON: campaign_submission.confirmed"""
import sqlalchemy as sa
from alembic import op

revision = '0006'
down_revision = '0005'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'confirmed_employee',
        sa.Column('policy_number', sa.String(length=40), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('employee_id', sa.String(length=36), nullable=False),
        sa.Column('employed_from', sa.Date(), nullable=False),
        sa.Column('employed_until', sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(['policy_number', 'year'], ['campaign_submission.policy_number', 'campaign_submission.year'],
                                name=op.f('fk_confirmed_employee_policy_number_campaign_submission')),
        sa.PrimaryKeyConstraint('policy_number', 'year', 'employee_id', name=op.f('pk_confirmed_employee')))
    op.create_table(
        'confirmed_wage',
        sa.Column('policy_number', sa.String(length=40), nullable=False),
        sa.Column('year', sa.Integer(), nullable=False),
        sa.Column('employee_id', sa.String(length=36), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('annual_wage', sa.BigInteger(), nullable=False),
        sa.Column('contract_hours', sa.Numeric(precision=5, scale=2), nullable=False),
        sa.ForeignKeyConstraint(
            ['policy_number', 'year', 'employee_id'],
            ['confirmed_employee.policy_number', 'confirmed_employee.year', 'confirmed_employee.employee_id'],
            name=op.f('fk_confirmed_wage_policy_number_confirmed_employee')),
        sa.PrimaryKeyConstraint('policy_number', 'year', 'employee_id', 'valid_from', name=op.f('pk_confirmed_wage')))
    op.execute("""
        INSERT INTO confirmed_employee (policy_number, year, employee_id, employed_from, employed_until)
        SELECT s.policy_number, s.year, e ->> 'employee_id', (e ->> 'employed_from')::date, (e ->> 'employed_until')::date
        FROM campaign_submission s, jsonb_array_elements(s.confirmed -> 'employees') e""")
    op.execute("""
        INSERT INTO confirmed_wage (policy_number, year, employee_id, valid_from, annual_wage, contract_hours)
        SELECT s.policy_number, s.year, e ->> 'employee_id', (w ->> 'valid_from')::date,
               ((w ->> 'annual_wage')::numeric * 100)::bigint, (w ->> 'contract_hours')::numeric
        FROM campaign_submission s, jsonb_array_elements(s.confirmed -> 'employees') e,
             jsonb_array_elements(e -> 'wages') w""")
    op.add_column('campaign_submission', sa.Column('is_detailed', sa.Boolean(), nullable=True))
    op.execute("UPDATE campaign_submission SET is_detailed = confirmed IS NOT NULL AND confirmed <> 'null'")
    op.alter_column('campaign_submission', 'is_detailed', nullable=False)
    op.drop_column('campaign_submission', 'confirmed')
