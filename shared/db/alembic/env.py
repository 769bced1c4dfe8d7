"""Alembic's entry for every service."""
from shared.db.migrations import run

run()
