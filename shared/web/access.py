"""Access control of routes. Every route declares who may call it; a test checks that none lacks a declaration."""
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import wraps
from typing import Any, TypeVar

from flask import current_app, g, request

from shared.access.matrix import KINDS, Entry, groups, kind_of
from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden
from shared.kernel.scopes import opens
from shared.observability.metrics import TOKEN_CHECKS
from shared.observability.tracing import set_actor
from shared.web.input.blueprints import refuse_unknown_parameters
from shared.web.problems import problem
from shared.web.tokens import TokenChecker, TokenRefused

F = TypeVar("F", bound=Callable[..., Any])
OWN_ACCOUNT = "own_account"
"""Declared access of a route for every person's own account."""
PROGRAM = "CLIENT"
"""The kind of actor that is a program."""


@dataclass(frozen=True, slots=True)
class Admission:
    """Who may call a route.

    :ivar entries: one of them must apply to the actor
    :ivar group: the group of the access matrix to which the fields of the answer belong by default; None for a route about no
        case or employee
    """

    entries: tuple[Entry, ...]
    group: str | None = None

    def __bool__(self) -> bool:
        return bool(self.entries)

    def admits(self, actor: Actor) -> bool:
        """Whether the actor may call the route."""
        return any(entry.admits(actor) for entry in self.entries)

    def rights_for(self, actor: Actor) -> frozenset[str]:
        """The rights with which an account of this kind would be admitted."""
        return frozenset(entry.right for entry in self.entries if entry.reader == kind_of(actor) and entry.right)


def requires(*rights: str, roles: Iterable[str] = ()) -> Callable[[F], F]:
    """Admit an employer's account with one of the rights, or staff with one of the roles; respond 403 to others."""
    accounts = (Entry(kind, right) for kind in KINDS for right in rights)
    return _admitting(Admission((*accounts, *(Entry(role) for role in roles))))


def may_read(group: str, *, staff: Iterable[str] | None = None) -> Callable[[F], F]:
    """Admit those who may read a group of fields by the access matrix; respond 403 to others.

    :param staff: of the roles of the matrix only these; the others reach the data through another service
    """
    return _admitting(Admission(_narrowed(groups()[group].readers, staff), group))


def may_write(group: str) -> Callable[[F], F]:
    """Admit those who may change a group of fields by the access matrix; respond 403 to others."""
    return _admitting(Admission(groups()[group].writers, group))


def own_account(view: F) -> F:
    """Admit every person, to the data of the own account; respond 403 to programs, which have no account."""
    def admit(actor: Actor) -> None:
        if actor.kind in (None, PROGRAM):
            raise Forbidden("account.person_only", "Dit is alleen voor mensen met een eigen account.")
    return _guarded(view, admit, OWN_ACCOUNT)


def _narrowed(entries: tuple[Entry, ...], staff: Iterable[str] | None) -> tuple[Entry, ...]:
    kept = None if staff is None else frozenset(staff) | frozenset(KINDS)
    return tuple(entry for entry in entries if kept is None or entry.reader in kept)


def _admitting(admission: Admission) -> Callable[[F], F]:
    def admit(actor: Actor) -> None:
        if not admission.admits(actor):
            raise _without_right(actor, admission.rights_for(actor))
        if actor.kind == PROGRAM:
            _ensure_scope(actor, admission.rights_for(actor))
    return lambda view: _guarded(view, admit, admission)


def _guarded(view: F, admit: Callable[[Actor], None], access: object) -> F:
    @wraps(view)
    def guarded(*args: Any, **kwargs: Any) -> Any:
        actor = _authenticate()
        if not isinstance(actor, Actor):
            return actor
        if check := current_app.extensions.get("actor_check"):
            check(actor)
        admit(actor)
        refuse_unknown_parameters(view)
        return view(*args, **kwargs)
    guarded.access = access  # type: ignore[attr-defined]
    return guarded  # type: ignore[return-value]


def _ensure_scope(actor: Actor, rights: frozenset[str]) -> None:
    """Refuse a program whose scopes do not open this route of this service."""
    if not opens(actor.scopes, service=current_app.extensions["settings"].service, rights=rights, method=request.method):
        raise Forbidden("scope.missing", "Dit programma heeft hiervoor geen bevoegdheid. Vraag haar aan bij het platform.")


def _without_right(actor: Actor, wanted: frozenset[str]) -> Forbidden:
    """The refusal for a missing right; employee data has its own code, because a report can be filed without it (R-016)."""
    if actor.employer_id is not None and wanted == {"EMPLOYEE_DATA"}:
        return Forbidden("right.employee_data_required", "Hiervoor is het recht op werknemersgegevens nodig. Vraag het aan "
                                                         "uw hoofdcontactpersoon.")
    return Forbidden("right.missing", "U heeft hiervoor geen recht. Vraag het aan uw hoofdcontactpersoon.")


def public(view: F) -> F:
    """Mark a route that needs no token."""
    view.access = "public"  # type: ignore[attr-defined]
    return view


def current_actor() -> Actor:
    """The caller of the present request; only within a route with `requires`."""
    actor: Actor = g.actor
    return actor


def _authenticate() -> Any:
    scheme, _, token = request.headers.get("Authorization", "").partition(" ")
    challenge = {"WWW-Authenticate": 'Bearer realm="ontzorg"'}
    if scheme.lower() != "bearer" or not token:
        TOKEN_CHECKS.labels("missing").inc()
        return problem(401, headers=challenge)
    checker: TokenChecker = current_app.extensions["tokens"]
    try:
        g.actor = checker.check(token)
    except TokenRefused:
        return problem(401, code="token.invalid", detail="Uw aanmelding is verlopen. Meld u opnieuw aan.",
                       headers={"WWW-Authenticate": 'Bearer realm="ontzorg", error="invalid_token"'})
    set_actor(g.actor.account_id)
    return g.actor
