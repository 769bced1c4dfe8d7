"""dossiers of an employer by number"""
from alembic import op

revision = '0008'
down_revision = '0007'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index('ix_dossier_employer_id_absence_number', 'dossier', ['employer_id', 'absence_number'], unique=False)
