"""A blueprint whose pages only those reach whom its declaration admits, and whose forms carry the session's token."""
from collections.abc import Callable, Iterable

from flask import Blueprint, abort, current_app, request

from services.gateway.clients.gathering import services
from services.gateway.edge.access import Entrance, Protection, View, protect_all, protect_one, protection_of
from services.gateway.edge.protection import UNSAFE, check_csrf


def page_blueprint(name: str, *, rights: Iterable[str] = (), roles: Iterable[str] = ()) -> Blueprint:
    """A guarded blueprint for an employer's account with one of the rights and staff with one of the roles; without both for
    everybody who is logged in. The services check the same again.
    """
    pages = protect_all(Blueprint(name, name), _session(rights, roles))

    @pages.before_request
    def guard() -> None:
        visitor = services().visitor()
        protection = protection_of(current_app, request.endpoint or "")
        if protection is None or not protection.admits(visitor.rights, visitor.roles):
            abort(403)
        if request.method in UNSAFE:
            check_csrf()

    return pages


def only_for(*rights: str, roles: Iterable[str] = ()) -> Callable[[View], View]:
    """Admit others to one page than to the rest of its blueprint."""
    return protect_one(_session(rights, roles))


def _session(rights: Iterable[str], roles: Iterable[str]) -> Protection:
    return Protection(Entrance.SESSION, frozenset(rights), frozenset(roles))
