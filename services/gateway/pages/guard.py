"""Blueprints whose pages are accessible to the declared visitors only, with a CSRF check on their forms."""
from collections.abc import Callable, Iterable

from flask import Blueprint, abort, current_app, request

from services.gateway.clients.gathering import services
from services.gateway.edge.access import Entrance, Protection, View, protect_all, protect_one, protection_of
from services.gateway.edge.protection import UNSAFE, check_csrf


def page_blueprint(name: str, *, rights: Iterable[str] = (), roles: Iterable[str] = (),
                   is_for_any_employer: bool = False) -> Blueprint:
    """Create a blueprint for employers' accounts with one of the rights and staff with one of the roles.

    Without rights and roles every logged-in visitor is admitted. The services repeat these checks.

    :param is_for_any_employer: whether its forms do not concern the employer whom the visitor works for
    """
    pages = protect_all(Blueprint(name, name), _session(rights, roles))

    @pages.before_request
    def guard() -> None:
        visitor = services().visitor()
        protection = protection_of(current_app, request.endpoint or "")
        if protection is None or not protection.admits(visitor.rights, visitor.roles):
            abort(403)
        if request.method in UNSAFE:
            check_csrf(is_for_any_employer=is_for_any_employer)

    return pages


def only_for(*rights: str, roles: Iterable[str] = ()) -> Callable[[View], View]:
    """Override the protection of the blueprint for one page."""
    return protect_one(_session(rights, roles))


def _session(rights: Iterable[str], roles: Iterable[str]) -> Protection:
    return Protection(Entrance.SESSION, frozenset(rights), frozenset(roles))
