"""Alembic's entry for every service: the mapped classes come with the configuration, where a command compares them."""
from alembic import context

from shared.db.migrations import run

run(context.config.attributes.get("metadata"))
