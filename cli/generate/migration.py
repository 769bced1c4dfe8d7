"""``python -m cli.generate.migration SERVICE URL "what it is for"``: the next numbered migration of a service.

It is the difference between the mapped classes and the database at URL, an empty one, which is migrated first.
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
