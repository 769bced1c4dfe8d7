"""Alembic's entry for billing."""
from services.billing.store import Base
from shared.db.migrations import run

run(Base.metadata)
