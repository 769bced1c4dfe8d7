"""Alembic's entry: the mapped classes of the gateway."""
from services.gateway.store import Base
from shared.db.migrations import run

run(Base.metadata)
