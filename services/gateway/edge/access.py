"""Access declarations, which every route of the gateway must have; read by the guard of the pages and by a test."""
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

View = TypeVar("View", bound=Callable[..., object])


class Entrance(StrEnum):
    """The credential that a request needs."""

    PUBLIC = "public"
    """Nothing: login, help, health, static files, and what identity guards itself."""
    SESSION = "session"
    """The cookie of somebody who is logged in, and with a writing method the token of the session's forms."""
    TOKEN_OR_SESSION = "token or session"
    """An access token, or the same as for a page: the services' API."""


@dataclass(frozen=True, slots=True)
class Protection:
    """The accounts that may use a route.

    :ivar rights: an employer's account needs one of these
    :ivar roles: staff need one of these; if both are empty, every logged-in visitor is admitted
    """

    entrance: Entrance
    rights: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def admits(self, rights: Iterable[str], roles: Iterable[str]) -> bool:
        """Whether a visitor with these rights or roles may use the route."""
        return not (self.rights or self.roles) or bool(self.rights & set(rights)) or bool(self.roles & set(roles))


PUBLIC = Protection(Entrance.PUBLIC)
_BY_BLUEPRINT = "protection_of_blueprints"


def protect_all(blueprint: Blueprint, protection: Protection) -> Blueprint:
    """Declare the protection of all routes of a blueprint without a declaration of their own."""
    def note(state: BlueprintSetupState) -> None:
        name = f"{state.name_prefix}.{state.name}".lstrip(".")  # routes of a nested blueprint
        state.app.extensions.setdefault(_BY_BLUEPRINT, {})[name] = protection

    blueprint.record(note)
    return blueprint


def protect_one(protection: Protection) -> Callable[[View], View]:
    """Declare the protection of one route, which overrides that of its blueprint."""
    def declare(view: View) -> View:
        view.protection = protection  # type: ignore[attr-defined]
        return view
    return declare


def protection_of(app: Flask, endpoint: str) -> Protection | None:
    """The declaration of a route; None if there is none."""
    own: Protection | None = getattr(app.view_functions.get(endpoint), "protection", None)
    of_blueprint: Protection | None = app.extensions.get(_BY_BLUEPRINT, {}).get(endpoint.rpartition(".")[0])
    return own or of_blueprint
