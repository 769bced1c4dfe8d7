"""all of a recourse file: the event, the liable party, both terms, the damage, the steps and the allocations

Nobody could enter the kind of an event before, so it becomes unknown; both terms then stay those of a traffic accident.
"""
import sqlalchemy as sa
from alembic import op

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

TEXTS = {'cause': 24, 'liable_name': 120, 'liable_insurer': 120, 'liable_plate': 12, 'liable_reference': 60, 'relation': 32,
         'loss_through': 7}
AMOUNTS = ('net_loss', 'net_lost', 'victim_own', 'reintegration_costs', 'reintegration_uninsured', 'gross_paid')
DAYS = ('known_on', 'contacted_on', 'claim_until', 'direct_action_until', 'due_on')


def upgrade() -> None:
    file = 'recourse_file'
    for name, length in TEXTS.items():
        op.add_column(file, sa.Column(name, sa.String(length=length), nullable=True))
    for name in AMOUNTS:
        op.add_column(file, sa.Column(name, sa.BigInteger(), nullable=True))
    for name in DAYS:
        op.add_column(file, sa.Column(name, sa.Date(), nullable=True))
    op.add_column(file, sa.Column('version', sa.Integer(), nullable=True))
    op.add_column(file, sa.Column('accepted_pct', sa.Numeric(), nullable=True))
    op.add_column(file, sa.Column('police_report', sa.Boolean(), nullable=True))
    for name in ('is_vulnerable', 'is_referred', 'fault_bars_cover'):
        op.add_column(file, sa.Column(name, sa.Boolean(), nullable=True))
    op.alter_column(file, 'event_kind', nullable=True)
    op.execute(
        "UPDATE recourse_file SET version = 1, event_kind = NULL, is_vulnerable = false, fault_bars_cover = false, "
        "is_referred = (status = 'REFERRED_LEGAL_AID'), claim_until = (event_on + interval '5 years')::date, "
        "direct_action_until = limitation_on, cause = CASE WHEN status = 'WITHDRAWN' THEN 'ANSWER_CHANGED' END, "
        "due_on = CASE WHEN status IN ('REPORTED', 'SCREENING') THEN least(contact_due_on, limitation_on) ELSE limitation_on END")
    for name in ('version', 'is_vulnerable', 'is_referred', 'fault_bars_cover', 'claim_until', 'due_on'):
        op.alter_column(file, name, nullable=False)
    op.create_index('ix_recourse_file_due', file, ['due_on', 'recourse_id'])
    op.create_index('ix_recourse_file_absence_number', file, ['absence_number'])
    op.create_table(
        'recourse_step',
        sa.Column('recourse_id', sa.String(length=36), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('act', sa.String(length=16), nullable=False),
        sa.Column('status', sa.String(length=24), nullable=False),
        sa.Column('at', sa.DateTime(timezone=True), nullable=False),
        sa.Column('on', sa.Date(), nullable=False),
        sa.Column('by', sa.String(length=80), nullable=True),
        sa.Column('amount', sa.BigInteger(), nullable=True),
        sa.Column('detail', sa.String(length=40), nullable=True),
        sa.ForeignKeyConstraint(['recourse_id'], ['recourse_file.recourse_id'],
                                name=op.f('fk_recourse_step_recourse_id_recourse_file')),
        sa.PrimaryKeyConstraint('recourse_id', 'number', name=op.f('pk_recourse_step')))
    op.create_table(
        'recourse_allocation',
        sa.Column('recourse_id', sa.String(length=36), nullable=False),
        sa.Column('number', sa.Integer(), nullable=False),
        sa.Column('allocated_on', sa.Date(), nullable=False),
        *(sa.Column(name, sa.BigInteger(), nullable=False) for name in (
            'wage', 'reintegration', 'benefits', 'uninsured', 'employer', 'insurer', 'employer_difference',
            'insurer_difference')),
        sa.ForeignKeyConstraint(['recourse_id'], ['recourse_file.recourse_id'],
                                name=op.f('fk_recourse_allocation_recourse_id_recourse_file')),
        sa.PrimaryKeyConstraint('recourse_id', 'number', name=op.f('pk_recourse_allocation')))
