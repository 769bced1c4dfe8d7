"""cases of an employee"""
from alembic import op

revision = '0007'
down_revision = '0006'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f('ix_benefit_employee_id'), 'benefit', ['employee_id'])
    op.create_index(op.f('ix_recourse_file_employee_id'), 'recourse_file', ['employee_id'])
