"""Alembic's entry for absence."""
from services.absence.store import Base
from shared.db.migrations import run

run(Base.metadata)
