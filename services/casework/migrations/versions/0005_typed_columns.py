"""typed columns in place of JSON: absence.state, employee.hours, wage_sanction.conditions"""
import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _absence()
    _employee()
    _wage_sanction()


def _absence() -> None:
    op.create_table('absence_mutation',
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('mutation_id', sa.String(length=36), nullable=False),
    sa.Column('effective_on', sa.Date(), nullable=False),
    sa.Column('basis', sa.String(length=20), nullable=False),
    sa.Column('recovered_pct', sa.Numeric(precision=5, scale=2), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['absence.absence_number'],
                            name=op.f('fk_absence_mutation_absence_number_absence'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('absence_number', 'mutation_id', name=op.f('pk_absence_mutation'))
    )
    op.execute("""
        INSERT INTO absence_mutation (absence_number, mutation_id, effective_on, basis, recovered_pct)
        SELECT a.absence_number, m ->> 'mutation_id', (m ->> 'effective_on')::date, m ->> 'basis',
               (m ->> 'recovered_pct')::numeric
        FROM absence a, jsonb_array_elements(a.state -> 'mutations') m
        ON CONFLICT DO NOTHING""")
    op.add_column('absence', sa.Column('same_cause', sa.String(length=8), nullable=True))
    op.add_column('absence', sa.Column('safety_net', sa.Boolean(), nullable=True))
    op.add_column('absence', sa.Column('labour_conflict', sa.Boolean(), nullable=True))
    op.execute("""
        UPDATE absence SET same_cause = coalesce(state ->> 'same_cause', 'UNKNOWN'),
                           safety_net = coalesce((state ->> 'safety_net')::boolean, false),
                           labour_conflict = coalesce((state ->> 'labour_conflict')::boolean, false)""")
    for name in ('same_cause', 'safety_net', 'labour_conflict'):
        op.alter_column('absence', name, nullable=False)
    op.drop_column('absence', 'state')


def _employee() -> None:
    op.create_table('weekly_hours',
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('hours', sa.Numeric(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.employee_id'],
                            name=op.f('fk_weekly_hours_employee_id_employee'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('employee_id', 'valid_from', name=op.f('pk_weekly_hours'))
    )
    op.execute("""
        INSERT INTO weekly_hours (employee_id, valid_from, hours)
        SELECT e.employee_id, (h ->> 'valid_from')::date, max((h ->> 'hours')::numeric)
        FROM employee e, jsonb_array_elements(e.hours) h
        GROUP BY 1, 2""")
    op.drop_column('employee', 'hours')


def _wage_sanction() -> None:
    op.create_table('wage_sanction_condition',
    sa.Column('sanction_id', sa.String(length=36), nullable=False),
    sa.Column('position', sa.SmallInteger(), nullable=False),
    sa.Column('code', sa.String(length=40), nullable=False),
    sa.Column('holds', sa.Boolean(), nullable=True),
    sa.Column('evidence', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['sanction_id'], ['wage_sanction.sanction_id'],
                            name=op.f('fk_wage_sanction_condition_sanction_id_wage_sanction'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('sanction_id', 'position', name=op.f('pk_wage_sanction_condition'))
    )
    op.execute("""
        INSERT INTO wage_sanction_condition (sanction_id, position, code, holds, evidence)
        SELECT s.sanction_id, c.ordinality - 1, c.value ->> 'code', (c.value ->> 'holds')::boolean,
               coalesce(c.value ->> 'evidence', '')
        FROM wage_sanction s, jsonb_array_elements(s.conditions) WITH ORDINALITY c""")
    op.drop_column('wage_sanction', 'conditions')
