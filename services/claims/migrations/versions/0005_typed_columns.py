"""typed columns"""
from alembic import op
import sqlalchemy as sa

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _policy_terms()
    _wages()
    _absences()
    _benefit_lines()
    _payment_months()
    _guarantees()
    op.create_index('ix_recourse_file_limitation', 'recourse_file', ['limitation_on', 'recourse_id'])


def _policy_terms() -> None:
    terms = {
        'waiting_unit': (sa.String(8), "terms->>'waiting_unit'"),
        'waiting_value': (sa.Integer(), "(terms->>'waiting_value')::integer"),
        'coverage_year1': (sa.Numeric(), "(terms->>'coverage_year1')::numeric"),
        'coverage_year2': (sa.Numeric(), "(terms->>'coverage_year2')::numeric"),
        'employer_charges_pct': (sa.Numeric(), "(terms->>'employer_charges_pct')::numeric"),
        'day_divisor': (sa.Integer(), "(terms->>'day_divisor')::integer"),
        'max_insured_wage': (sa.BigInteger(), "((terms->>'max_insured_wage')::numeric * 100)::bigint"),
        'end_age': (sa.String(8), "terms->>'end_age'"),
        'safety_net_rule': (sa.String(8), "terms->>'vangnet_rule'"),
        'late_report_rule': (sa.String(24), "terms->>'late_report_rule'"),
    }
    _replace('policy_version', 'terms', terms)


