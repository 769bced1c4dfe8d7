"""lists among many dossiers: when a case stagnates, and indexes for what is still to do"""
import sqlalchemy as sa
from alembic import op

revision = '0010'
down_revision = '0009'
branch_labels = None
depends_on = None

OPEN, UNSETTLED = sa.text('is_open'), sa.text('settled IS NULL')


def upgrade() -> None:
    op.add_column('composite_case', sa.Column('stagnates_on', sa.Date(), nullable=True))
    op.execute("""
        UPDATE composite_case c SET stagnates_on = found.day FROM (
            SELECT s.case_number, min(greatest(s.last_on + 1, s.due_on + 15)) AS day
            FROM step s JOIN composite_case k ON k.case_number = s.case_number
            WHERE s.settled IS NULL AND s.passed = 'OVERDUE' AND NOT EXISTS (
                SELECT FROM vra_notice n WHERE n.kind = 'STAGNATION' AND n.employee_id = k.employee_id
                AND n.subject = concat_ws(' ', s.case_number, s.code, s.occurrence))
            GROUP BY 1) AS found
        WHERE c.case_number = found.case_number""")
    op.create_index('ix_composite_case_stagnates_on', 'composite_case', ['stagnates_on'], unique=False, postgresql_where=OPEN)
    op.create_index('ix_composite_case_open_employer', 'composite_case', ['employer_id'], unique=False, postgresql_where=OPEN)
    op.drop_index('ix_step_unsettled', table_name='step')
    op.create_index('ix_step_unsettled', 'step', ['due_on', 'last_on'], unique=False, postgresql_where=UNSETTLED)
    op.create_index('ix_step_case_unsettled', 'step', ['case_number'], unique=False, postgresql_where=UNSETTLED)
