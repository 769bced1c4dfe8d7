"""what the doctor expects of a return, and efforts to resume work"""
import sqlalchemy as sa
from alembic import op

revision = '0037'
down_revision = '0036'
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, kind, size, day in (('prognosis', 'expectation', 20, 'given_on'), ('effort', 'effort_class', 24, 'made_on')):
        op.create_table(
            table,
            sa.Column(f'{table}_id', sa.String(length=36), nullable=False),
            sa.Column('absence_number', sa.String(length=20), nullable=False),
            sa.Column(kind, sa.String(length=size), nullable=False),
            sa.Column(day, sa.Date(), nullable=False),
            sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
            sa.Column('recorded_by', sa.String(length=80), nullable=False),
            sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'],
                                    name=op.f(f'fk_{table}_absence_number_dossier')),
            sa.PrimaryKeyConstraint(f'{table}_id', name=op.f(f'pk_{table}')))
        op.create_index(op.f(f'ix_{table}_absence_number'), table, ['absence_number'], unique=False)
