"""Alembic environment of every service."""
from shared.db.migrations import run

run()