def _wages() -> None:
    op.create_table(
        'employee_wage',
        sa.Column('employee_id', sa.String(36), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('annual_wage', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('employee_id', 'valid_from', name='pk_employee_wage'))
    op.execute("""
        INSERT INTO employee_wage (employee_id, valid_from, annual_wage)
        SELECT DISTINCT ON (employee_id, wage->>'valid_from')
               employee_id, (wage->>'valid_from')::date, ((wage->>'annual_wage')::numeric * 100)::bigint
        FROM employee, jsonb_array_elements(wages) WITH ORDINALITY AS told (wage, place)
        ORDER BY employee_id, wage->>'valid_from', place DESC""")
    op.drop_column('employee', 'wages')


def _absences() -> None:
    op.create_table(
        'absence_mutation',
        sa.Column('absence_number', sa.String(20), nullable=False),
        sa.Column('mutation_id', sa.String(36), nullable=False),
        sa.Column('effective_on', sa.Date(), nullable=False),
        sa.Column('basis', sa.String(20), nullable=False),
        sa.Column('recovered_pct', sa.Numeric(), nullable=False),
        sa.Column('wage_value_month', sa.BigInteger()),
        sa.Column('contract_wage_month', sa.BigInteger()),
        sa.PrimaryKeyConstraint('absence_number', 'mutation_id', name='pk_absence_mutation'))
    op.execute("""
        INSERT INTO absence_mutation
        SELECT absence_number, m->>'mutation_id', (m->>'effective_on')::date, m->>'basis', (m->>'recovered_pct')::numeric,
               ((m->>'wage_value_month')::numeric * 100)::bigint, ((m->>'contract_wage_month')::numeric * 100)::bigint
        FROM absence, jsonb_array_elements(coalesce(state->'mutations', '[]')) AS m""")
    op.create_table(
        'safety_net_benefit',
        sa.Column('absence_number', sa.String(20), nullable=False),
        sa.Column('valid_from', sa.Date(), nullable=False),
        sa.Column('daily_amount', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('absence_number', 'valid_from', name='pk_safety_net_benefit'))
    op.execute("""
        INSERT INTO safety_net_benefit
        SELECT absence_number, (b->>'valid_from')::date, ((b->>'zw_benefit_daily')::numeric * 100)::bigint
        FROM absence, jsonb_array_elements(coalesce(state->'safety_net_benefits', '[]')) AS b""")
    _replace('absence', 'state', {
        'composite_first_sick_day': (sa.Date(), "(state->>'composite_first_sick_day')::date"),
        'status': (sa.String(24), "state->>'status'"),
        'first_sick_day': (sa.Date(), "(state->>'first_sick_day')::date"),
        'reported_on': (sa.Date(), "(state->>'reported_on')::date"),
        'recovered_on': (sa.Date(), "(state->>'recovered_on')::date"),
        'end_of_service': (sa.Date(), "(state->>'end_of_service')::date"),
        'same_cause': (sa.String(8), "coalesce(state->>'same_cause', 'UNKNOWN')"),
        'safety_net': (sa.Boolean(), "coalesce((state->>'safety_net')::boolean, false)"),
        'third_party': (sa.String(8), "coalesce(state->>'third_party', 'NO')"),
    }, nullable=('recovered_on', 'end_of_service'))
    op.drop_index('ix_absence_employer_id', 'absence')
    op.create_index('ix_absence_employer_number', 'absence', ['employer_id', 'absence_number'])


def _benefit_lines() -> None:
    op.create_table(
        'benefit_line',
        sa.Column('composite_id', sa.String(20), nullable=False),
        sa.Column('month', sa.String(7), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('start', sa.Date(), nullable=False),
        sa.Column('end', sa.Date(), nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('daily_wage', sa.BigInteger(), nullable=False),
        sa.Column('coverage_pct', sa.Numeric(), nullable=False),
        sa.Column('incapacity_pct', sa.Numeric(), nullable=False),
        sa.Column('safety_net_daily', sa.BigInteger(), nullable=False),
        sa.Column('charges_pct', sa.Numeric(), nullable=False),
        sa.Column('terms_valid_from', sa.Date(), nullable=False),
        sa.Column('back_pay', sa.Boolean(), nullable=False),
        sa.Column('wage', sa.BigInteger(), nullable=False),
        sa.Column('offset', sa.BigInteger(), nullable=False),
        sa.Column('charges', sa.BigInteger(), nullable=False),
        sa.Column('total', sa.BigInteger(), nullable=False),
        sa.Column('rule_id', sa.String(40), nullable=False),
        sa.Column('rule_version', sa.Integer(), nullable=False),
        sa.Column('annual_wage', sa.BigInteger()),
        sa.Column('max_insured_wage', sa.BigInteger()),
        sa.Column('day_divisor', sa.Integer()),
        sa.PrimaryKeyConstraint('composite_id', 'month', 'version', 'position', name='pk_benefit_line'),
        sa.ForeignKeyConstraint(['composite_id', 'month', 'version'],
                                ['benefit.composite_id', 'benefit.month', 'benefit.version'],
                                name='fk_benefit_line_composite_id_benefit'))
    op.execute("""
        INSERT INTO benefit_line
        SELECT composite_id, month, version, place - 1, (l->>'start')::date, (l->>'end')::date, (l->>'days')::integer,
               ((l->>'daily_wage')::numeric * 100)::bigint, (l->>'coverage_pct')::numeric, (l->>'incapacity_pct')::numeric,
               ((l->>'safety_net_daily')::numeric * 100)::bigint, (l->>'charges_pct')::numeric,
               (l->>'terms_valid_from')::date, (l->>'back_pay')::boolean, ((l->>'wage')::numeric * 100)::bigint,
               ((l->>'offset')::numeric * 100)::bigint, ((l->>'charges')::numeric * 100)::bigint,
               ((l->>'total')::numeric * 100)::bigint, 'BENEFIT_LINE', 1
        FROM benefit, jsonb_array_elements(lines) WITH ORDINALITY AS told (l, place)""")
    op.drop_column('benefit', 'lines')
    op.drop_index('ix_benefit_employer_id', 'benefit')
    op.create_index('ix_benefit_latest_of_employer', 'benefit', ['employer_id', 'month', 'composite_id'],
                    postgresql_where=sa.text('is_latest'))
    op.create_index('ix_benefit_latest_of_month', 'benefit', ['month', 'composite_id'],
                    postgresql_where=sa.text('is_latest'))


def _payment_months() -> None:
    op.create_table(
        'payment_month',
        sa.Column('payment_reference', sa.String(20), nullable=False),
        sa.Column('month', sa.String(7), nullable=False),
        sa.PrimaryKeyConstraint('payment_reference', 'month', name='pk_payment_month'),
        sa.ForeignKeyConstraint(['payment_reference'], ['payment.payment_reference'],
                                name='fk_payment_month_payment_reference_payment'))
    op.execute("""
        INSERT INTO payment_month
        SELECT DISTINCT payment_reference, month FROM payment, jsonb_array_elements_text(for_months) AS month""")
    op.drop_column('payment', 'for_months')


def _guarantees() -> None:
    op.create_table(
        'guarantee_condition',
        sa.Column('sanction_id', sa.String(36), nullable=False),
        sa.Column('position', sa.Integer(), nullable=False),
        sa.Column('code', sa.String(40), nullable=False),
        sa.Column('holds', sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint('sanction_id', 'position', name='pk_guarantee_condition'),
        sa.ForeignKeyConstraint(['sanction_id'], ['guarantee.sanction_id'],
                                name='fk_guarantee_condition_sanction_id_guarantee'))
    op.execute("""
        INSERT INTO guarantee_condition
        SELECT sanction_id, place - 1, c->>'code', (c->>'holds')::boolean
        FROM guarantee, jsonb_array_elements(conditions) WITH ORDINALITY AS told (c, place)""")
    op.create_table(
        'guarantee_line',
        sa.Column('sanction_id', sa.String(36), nullable=False),
        sa.Column('start', sa.Date(), nullable=False),
        sa.Column('end', sa.Date(), nullable=False),
        sa.Column('month', sa.String(7), nullable=False),
        sa.Column('days', sa.Integer(), nullable=False),
        sa.Column('daily_wage', sa.BigInteger(), nullable=False),
        sa.Column('wage_pct', sa.Numeric(), nullable=False),
        sa.Column('incapacity_pct', sa.Numeric(), nullable=False),
        sa.Column('total', sa.BigInteger(), nullable=False),
        sa.PrimaryKeyConstraint('sanction_id', 'start', name='pk_guarantee_line'),
        sa.ForeignKeyConstraint(['sanction_id'], ['guarantee.sanction_id'],
                                name='fk_guarantee_line_sanction_id_guarantee'))
    op.execute("""
        INSERT INTO guarantee_line
        SELECT sanction_id, (l->>'start')::date, (l->>'end')::date, to_char((l->>'start')::date, 'YYYY-MM'),
               (l->>'days')::integer, ((l->>'daily_wage')::numeric * 100)::bigint, (l->>'wage_pct')::numeric,
               (l->>'incapacity_pct')::numeric, ((l->>'total')::numeric * 100)::bigint
        FROM guarantee, jsonb_array_elements(lines) AS l""")
    op.drop_column('guarantee', 'conditions')
    op.drop_column('guarantee', 'lines')
    op.create_index('ix_guarantee_decided', 'guarantee', ['decided_on', 'sanction_id'])


def _replace(table: str, column: str, by: dict, nullable: tuple = ()) -> None:
    """Typed columns in the place of a JSON column, filled from it."""
    for name, (kind, _) in by.items():
        op.add_column(table, sa.Column(name, kind))
    op.execute(f"UPDATE {table} SET " + ", ".join(f"{name} = {source}" for name, (_, source) in by.items()))
    for name in by:
        if name not in nullable:
            op.alter_column(table, name, nullable=False)
    op.drop_column(table, column)
