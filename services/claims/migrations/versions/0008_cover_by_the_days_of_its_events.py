"""cover by the days of its events: suspended_from and restored_from, in place of the first and last day without cover"""
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.alter_column('cover_suspension', 'start', new_column_name='suspended_from')
    op.alter_column('cover_suspension', 'end', new_column_name='restored_from')
    op.execute('UPDATE cover_suspension SET restored_from = restored_from + 1')
