"""The secrets of a development platform, made once and readable by their owner alone."""
import json
import os
import secrets

from cli.platform.layout import Layout

NAMES = ("gateway_secret", "portal_client_secret", "identity_secret")


def read_secrets(layout: Layout) -> dict[str, str]:
    """The platform's secrets; those that are missing are made."""
    path = layout.secrets_file
    known: dict[str, str] = json.loads(path.read_text()) if path.exists() else {}
    missing = [name for name in NAMES if name not in known]
    if missing:
        known |= {name: secrets.token_urlsafe(48) for name in missing}
        draft = path.with_suffix(".tmp")
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            json.dump(known, file, indent=1)
        draft.replace(path)
    return known
