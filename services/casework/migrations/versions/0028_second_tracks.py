"""second tracks"""
from alembic import op
import sqlalchemy as sa

revision = '0028'
down_revision = '0027'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('second_track',
    sa.Column('track_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('provider', sa.String(length=120), nullable=True),
    sa.Column('work', sa.String(length=8), nullable=False),
    sa.Column('started_on', sa.Date(), nullable=False),
    sa.Column('status', sa.String(length=8), nullable=False),
    sa.Column('closed_on', sa.Date(), nullable=True),
    sa.Column('closing_reason', sa.String(length=12), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_second_track_absence_number_dossier')),
    sa.PrimaryKeyConstraint('track_id', name=op.f('pk_second_track'))
    )
    op.create_index(op.f('ix_second_track_absence_number'), 'second_track', ['absence_number'], unique=False)
    op.create_table('placement',
    sa.Column('placement_id', sa.String(length=36), nullable=False),
    sa.Column('track_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('start', sa.Date(), nullable=False),
    sa.Column('end', sa.Date(), nullable=False),
    sa.Column('wage_value_month', sa.BigInteger(), nullable=False),
    sa.Column('contract_wage_month', sa.BigInteger(), nullable=False),
    sa.Column('recovered_pct', sa.Numeric(precision=5, scale=2), nullable=False),
    sa.Column('durable', sa.Boolean(), nullable=False),
    sa.Column('takeover_intention', sa.Boolean(), nullable=False),
    sa.Column('confirm_by', sa.Date(), nullable=False),
    sa.Column('withdrawn_on', sa.Date(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['track_id'], ['second_track.track_id'], name=op.f('fk_placement_track_id_second_track')),
    sa.PrimaryKeyConstraint('placement_id', name=op.f('pk_placement'))
    )
    op.create_index(op.f('ix_placement_absence_number'), 'placement', ['absence_number'], unique=False)
    op.create_index(op.f('ix_placement_track_id'), 'placement', ['track_id'], unique=False)
    op.create_table('track_contact',
    sa.Column('contact_id', sa.String(length=36), nullable=False),
    sa.Column('track_id', sa.String(length=36), nullable=False),
    sa.Column('contacted_on', sa.Date(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['track_id'], ['second_track.track_id'], name=op.f('fk_track_contact_track_id_second_track')),
    sa.PrimaryKeyConstraint('contact_id', name=op.f('pk_track_contact'))
    )
    op.create_index(op.f('ix_track_contact_track_id'), 'track_contact', ['track_id'], unique=False)
    op.create_table('track_report',
    sa.Column('report_id', sa.String(length=36), nullable=False),
    sa.Column('track_id', sa.String(length=36), nullable=False),
    sa.Column('reported_on', sa.Date(), nullable=False),
    sa.Column('orientations', sa.SmallInteger(), nullable=False),
    sa.Column('applications', sa.SmallInteger(), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(length=80), nullable=False),
    sa.ForeignKeyConstraint(['track_id'], ['second_track.track_id'], name=op.f('fk_track_report_track_id_second_track')),
    sa.PrimaryKeyConstraint('report_id', name=op.f('pk_track_report'))
    )
    op.create_index(op.f('ix_track_report_track_id'), 'track_report', ['track_id'], unique=False)
    op.add_column('absence_mutation', sa.Column('placement_id', sa.String(length=36), nullable=True))
    op.create_index(op.f('ix_absence_mutation_placement_id'), 'absence_mutation', ['placement_id'], unique=False)
