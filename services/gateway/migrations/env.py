"""Alembic's entry: the mapped classes of the gateway."""
from services.gateway.edge.store import Base
from shared.db.migrations import run

run(Base.metadata)
