"""programs with keys, scopes and employers

A client was described by one JSON value. A program of before becomes one with the scopes that its rights and role gave it.
"""
from alembic import op
import sqlalchemy as sa
from sqlalchemy.dialects import postgresql

revision = '0014'
down_revision = '0013'
branch_labels = None
depends_on = None

ADD = """
ALTER TABLE oauth_client
    ADD COLUMN kind VARCHAR(10), ADD COLUMN name VARCHAR(120), ADD COLUMN former_secret_digest VARCHAR(64),
    ADD COLUMN code_channel VARCHAR(10), ADD COLUMN redirect_uris JSONB, ADD COLUMN post_logout_redirect_uris JSONB,
    ADD COLUMN scopes JSONB, ADD COLUMN access_generation INTEGER, ADD COLUMN version INTEGER,
    ADD COLUMN created_at TIMESTAMP WITH TIME ZONE, ADD COLUMN closed_at TIMESTAMP WITH TIME ZONE
"""
FILL = """
UPDATE oauth_client SET
    kind = CASE WHEN details -> 'grant_types' ? 'authorization_code' THEN 'ENTRANCE' ELSE 'PROGRAM' END,
    name = coalesce(details ->> 'client_name', client_id), code_channel = details ->> 'code_channel',
    redirect_uris = coalesce(details -> 'redirect_uris', '[]'),
    post_logout_redirect_uris = coalesce(details -> 'post_logout_redirect_uris', '[]'),
    scopes = CASE WHEN details -> 'grant_types' ? 'authorization_code' THEN to_jsonb(string_to_array(details ->> 'scope', ' '))
        ELSE (CASE WHEN details -> 'roles' ? 'arbo_partner' THEN '["feed:read"]'::jsonb ELSE '[]' END)
            || (CASE WHEN details -> 'rights' ? 'EMPLOYEE_DATA' THEN '["employees:write", "benefits:read", "invoices:read"]'::jsonb
                ELSE '[]' END)
            || (CASE WHEN details -> 'rights' ? 'SICK_REPORTS' THEN '["sick-reports:write", "activities:read", "claims:read"]'::jsonb
                ELSE '[]' END) END,
    access_generation = 1, version = 1, created_at = now()
"""
KEYS = """
INSERT INTO oauth_client_key (client_id, kid, public, added_at)
SELECT client_id, coalesce(key ->> 'kid', client_id || '-' || number), key, now()
FROM oauth_client, jsonb_array_elements(coalesce(details -> 'jwks' -> 'keys', '[]')) WITH ORDINALITY AS keys (key, number)
"""
EMPLOYERS = """
INSERT INTO oauth_client_employer (client_id, employer_id)
SELECT client_id, details ->> 'employer_id' FROM oauth_client WHERE details ->> 'employer_id' IS NOT NULL
"""
REQUIRED = ('kind', 'name', 'redirect_uris', 'post_logout_redirect_uris', 'scopes', 'access_generation', 'version', 'created_at')


def upgrade() -> None:
    op.execute(ADD)
    op.execute(FILL)
    for column in REQUIRED:
        op.alter_column('oauth_client', column, nullable=False)
    op.create_table('oauth_client_key',
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('kid', sa.String(length=120), nullable=False),
    sa.Column('public', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['oauth_client.client_id'], name=op.f('fk_oauth_client_key_client_id_oauth_client')),
    sa.PrimaryKeyConstraint('client_id', 'kid', name=op.f('pk_oauth_client_key'))
    )
    op.create_table('oauth_client_employer',
    sa.Column('client_id', sa.String(length=64), nullable=False),
    sa.Column('employer_id', sa.String(length=64), nullable=False),
    sa.ForeignKeyConstraint(['client_id'], ['oauth_client.client_id'], name=op.f('fk_oauth_client_employer_client_id_oauth_client')),
    sa.PrimaryKeyConstraint('client_id', 'employer_id', name=op.f('pk_oauth_client_employer'))
    )
    op.execute(KEYS)
    op.execute(EMPLOYERS)
    op.alter_column('oauth_client', 'details', nullable=True)
