"""Bring every service's database to its newest migration, in one process."""
from collections.abc import Mapping
from pathlib import Path

SERVICES_DIRECTORY = Path(__file__).resolve().parents[2] / "services"


def migrate_all(database_urls: Mapping[str, str]) -> None:
    """Run what is missing, service by service; a service without migrations has no tables."""
    from shared.db.migrations import upgrade
    for service, url in database_urls.items():
        if (SERVICES_DIRECTORY / service / "migrations" / "env.py").exists():
            upgrade(service, url)
