"""Items that jobs set aside, as seen by an administrator through the gateway."""
from dataclasses import dataclass
from typing import Any

from cli.endings import WrongInput, hint
from cli.people.person import Person, Refused
from shared.kernel.services import NAMES

Json = dict[str, Any]
PATH = "/set-aside-items"


@dataclass(frozen=True, slots=True)
class SetAsideItem:
    """An item of a job of one service, from its list."""

    service: str
    item: Json

    @property
    def name(self) -> str:
        """Name in commands: ``billing/12``."""
        return f"{self.service}/{self.item['id']}"


class SetAsideItems:
    """The set-aside items of some or all services."""

    def __init__(self, person: Person, services: tuple[str, ...] = NAMES) -> None:
        self._person = person
        self._services = services

    def list(self) -> list[SetAsideItem]:
        """All items, longest first within a service."""
        return [SetAsideItem(service, item) for service in self._services for item in self._person.list(service, PATH)]

    def find(self, name: str) -> SetAsideItem:
        """The item with that name.

        :raises WrongInput: if the name is malformed, or the item is not set aside
        """
        service, _, number = name.partition("/")
        if service not in NAMES or not (number.isascii() and number.isdecimal()):
            raise WrongInput(f"{name} names no item; write it as in {hint('set-aside list')}, like billing/12.")
        try:
            return SetAsideItem(service, dict(self._person.get(service, f"{PATH}/{number}")))
        except Refused as refusal:
            if refusal.status == 404:
                raise WrongInput(f"{name} is not set aside; see {hint('set-aside list')}.") from None
            raise

    def retry(self, one: SetAsideItem) -> Json:
        """Retry the item for every missed business date; many dates take more than one request.

        :returns: ``is_done``, number of ``dates`` and, if a date failed, the ``reason``
        """
        dates = 0
        while True:
            step = self._person.post(one.service, f"{PATH}/{one.item['id']}/retry", None)
            dates += step["dates"]
            if step["is_done"] or step["reason"] or not step["dates"]:
                return {**step, "dates": dates}

    def resolve(self, one: SetAsideItem, explanation: str) -> None:
        """Close an item that was settled in another way."""
        self._person.post(one.service, f"{PATH}/{one.item['id']}/resolve", {"explanation": explanation})
