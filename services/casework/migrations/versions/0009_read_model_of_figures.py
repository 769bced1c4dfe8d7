"""read model of figures: employments and sick reports in stretches, filled from the facts"""
import sqlalchemy as sa
from alembic import op

revision = '0009'
down_revision = '0008'
branch_labels = None
depends_on = None

EMPLOYMENTS = """
person AS (
    SELECT employee_id, employer_id, employed_from, coalesce(employed_until, DATE '9999-12-31') AS employed_until
    FROM employee),
hours AS (
    SELECT p.*, w.hours, greatest(w.valid_from, p.employed_from) AS valid_from, row_number() OVER by_day AS place,
           lead(greatest(w.valid_from, p.employed_from)) OVER by_day AS following
    FROM person p JOIN weekly_hours w ON w.employee_id = p.employee_id
    WINDOW by_day AS (PARTITION BY p.employee_id ORDER BY w.valid_from)),
employment AS (
    SELECT * FROM (
        SELECT employee_id, CASE WHEN place = 1 THEN employed_from ELSE valid_from END AS start,
               least(following - 1, employed_until) AS stop, employer_id, employed_from,
               CAST(hours * 100 AS integer) AS hours FROM hours) AS cut
    WHERE start <= stop)"""

REPORTS = """
report AS (
    SELECT a.absence_number, a.employee_id, a.first_sick_day, coalesce(a.recovered_on, DATE '9999-12-31') AS recovered_on,
           least(a.recovered_on - 1, p.employed_until) AS last_sick_day, p.employed_from, p.employed_until, p.employer_id
    FROM absence a JOIN person p ON p.employee_id = a.employee_id WHERE a.status <> 'CANCELLED'),
free AS (
    SELECT l.employee_id, range_agg(daterange(l.start, l."end", '[]')) AS days
    FROM leave l JOIN person p ON p.employee_id = l.employee_id WHERE NOT l.cancelled AND l.kind = 'MATERNITY' GROUP BY 1),
sick AS (
    SELECT r.absence_number, r.employee_id, r.first_sick_day AS start, r.last_sick_day AS stop
    FROM report r WHERE NOT EXISTS (SELECT FROM free f WHERE f.employee_id = r.employee_id)
    UNION ALL
    SELECT r.absence_number, r.employee_id, lower(d), upper(d) - 1
    FROM report r JOIN free f ON f.employee_id = r.employee_id,
         unnest(datemultirange(daterange(r.first_sick_day, r.last_sick_day, '[]')) - f.days) d
    WHERE r.first_sick_day <= r.last_sick_day),
mutation AS (
    SELECT m.absence_number, m.effective_on AS since, 100 - m.recovered_pct AS pct,
           lead(m.effective_on) OVER (PARTITION BY m.absence_number ORDER BY m.effective_on, 100 - m.recovered_pct) AS following
    FROM absence_mutation m JOIN report r ON r.absence_number = m.absence_number),
level AS (
    SELECT absence_number, since, coalesce(following - 1, DATE '9999-12-31') AS until, pct FROM mutation
    UNION ALL SELECT absence_number, DATE '0001-01-01', min(since) - 1, 100 FROM mutation GROUP BY 1),
part AS (
    SELECT s.absence_number, greatest(s.start, e.start, l.since) AS start, least(s.stop, e.stop, l.until) AS stop,
           CAST(e.hours * coalesce(l.pct, 100) * 100 AS bigint) AS weight
    FROM sick s JOIN employment e ON e.employee_id = s.employee_id AND e.start <= s.stop AND e.stop >= s.start
    LEFT JOIN level l ON l.absence_number = s.absence_number
    WHERE greatest(s.start, e.start, l.since) <= least(s.stop, e.stop, l.until)),
stretch AS (
    SELECT coalesce(p.start, r.first_sick_day) AS start, coalesce(p.stop, DATE '0001-01-01') AS stop, r.first_sick_day,
           r.recovered_on, r.last_sick_day, r.employed_from, r.employed_until,
           coalesce(max(p.stop) OVER (PARTITION BY r.employee_id ORDER BY p.start, p.stop, r.absence_number
                                      ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), DATE '0001-01-01') AS sick_until,
           coalesce(p.weight, 0) AS weight, row_number() OVER (PARTITION BY r.absence_number ORDER BY p.start) AS place,
           r.absence_number, r.employer_id
    FROM report r LEFT JOIN part p ON p.absence_number = r.absence_number)"""


def upgrade() -> None:
    op.create_table('employment_stretch',
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('stop', sa.Date(), nullable=False),
    sa.Column('employed_from', sa.Date(), nullable=False),
    sa.Column('hours', sa.Integer(), nullable=False),
    sa.Column('employee_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('employee_id', 'start', name=op.f('pk_employment_stretch'))
    )
    op.create_table('sick_stretch',
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('stop', sa.Date(), nullable=False),
    sa.Column('first_sick_day', sa.Date(), nullable=False),
    sa.Column('recovered_on', sa.Date(), nullable=False),
    sa.Column('last_sick_day', sa.Date(), nullable=False),
    sa.Column('employed_from', sa.Date(), nullable=False),
    sa.Column('employed_until', sa.Date(), nullable=False),
    sa.Column('sick_until', sa.Date(), nullable=False),
    sa.Column('weight', sa.BigInteger(), nullable=False),
    sa.Column('place', sa.SmallInteger(), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.PrimaryKeyConstraint('absence_number', 'place', name=op.f('pk_sick_stretch'))
    )
    op.execute(f"""INSERT INTO employment_stretch WITH {EMPLOYMENTS}
        SELECT start, stop, employed_from, hours, employee_id, employer_id FROM employment""")
    op.execute(f"""INSERT INTO sick_stretch WITH {EMPLOYMENTS}, {REPORTS} SELECT * FROM stretch""")
    op.create_index(op.f('ix_employment_stretch_employer_id'), 'employment_stretch', ['employer_id'], unique=False)
    op.create_index(op.f('ix_sick_stretch_employer_id'), 'sick_stretch', ['employer_id'], unique=False)
