"""imports of employees"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql
revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('employee_import',
    sa.Column('import_id', sa.String(length=36), nullable=False),
    sa.Column('employer_id', sa.String(length=40), nullable=False),
    sa.Column('actor_id', sa.String(length=80), nullable=False),
    sa.Column('correlation_id', sa.String(length=80), nullable=False),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('wage_period', sa.String(length=5), nullable=True),
    sa.Column('fields', sa.ARRAY(sa.String(length=20)), nullable=False),
    sa.Column('heads', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('left_out', sa.ARRAY(sa.Text()), nullable=False),
    sa.Column('skipped', sa.Integer(), nullable=False),
    sa.Column('total', sa.Integer(), nullable=False),
    sa.Column('added', sa.Integer(), nullable=False),
    sa.Column('changed', sa.Integer(), nullable=False),
    sa.Column('unchanged', sa.Integer(), nullable=False),
    sa.Column('refused', sa.Integer(), nullable=False),
    sa.Column('set_aside', sa.Integer(), nullable=False),
    sa.Column('worked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.PrimaryKeyConstraint('import_id', name=op.f('pk_employee_import'))
    )
    op.create_index('ix_employee_import_employer_id', 'employee_import', ['employer_id', 'import_id'], unique=False)
    op.create_index('ix_employee_import_unfinished', 'employee_import', ['import_id'], unique=False,
                    postgresql_where=sa.text("state IN ('WAITING', 'RUNNING')"))
    op.create_table('imported_row',
    sa.Column('import_id', sa.String(length=36), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('cells', sa.ARRAY(sa.Text()), nullable=True),
    sa.Column('result', sa.String(length=10), nullable=True),
    sa.Column('employee_id', sa.String(length=36), nullable=True),
    sa.Column('errors', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.ForeignKeyConstraint(['import_id'], ['employee_import.import_id'], name=op.f('fk_imported_row_import_id_employee_import')),
    sa.PrimaryKeyConstraint('import_id', 'number', name=op.f('pk_imported_row'))
    )
    op.create_index('ix_imported_row_waiting', 'imported_row', ['import_id', 'number'], unique=False,
                    postgresql_where=sa.text('result IS NULL'))
