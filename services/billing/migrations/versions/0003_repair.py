"""repair; versions of policies are kept as they were told

Of a policy from before, only the version that holds now can still be told.
"""
import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

from shared.db.mechanism_versions import extend_mechanism_v3

revision = '0003'
down_revision = '0002'
branch_labels = None
depends_on = None


def upgrade() -> None:
    extend_mechanism_v3(op.get_bind())
    op.create_table(
        'policy_version',
        sa.Column('policy_number', sa.String(length=40), nullable=False),
        sa.Column('version', sa.Integer(), nullable=False),
        sa.Column('told', postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.ForeignKeyConstraint(['policy_number'], ['policy.policy_number'],
                                name=op.f('fk_policy_version_policy_number_policy')),
        sa.PrimaryKeyConstraint('policy_number', 'version', name=op.f('pk_policy_version')),
    )
    op.execute("""
        INSERT INTO policy_version (policy_number, version, told)
        SELECT policy_number, version, jsonb_build_object(
            'policy_number', policy_number, 'employer_id', employer_id, 'company_name', company_name,
            'postcode', postcode, 'iban', iban, 'version', version, 'valid_from', valid_from, 'valid_until', valid_until,
            'terms', terms, 'guidance_from', guidance_from)
        FROM policy""")
