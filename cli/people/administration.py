"""Parked events as seen by an administrator, through the gateway."""
import os
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

from cli.demo.cast import staff_credentials
from cli.endings import WrongInput, hint
from cli.people.person import Credentials, LoginFailed, Person, Refused
from shared.kernel.services import NAMES

ROOT = "admin/v1"
TOKEN = "ONTZORG_ADMIN_TOKEN"
"""Environment variable with an access token, for a platform without development accounts."""
WAITS_FOR_SNAPSHOT = "GAP"
"""Reason of an event that is released automatically."""

Json = dict[str, Any]


class Bearer(Person):
    """An administrator with a given access token."""

    def __init__(self, address: str, token: str) -> None:
        super().__init__(address, Credentials("", "", ""), root=ROOT)
        self._http.headers["Authorization"] = f"Bearer {token}"

    def log_in(self) -> None:
        """Called when the platform refuses the token; a new login is not possible.

        :raises LoginFailed: always
        """
        raise LoginFailed(f"The platform refuses the token in {TOKEN}; ask for a new one.")


@dataclass(frozen=True, slots=True)
class Parked:
    """A parked event of one service, from its list."""

    service: str
    event: Json

    @property
    def event_id(self) -> str:
        """The event id, the same in every service that parked it."""
        return str(self.event["event_id"])


@dataclass(frozen=True, slots=True)
class Explained:
    """A parked event with its details.

    :ivar details: the response of the service
    """

    parked: Parked
    details: Json


class Administration:
    """The parked events of some or all services.

    :param services: the services to query
    """

    def __init__(self, person: Person, services: tuple[str, ...] = NAMES) -> None:
        self._person = person
        self._services = services

    def list_keys(self, key: str = "") -> list[Parked]:
        """The first parked event of each key; `key` selects one key."""
        query = {"key": key} if key else {}
        return [Parked(service, event) for service in self._services
                for event in self._person.list(service, "/parked-events", **query)]

    def find(self, event_id: str) -> list[Explained]:
        """The event in each service that parked it.

        :raises WrongInput: if no service has parked it
        """
        found = [Explained(Parked(service, details["event"]), details) for service in self._services
                 if (details := self._get(service, event_id))]
        if not found:
            raise WrongInput(f"No event {event_id} is parked in {', '.join(self._services)}; "
                             f"see {hint('parked list')}.")
        return found

    def _get(self, service: str, event_id: str) -> Json | None:
        try:
            return dict(self._person.get(service, f"/parked-events/{quote(event_id, safe='')}"))
        except Refused as refusal:
            if refusal.code == "parked.unknown":
                return None
            raise

    def release(self, one: Parked) -> Json:
        """Release the key of an event until one fails; a long queue takes more than one request.

        :returns: number of released and of waiting events, and why the first waiting one failed
        """
        next_one: Parked | None = one
        outcome: Json = {"released": 0, "waiting": 0, "error": None}
        while next_one is not None:
            step = self._person.post(one.service, f"/parked-events/{quote(next_one.event_id, safe='')}/release", None)
            outcome = step | {"released": outcome["released"] + step["released"]}
            goes_on = step["waiting"] and step["released"] and not step["error"]
            next_one = self._first_of_key(one) if goes_on else None
        return outcome

    def _first_of_key(self, one: Parked) -> Parked | None:
        same = (one.service, one.event["topic"])
        return next((other for other in self.list_keys(one.event["key"])
                     if (other.service, other.event["topic"]) == same and other.event["reason"] != WAITS_FOR_SNAPSHOT), None)

    def drop(self, one: Parked, explanation: str) -> Json:
        """Remove an event permanently and release the events behind it."""
        return dict(self._person.post(one.service, f"/parked-events/{quote(one.event_id, safe='')}/drop",
                                      {"explanation": explanation}))


def administrator_at(address: str) -> Person:
    """The administrator with the token in the environment, otherwise that of a development platform."""
    if token := os.environ.get(TOKEN):
        return Bearer(address, token)
    person = Person(address, staff_credentials("beheer"), root=ROOT)
    person.log_in()
    return person
