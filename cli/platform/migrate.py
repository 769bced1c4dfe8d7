"""Migrates the databases of all services, in one process."""
from collections.abc import Mapping


def migrate_all(database_urls: Mapping[str, str]) -> None:
    """Run missing migrations, service by service."""
    from shared.db.migrations import upgrade
    for service, url in database_urls.items():
        upgrade(service, url)
