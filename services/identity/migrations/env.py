"""Alembic's entry for identity."""
from services.identity.store import Base
from shared.db.migrations import run

run(Base.metadata)
