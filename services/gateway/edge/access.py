"""What every route of the gateway declares: who may use it. The guard of the pages reads the same declaration as the test."""
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from flask import Blueprint, Flask
from flask.blueprints import BlueprintSetupState

View = TypeVar("View", bound=Callable[..., object])


class Entrance(StrEnum):
    """What a request must bring."""

    PUBLIC = "public"
    """Nothing: login, help, health, static files, and what identity guards itself."""
    SESSION = "session"
    """The cookie of somebody who is logged in, and with a writing method the token of the session's forms."""
    TOKEN_OR_SESSION = "token or session"
    """An access token, or the same as for a page: the services' API."""


@dataclass(frozen=True, slots=True)
class Protection:
    """Who may use a route.

    :ivar rights: an employer's account needs one of these; empty for everybody who is logged in
    :ivar roles: staff need one of these; empty with empty rights for everybody who is logged in
    """

    entrance: Entrance
    rights: frozenset[str] = frozenset()
    roles: frozenset[str] = frozenset()

    def admits(self, rights: Iterable[str], roles: Iterable[str]) -> bool:
        """Whether somebody with these rights or roles may use it."""
        return not (self.rights or self.roles) or bool(self.rights & set(rights)) or bool(self.roles & set(roles))


PUBLIC = Protection(Entrance.PUBLIC)
_BY_BLUEPRINT = "protection_of_blueprints"


def protect_all(blueprint: Blueprint, protection: Protection) -> Blueprint:
    """Declare the protection of every route of a blueprint that declares none itself."""
    def note(state: BlueprintSetupState) -> None:
        name = f"{state.name_prefix}.{state.name}".lstrip(".")  # of a blueprint in a blueprint
        state.app.extensions.setdefault(_BY_BLUEPRINT, {})[name] = protection

    blueprint.record(note)
    return blueprint


def protect_one(protection: Protection) -> Callable[[View], View]:
    """Declare the protection of one route, in place of that of its blueprint."""
    def declare(view: View) -> View:
        view.protection = protection  # type: ignore[attr-defined]
        return view
    return declare


def protection_of(app: Flask, endpoint: str) -> Protection | None:
    """What a route declares; None where it declares nothing."""
    own: Protection | None = getattr(app.view_functions.get(endpoint), "protection", None)
    of_blueprint: Protection | None = app.extensions.get(_BY_BLUEPRINT, {}).get(endpoint.rpartition(".")[0])
    return own or of_blueprint
