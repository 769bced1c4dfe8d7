#!/usr/bin/env python3
"""Make the secrets of docker-compose.yml, once: a file each in deploy/compose/secrets. It needs no installed package.

What is there stays as it is. The directory is its owner's alone; a file can be read by all, because a container's user
differs from the machine's and sees only the mounted file.
"""
import secrets
import sys
from collections.abc import Mapping
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
from shared.kernel.services import DEPLOYED, STORES, role_of

FOLDER = Path(__file__).resolve().parent / "secrets"
SINGLE = ("postgres_password", "identity_secret", "portal_client_secret", "gateway_secret", "grafana_password")


def make(folder: Path) -> list[str]:
    """Write the missing ones; gives their names."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    kept = {path.name: path.read_text() for path in folder.iterdir()}
    made = {name: value for name, value in wanted(kept).items() if name not in kept}
    for name, value in made.items():
        (folder / name).write_text(value)
        (folder / name).chmod(0o644)
    return sorted(made)


def wanted(kept: Mapping[str, str]) -> dict[str, str]:
    """Every secret: the kept value, or a new one."""
    names = (*SINGLE, *(f"{name}_database_password" for name in DEPLOYED), *(f"{role_of(*one)}_store_password" for one in STORES))
    found = {name: kept.get(name) or secrets.token_urlsafe(32) for name in names}
    for name in DEPLOYED:
        found[f"{name}_database_url"] = f"postgresql://{name}:{found[f'{name}_database_password']}@postgres/{name}"
    for service, store in STORES:
        role = role_of(service, store)
        found[f"{role}_database_url"] = f"postgresql://{role}:{found[f'{role}_store_password']}@postgres/{service}"
    return found


if __name__ == "__main__":
    print(f"{len(make(FOLDER))} secrets made in {FOLDER}")
