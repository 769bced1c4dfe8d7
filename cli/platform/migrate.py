"""Migrates the databases of all services, in one process."""
from collections.abc import Mapping


def migrate_all(database_urls: Mapping[str, str], store_urls: Mapping[tuple[str, str], str]) -> None:
    """Run missing migrations, service by service, and those of their further stores."""
    from shared.db.migrations import upgrade
    for service, url in database_urls.items():
        upgrade(service, url)
    for (service, store), url in store_urls.items():
        upgrade(service, url, store=store)
