"""absence protocols of employers by version, and settlements, which never change"""
from alembic import op
import sqlalchemy as sa

revision = '0039'
down_revision = '0038'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        'absence_protocol',
        sa.Column('protocol_id', sa.String(length=36), nullable=False),
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('effective_from', sa.Date(), nullable=False),
        sa.Column('digest', sa.String(length=64), nullable=False),
        sa.Column('media_type', sa.String(length=40), nullable=False),
        sa.Column('size', sa.Integer(), nullable=False),
        sa.Column('content', sa.LargeBinary(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('protocol_id', name=op.f('pk_absence_protocol')))
    op.create_index('uq_absence_protocol_version', 'absence_protocol', ['employer_id', 'version'], unique=True)
    op.create_table(
        'settlement',
        sa.Column('settlement_id', sa.String(length=36), nullable=False),
        sa.Column('employer_id', sa.String(length=40), nullable=False),
        sa.Column('employee_id', sa.String(length=36), nullable=False),
        sa.Column('amount', sa.Numeric(precision=12, scale=2), nullable=False),
        sa.Column('text', sa.Text(), nullable=False),
        sa.Column('signed_on', sa.Date(), nullable=False),
        sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('recorded_by', sa.String(length=80), nullable=False),
        sa.PrimaryKeyConstraint('settlement_id', name=op.f('pk_settlement')))
    op.create_index('ix_settlement_employer_id_settlement_id', 'settlement', ['employer_id', 'settlement_id'], unique=False)
    op.execute("""
        CREATE FUNCTION refuse_to_change_settlement() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'settlements are never changed'; END $$""")
    op.execute("""
        CREATE TRIGGER settlement_is_append_only BEFORE UPDATE OR DELETE ON settlement
        FOR EACH ROW EXECUTE FUNCTION refuse_to_change_settlement()""")
