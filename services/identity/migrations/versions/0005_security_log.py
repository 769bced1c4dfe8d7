"""security log

The log is append-only: a trigger refuses to change, delete or truncate rows, whoever asks.
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0005'
down_revision = '0004'
branch_labels = None
depends_on = None

REFUSE = """
CREATE FUNCTION refuse_security_event_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the security log is append-only';
END $$
"""
TRIGGER = """
CREATE TRIGGER security_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON security_event
FOR EACH STATEMENT EXECUTE FUNCTION refuse_security_event_change()
"""


def upgrade() -> None:
    op.create_table('security_event',
    sa.Column('position', sa.BigInteger(), sa.Identity(always=True), nullable=False),
    sa.Column('occurred_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('kind', sa.String(length=40), nullable=False),
    sa.Column('account_id', sa.String(length=64), nullable=True),
    sa.Column('actor_id', sa.String(length=64), nullable=False),
    sa.Column('employer_id', sa.String(length=64), nullable=True),
    sa.Column('address', sa.String(length=45), nullable=True),
    sa.Column('agent', sa.String(length=200), nullable=True),
    sa.Column('details', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.PrimaryKeyConstraint('position', name=op.f('pk_security_event'))
    )
    op.create_index('ix_security_event_account', 'security_event', ['account_id', 'position'], unique=False)
    op.create_index('ix_security_event_employer', 'security_event', ['employer_id', 'position'], unique=False)
    op.execute(REFUSE)
    op.execute(TRIGGER)
