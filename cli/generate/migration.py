"""``python -m cli.generate.migration SERVICE URL "purpose"``: generates the next numbered migration of a service.

URL is an empty database. It is migrated first; the new migration is the difference to the mapped classes.
"""
import importlib
import sys

from sqlalchemy import MetaData

from shared.db.migrations import revise
from shared.kernel.services import DEPLOYED


def main(service: str, url: str, message: str) -> None:
    """Write the migration and print its path."""
    if service not in DEPLOYED:
        sys.exit(f"{service} is no service; there are {', '.join(DEPLOYED)}")
    print(revise(service, url, message, metadata_of(service)))


def metadata_of(service: str) -> MetaData:
    """The mapped classes of a service."""
    module = "services.gateway.edge.store" if service == "gateway" else f"services.{service}.store"
    metadata: MetaData = importlib.import_module(module).Base.metadata
    return metadata


if __name__ == "__main__":
    main(*sys.argv[1:])
