"""Alembic's entry for claims."""
from services.claims.store import Base
from shared.db.migrations import run

run(Base.metadata)
