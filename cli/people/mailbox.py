"""Phone and mailbox of simulated users: messages sent by identity, read from the gateway of a development platform."""
import re
import time
from dataclasses import dataclass
from typing import Any

import requests

from cli.endings import Misbehaved

PATIENCE_SECONDS = 15.0
LOOK_SECONDS = 0.05
_CODE = re.compile(r"(?<!\d)\d{6}(?!\d)")
_USERNAME = re.compile(r"Gebruikersnaam:\s*(\S+)")
_PASSWORD = re.compile(r"Tijdelijk wachtwoord:\s*(\S+)")


@dataclass(frozen=True, slots=True)
class Welcome:
    """The content of the mail about a new account."""

    username: str
    password: str


class Mailbox:
    """Messages to one phone number or mail address."""

    def __init__(self, address: str, to: str) -> None:
        self._url = f"{address}/dev/messages"
        self._to = to
        self._http = requests.Session()
        self._http.trust_env = False

    def seen(self) -> set[str]:
        """Ids of the messages received so far."""
        return {str(message["id"]) for message in self._read()}

    def wait_for_code(self, seen: set[str]) -> str:
        """The six digits of the newest message that is not in `seen`.

        :raises Misbehaved: if none arrives
        """
        found = _CODE.search(self._wait_text(seen))
        if found is None:
            raise Misbehaved(f"The message to {self._to} has no code in it.")
        return found[0]

    def wait_for_welcome(self) -> Welcome:
        """Username and temporary password of a new account.

        :raises Misbehaved: if the mail does not arrive
        """
        text = self._wait_text(set())
        username, password = _USERNAME.search(text), _PASSWORD.search(text)
        if not (username and password):
            raise Misbehaved(f"The mail to {self._to} names no username and temporary password.")
        return Welcome(username[1], password[1])

    def _wait_text(self, seen: set[str]) -> str:
        deadline = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < deadline:
            new = [message for message in self._read() if str(message["id"]) not in seen]
            if new:
                return str(max(new, key=lambda message: str(message["sent_at"]))["text"])
            time.sleep(LOOK_SECONDS)
        raise Misbehaved(f"No message to {self._to} came within {PATIENCE_SECONDS:.0f} seconds.")

    def _read(self) -> list[dict[str, Any]]:
        try:
            answer = self._http.get(self._url, params={"to": self._to}, timeout=10)
            answer.raise_for_status()
            items: list[dict[str, Any]] = answer.json()["items"]
        except (requests.RequestException, KeyError) as problem:
            raise Misbehaved(f"The gateway does not show the messages to {self._to}: {problem}") from None
        return items
