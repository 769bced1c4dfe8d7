"""disputes of employees' data; those that absences carried become open disputes"""
from alembic import op
import sqlalchemy as sa

revision = '0016'
down_revision = '0015'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'data_dispute',
        sa.Column('dispute_id', sa.String(length=36), nullable=False),
        sa.Column('employee_id', sa.String(length=36), nullable=False),
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('raised_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('raised_by', sa.String(length=80), nullable=False),
        sa.Column('outcome', sa.String(length=12), nullable=True),
        sa.Column('reason_code', sa.String(length=20), nullable=True),
        sa.Column('settled_at', sa.DateTime(timezone=True), nullable=True),
        sa.Column('settled_by', sa.String(length=80), nullable=True),
        sa.ForeignKeyConstraint(['absence_number'], ['absence.absence_number'],
                                name=op.f('fk_data_dispute_absence_number_absence')),
        sa.ForeignKeyConstraint(['employee_id'], ['employee.employee_id'], name=op.f('fk_data_dispute_employee_id_employee')),
        sa.PrimaryKeyConstraint('dispute_id', name=op.f('pk_data_dispute')))
    op.create_index('uq_data_dispute_open', 'data_dispute', ['employee_id'], unique=True,
                    postgresql_where=sa.text('outcome IS NULL'))
    op.create_index('ix_data_dispute_employer_id_raised_at', 'data_dispute', ['employer_id', 'raised_at'], unique=False)
    op.create_index('ix_data_dispute_absence_number', 'data_dispute', ['absence_number'], unique=False)
    op.create_index('ix_data_dispute_employee_id', 'data_dispute', ['employee_id'], unique=False)
    op.execute("""
        INSERT INTO data_dispute (dispute_id, employee_id, employer_id, absence_number, raised_at, raised_by)
        SELECT DISTINCT ON (employee_id) gen_random_uuid()::text, employee_id, employer_id, absence.absence_number, recorded_at,
               actor_id
        FROM absence JOIN history_entry USING (absence_number)
        WHERE data_dispute AND status <> 'CANCELLED'
        ORDER BY employee_id, recorded_at DESC""")
