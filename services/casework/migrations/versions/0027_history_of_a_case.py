"""the history of a case, begun with what the records of before still show"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = '0027'
down_revision = '0026'
branch_labels = None
depends_on = None

NOON = "({day} + time '12:00') AT TIME ZONE 'Europe/Amsterdam'"
AMOUNT = "to_char({name} / 100.0, 'FM999999999990.00')"
ADDED = {
    "advice": (NOON.format(day="given_on"), "given_by", "'kind', kind", "'due_on', due_on, 'outcome', 'OPEN'"),
    "completion": ("recorded_at", "recorded_by", "'code', code", "'completed_on', completed_on, 'party', party"),
    "declaration": ("recorded_at", "submitted_by", "", f"'status', status, 'amount', {AMOUNT.format(name='amount')}"),
    "document": ("recorded_at", "recorded_by", "'kind', kind", "'dated_on', dated_on"),
    "follow_up": ("recorded_at", "recorded_by", "", "'followed_on', followed_on, 'situation', situation, 'next_on', next_on"),
    "referral": ("recorded_at", "recorded_by", "'kind', kind", "'reason_code', reason_code, 'referred_on', referred_on"),
    "reintegration_activity": ("recorded_at", "recorded_by", "'kind', kind", (
        "'status', status, 'starts_on', starts_on, 'started_on', started_on, 'finished_on', finished_on, "
        f"'announced_amount', {AMOUNT.format(name='announced_amount')}")),
    "sanction": ("recorded_at", "recorded_by", "'kind', kind", "'start', start, 'end', \"end\""),
    "shared_limitations": ("shared_at", "shared_by", "", "'shared_at', shared_at"),
    "vacation": ("recorded_at", "recorded_by", "", (
        "'start', start, 'end', \"end\", 'status', status, 'doctor_answer', doctor_answer")),
    "vra_notice": (NOON.format(day="raised_on"), "NULL", "'kind', kind", ""),
    "wage_sanction": (NOON.format(day="reported_on"), "NULL", "", (
        "'decision_on', decision_on, 'received_on', received_on, 'weeks', weeks, 'approved', approved")),
    "warning": ("recorded_at", "recorded_by", "", "'given_on', given_on"),
}
"""When and by whom a record was added, what it is about, and its values."""
CHANGED = {
    "advice": (NOON.format(day="closed_on"), "closed_on IS NOT NULL", "'kind', kind", "'outcome', 'OPEN'", (
        "'outcome', outcome, 'reason_code', reason_code, 'reason_accepted', reason_accepted")),
    "dossier": (NOON.format(day="long_term_threat_on"), "long_term_threat_on IS NOT NULL", "", "'long_term_threat_on', NULL",
                "'long_term_threat_on', long_term_threat_on"),
    "sanction": (NOON.format(day="lifted_on"), "lifted_on IS NOT NULL", "'kind', kind", "'lifted_on', NULL",
                 "'lifted_on', lifted_on, 'back_pay', back_pay"),
}
"""When a record was changed, which were, what they are about, and the values before and after; by whom was not recorded."""


def upgrade() -> None:
    op.create_table('act',
    sa.Column('act_id', sa.String(length=36), nullable=False),
    sa.Column('absence_number', sa.String(length=20), nullable=False),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('actor_id', sa.String(length=80), nullable=True),
    sa.Column('role', sa.String(length=80), nullable=True),
    sa.Column('subject', sa.String(length=40), nullable=False),
    sa.Column('about', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('old', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.Column('new', postgresql.JSONB(astext_type=sa.Text()), nullable=True),
    sa.ForeignKeyConstraint(['absence_number'], ['dossier.absence_number'], name=op.f('fk_act_absence_number_dossier')),
    sa.PrimaryKeyConstraint('act_id', name=op.f('pk_act'))
    )
    op.create_index('ix_act_of_dossier', 'act', ['absence_number', 'act_id'], unique=False)
    for table, (moment, account, about, values) in ADDED.items():
        op.execute(f"""INSERT INTO act SELECT gen_random_uuid()::text, absence_number, {moment}, nullif({account}, 'system'), NULL,
                       '{table}', jsonb_build_object({about}), NULL, jsonb_strip_nulls(jsonb_build_object({values})) FROM {table}
                       WHERE absence_number IN (SELECT absence_number FROM dossier)""")
    for table, (moment, condition, about, old, new) in CHANGED.items():
        op.execute(f"""INSERT INTO act SELECT gen_random_uuid()::text, absence_number, {moment}, NULL, NULL, '{table}',
                       jsonb_build_object({about}), jsonb_build_object({old}), jsonb_strip_nulls(jsonb_build_object({new}))
                       FROM {table} WHERE {condition}""")
