"""The secrets of a development platform, created once and readable only by their owner."""
import json
import os
import secrets

from cli.endings import WrongInput
from cli.platform.layout import Layout
from cli.platform.postgres.roles import PASSWORDS
from cli.platform.state import shown

SHORTEST = 32
"""Length of a secret in characters, as the services require."""
NAMES = ("gateway_secret", "portal_client_secret", "identity_secret", *PASSWORDS)
PREVIOUS = {"gateway_secret": "gateway_previous_secret", "identity_secret": "identity_previous_secret"}
"""Secrets whose former value remains accepted, with the name under which it is kept."""


def read_secrets(layout: Layout) -> dict[str, str]:
    """The platform's secrets; missing ones are created.

    :raises WrongInput: if the file is damaged
    """
    path = layout.secrets_file
    known = _known(layout) if path.exists() else {}
    missing = [name for name in NAMES if name not in known]
    if missing:
        known |= {name: _new() for name in missing}
        _write(layout, known)
    return known


def rotate_secrets(layout: Layout) -> None:
    """Replace every secret; keep the former value of secrets that protect stored data.

    :raises WrongInput: if the file is damaged, or there is none
    """
    if not layout.secrets_file.exists():
        raise WrongInput(f"{shown(layout.secrets_file)} is missing; the next start makes new secrets anyway.")
    known = _known(layout)
    _write(layout, {name: _new() for name in NAMES} | {PREVIOUS[name]: known[name] for name in PREVIOUS if name in known})


def _new() -> str:
    return secrets.token_urlsafe(48)


def _write(layout: Layout, known: dict[str, str]) -> None:
    draft = layout.secrets_file.with_suffix(".tmp")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        json.dump(known, file, indent=1)
    draft.replace(layout.secrets_file)


def _known(layout: Layout) -> dict[str, str]:
    try:
        known = json.loads(layout.secrets_file.read_text())
    except ValueError:
        known = None
    if type(known) is dict and all(type(value) is str and len(value) >= SHORTEST for value in known.values()):
        return known
    raise WrongInput(f"{shown(layout.secrets_file)} is damaged; restore it from a backup, or remove it: then new secrets are "
                     "made and everybody logs in again.")
