"""policies as rows of versions; typed columns in place of JSON: terms, wages, parts

Premium, arbo fee and payment of versions from before are those of the latest: older ones were not kept.
"""
import sqlalchemy as sa
from alembic import op

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None


def upgrade() -> None:
    _versions()
    _wages()
    _instalments()
    _positions()


def _versions() -> None:
    op.rename_table('policy_version', 'told_version')
    op.execute('ALTER TABLE told_version RENAME CONSTRAINT pk_policy_version TO pk_told_version')
    op.execute('ALTER TABLE told_version RENAME CONSTRAINT fk_policy_version_policy_number_policy TO fk_told_version')
    op.create_table('policy_version',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('accepted_on', sa.Date(), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_until', sa.Date(), nullable=True),
    sa.Column('company_name', sa.String(length=200), nullable=False),
    sa.Column('postcode', sa.String(length=10), nullable=False),
    sa.Column('iban', sa.String(length=34), nullable=False),
    sa.Column('guidance_from', sa.Date(), nullable=False),
    sa.Column('premium_rate_pct', sa.Numeric(precision=7, scale=4), nullable=False),
    sa.Column('premium_instalments', sa.Integer(), nullable=False),
    sa.Column('arbo_tariff_incl_vat', sa.BigInteger(), nullable=False),
    sa.Column('arbo_period', sa.String(length=8), nullable=False),
    sa.Column('payment_method', sa.String(length=14), nullable=False),
    sa.Column('waiting_unit', sa.String(length=8), nullable=False),
    sa.Column('waiting_value', sa.Integer(), nullable=False),
    sa.Column('coverage_year1', sa.Numeric(), nullable=False),
    sa.Column('coverage_year2', sa.Numeric(), nullable=False),
    sa.Column('employer_charges_pct', sa.Numeric(), nullable=False),
    sa.Column('day_divisor', sa.Integer(), nullable=False),
    sa.Column('max_insured_wage', sa.BigInteger(), nullable=False),
    sa.Column('end_age', sa.String(length=3), nullable=False),
    sa.Column('vangnet_rule', sa.String(length=8), nullable=False),
    sa.Column('late_report_rule', sa.String(length=20), nullable=False),
    sa.ForeignKeyConstraint(['policy_number'], ['policy.policy_number'],
                            name=op.f('fk_policy_version_policy_number_policy')),
    sa.PrimaryKeyConstraint('policy_number', 'version', name=op.f('pk_policy_version'))
    )
    op.execute("""
        INSERT INTO policy_version
        SELECT v.policy_number, v.version, (told ->> 'valid_from')::date, (told ->> 'valid_from')::date,
               (told ->> 'valid_until')::date, told ->> 'company_name', told ->> 'postcode', told ->> 'iban',
               (told ->> 'guidance_from')::date, p.premium_rate_pct, p.premium_instalments, p.arbo_tariff_incl_vat,
               p.arbo_period, p.payment_method, said ->> 'waiting_unit', (said ->> 'waiting_value')::integer,
               (said ->> 'coverage_year1')::numeric, (said ->> 'coverage_year2')::numeric,
               (said ->> 'employer_charges_pct')::numeric, (said ->> 'day_divisor')::integer,
               ((said ->> 'max_insured_wage')::numeric * 100)::bigint, said ->> 'end_age', said ->> 'vangnet_rule',
               said ->> 'late_report_rule'
        FROM (SELECT policy_number, version, told, told -> 'terms' AS said FROM told_version) AS v
        JOIN policy AS p USING (policy_number)""")
    op.drop_table('told_version')
    for name in ('company_name', 'postcode', 'iban', 'valid_from', 'valid_until', 'guidance_from', 'terms',
                 'premium_rate_pct', 'premium_instalments', 'arbo_tariff_incl_vat', 'arbo_period', 'payment_method'):
        op.drop_column('policy', name)


def _wages() -> None:
    op.create_table('wage_segment',
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('annual_wage', sa.BigInteger(), nullable=False),
    sa.ForeignKeyConstraint(['employee_id'], ['employee.employee_id'],
                            name=op.f('fk_wage_segment_employee_id_employee'), ondelete='CASCADE'),
    sa.PrimaryKeyConstraint('employee_id', 'valid_from', name=op.f('pk_wage_segment'))
    )
    op.execute("""
        INSERT INTO wage_segment
        SELECT employee_id, (wage ->> 'valid_from')::date, ((wage ->> 'annual_wage')::numeric * 100)::bigint
        FROM employee, jsonb_array_elements(wages) AS wage""")
    op.drop_column('employee', 'wages')


def _instalments() -> None:
    op.create_table('premium_instalment',
    sa.Column('policy_number', sa.String(length=40), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('invoiced_on', sa.Date(), nullable=False),
    sa.Column('amount', sa.BigInteger(), nullable=False),
    sa.Column('invoice_number', sa.String(length=20), nullable=True),
    sa.ForeignKeyConstraint(['policy_number', 'year'], ['premium_year.policy_number', 'premium_year.year'],
                            name=op.f('fk_premium_instalment_policy_number_premium_year')),
    sa.PrimaryKeyConstraint('policy_number', 'year', 'number', name=op.f('pk_premium_instalment'))
    )
    op.execute("""
        INSERT INTO premium_instalment
        SELECT policy_number, year, number, (part ->> 'on')::date, ((part ->> 'amount')::numeric * 100)::bigint,
               part ->> 'invoice'
        FROM premium_year, jsonb_array_elements(parts) WITH ORDINALITY AS each (part, number)""")
    op.drop_column('premium_year', 'parts')
    op.add_column('premium_year', sa.Column('settled', sa.BigInteger(), nullable=True))
    op.execute("""
        UPDATE premium_year AS y SET settled = coalesce(
            (SELECT sum(gross) FROM invoice AS i
             WHERE i.policy_number = y.policy_number AND i.subject = y.year || '-settlement'), 0)""")
    op.alter_column('premium_year', 'settled', nullable=False)


def _positions() -> None:
    op.execute("ALTER TABLE invoice ADD COLUMN position BIGINT")
    op.execute("""
        UPDATE invoice SET position = ordered.position
        FROM (SELECT number, row_number() OVER (ORDER BY issued_on, number) AS position FROM invoice) AS ordered
        WHERE ordered.number = invoice.number""")
    op.execute("ALTER TABLE invoice ALTER COLUMN position SET NOT NULL")
    op.execute("ALTER TABLE invoice ALTER COLUMN position ADD GENERATED ALWAYS AS IDENTITY")
    op.execute("SELECT setval(pg_get_serial_sequence('invoice', 'position'), max(position)) FROM invoice HAVING max(position) > 0")
    op.create_unique_constraint(op.f('uq_invoice_position'), 'invoice', ['position'])
    op.drop_index(op.f('ix_invoice_employer_id'), table_name='invoice')
    op.create_index('ix_invoice_employer_id_position', 'invoice', ['employer_id', 'position'], unique=False)
