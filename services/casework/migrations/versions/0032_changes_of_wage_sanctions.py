"""judgement, shortening and withdrawal of wage sanctions, and the documents of wage sanctions and steps

What was reported before keeps the contract terms as met, because the guarantee was decided on that.
"""
import sqlalchemy as sa
from alembic import op

revision = '0032'
down_revision = '0031'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column('wage_sanction', sa.Column('kind', sa.String(length=16), nullable=False, server_default='SUBSTANTIVE'))
    op.alter_column('wage_sanction', 'kind', server_default=None)
    op.add_column('wage_sanction', sa.Column('ends_on', sa.Date(), nullable=True))
    op.add_column('wage_sanction', sa.Column('terms_met', sa.Boolean(), nullable=True))
    op.add_column('wage_sanction', sa.Column('withdrawn_on', sa.Date(), nullable=True))
    for table in ('wage_sanction', 'completion'):
        op.add_column(table, sa.Column('document_id', sa.String(length=36), nullable=True))
        op.create_foreign_key(op.f(f'fk_{table}_document_id_document'), table, 'document', ['document_id'], ['document_id'])
    op.execute("UPDATE wage_sanction SET terms_met = true")
