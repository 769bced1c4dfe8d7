"""Alembic's entry for casework."""
from services.casework.store import Base
from shared.db.migrations import run

run(Base.metadata)
