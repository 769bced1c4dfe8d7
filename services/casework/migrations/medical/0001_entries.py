"""medical entries, which are never changed or deleted"""
import sqlalchemy as sa
from alembic import op

revision = '0001'
down_revision = None
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'entry',
        sa.Column('entry_id', sa.String(length=36), nullable=False),
        sa.Column('absence_number', sa.String(length=20), nullable=False),
        sa.Column('kind', sa.String(length=12), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('corrects', sa.String(length=36), nullable=True),
        sa.Column('author_id', sa.String(length=80), nullable=False),
        sa.Column('author_role', sa.String(length=24), nullable=False),
        sa.Column('doctor_id', sa.String(length=80), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('request_key', sa.String(length=120), nullable=True),
        sa.ForeignKeyConstraint(['corrects'], ['medical.entry.entry_id'], name=op.f('fk_entry_corrects_entry')),
        sa.PrimaryKeyConstraint('entry_id', name=op.f('pk_entry')),
        schema='medical')
    op.create_index('ix_entry_absence_number', 'entry', ['absence_number'], unique=False, schema='medical')
    op.create_index('uq_entry_author_id_request_key', 'entry', ['author_id', 'request_key'], unique=True, schema='medical')
    op.execute("""
        CREATE FUNCTION medical.refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'medical entries are never changed or deleted'; END $$""")
    op.execute("""
        CREATE TRIGGER refuse_change BEFORE UPDATE OR DELETE OR TRUNCATE ON medical.entry
        FOR EACH STATEMENT EXECUTE FUNCTION medical.refuse_change()""")
