"""The visitor of a session, and a valid access token for the services."""
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from services.gateway.edge.protection import EmployerChanged
from services.gateway.edge.session import portal_session
from services.gateway.edge.store import SessionStore
from services.gateway.signin.identity_provider import Employer, IdentityProvider, RefreshRefused
from shared.kernel.actor import Actor
from shared.web.tokens import TokenChecker

REFRESH_BEFORE_SECONDS = 20


THIRD_PARTY = "THIRD_PARTY"


class SessionLost(Exception):
    """There is no logged-in visitor, or the session has ended."""


class TokenSource(Protocol):
    """Gives the access tokens with which services are called."""

    def access_token(self, *, other_than: str | None = None) -> str:
        """An access token that stays valid for a while; a new one if a service refused `other_than`.

        :raises SessionLost: if there is none
        """


class NoSuchEmployer(Exception):
    """The visitor does not work for this employer."""


@dataclass(frozen=True, slots=True)
class Visitor:
    """A logged-in person.

    :ivar employer_id: the employer that the person acts for; None for staff of the insurer and Perspectief
    :ivar kind: of the account, like MAIN_CONTACT; None in a session from before the claim existed
    :ivar employers: all that a third party works for; empty for others
    """

    account_id: str
    name: str
    employer_id: str | None
    rights: frozenset[str]
    roles: frozenset[str]
    kind: str | None = None
    employers: tuple[Employer, ...] = ()

    @property
    def employer(self) -> Employer | None:
        """The present employer of a visitor who works for several, otherwise None."""
        if len(self.employers) < 2:
            return None
        return next((one for one in self.employers if one.employer_id == self.employer_id), None)

    @property
    def is_staff(self) -> bool:
        """Whether the person works for the insurer or Perspectief."""
        return self.employer_id is None

    @property
    def is_main_contact(self) -> bool:
        """Whether the person is the main contact of the employer."""
        return self.kind == "MAIN_CONTACT"

    @property
    def is_external(self) -> bool:
        """Whether the person is an adviser or works for an accounting office; these see no dossiers (domain.md §7.5)."""
        return self.kind == "THIRD_PARTY"

    def may(self, right: str) -> bool:
        """Whether the person has this right."""
        return right in self.rights

    @classmethod
    def of(cls, identity: Mapping[str, Any], actor: Actor, employers: tuple[Employer, ...]) -> "Visitor":
        """Build from the claims of the ID token and of the access token, which determines the rights."""
        given = " ".join(str(identity[part]) for part in ("given_name", "family_name") if identity.get(part))
        name = identity.get("name") or given or identity.get("email") or actor.account_id
        return cls(actor.account_id, str(name), actor.employer_id, actor.rights, actor.roles, actor.kind, employers)


class Doorkeeper:
    """Creates sessions, refreshes tokens and ends sessions."""

    def __init__(self, provider: IdentityProvider, checker: TokenChecker, store: SessionStore) -> None:
        self._provider = provider
        self._checker = checker
        self._store = store

    def let_in(self, tokens: dict[str, Any]) -> None:
        """Bind this session to the person with these tokens."""
        current = portal_session()
        visitor = self._read(tokens)
        current.tokens, current.has_new_tokens = tokens | {"visitor": _as_data(visitor)}, True
        current.account_id = visitor.account_id
        current["csrf_token"] = secrets.token_urlsafe(32)
        current.renew()

    def visitor(self) -> Visitor:
        """The logged-in person; stored with the tokens, so that both always name the same employer.

        :raises SessionLost: if there is none
        """
        data = (portal_session().tokens or {}).get("visitor")
        if not data:
            raise SessionLost("nobody is logged in")
        return Visitor(data["account_id"], data["name"], data["employer_id"], frozenset(data["rights"]),
                       frozenset(data["roles"]), data["kind"], tuple(Employer(*one) for one in data["employers"]))

    def work_for(self, employer_id: str) -> Visitor:
        """Switch to another employer of the visitor; the pages and calls that follow are about that one.

        :raises NoSuchEmployer: if the visitor does not work for it, or not any more
        """
        token = self.access_token()
        with portal_session().renewal:
            current, tokens = portal_session(), portal_session().tokens or {}
            if employer_id not in {one.employer_id for one in self._provider.list_employers(token)}:
                raise NoSuchEmployer(employer_id)
            try:
                new = self._with_visitor(self._provider.refresh(tokens, employer_id=employer_id))
            except RefreshRefused as problem:
                raise SessionLost("identity gives no new token") from problem
            self._store.save_tokens(str(current.cookie), new)
            current.tokens = new
        return self.visitor()

    def access_token(self, *, other_than: str | None = None) -> str:
        """An access token that stays valid for a while; a new one if a service refused `other_than`.

        :raises SessionLost: if identity refuses a new one
        """
        with portal_session().renewal:
            tokens = portal_session().tokens
            if not tokens:
                raise SessionLost("nobody is logged in")
            is_stale = tokens["expires_at"] - time.time() < REFRESH_BEFORE_SECONDS
            if is_stale or tokens["access_token"] == other_than:
                tokens = self._renew(tokens)
            return str(tokens["access_token"])

    def _renew(self, tokens: dict[str, Any]) -> dict[str, Any]:
        current = portal_session()
        assert current.cookie is not None
        try:
            new = self._with_visitor(self._provider.refresh(tokens))
        except RefreshRefused:
            new = self._tokens_of_a_parallel_request(current.cookie, tokens)
        else:
            self._keep(current.cookie, tokens, new)
        current.tokens = new
        return new

    def _keep(self, cookie: str, before: dict[str, Any], new: dict[str, Any]) -> None:
        """Store renewed tokens, unless a parallel request has stored others: it may have switched to another employer."""
        stored = self._store.find(cookie)
        if stored is None or not stored.tokens or stored.tokens["access_token"] == before["access_token"]:
            self._store.save_tokens(cookie, new)

    def _tokens_of_a_parallel_request(self, cookie: str, tokens: dict[str, Any]) -> dict[str, Any]:
        """The tokens that another request has renewed meanwhile, if they name the same employer."""
        stored = self._store.find(cookie)
        if stored is None or not stored.tokens or stored.tokens["access_token"] == tokens["access_token"]:
            self._store.remove(cookie)
            portal_session().tokens = None
            raise SessionLost("identity gives no new token")
        if stored.tokens["visitor"]["employer_id"] != tokens["visitor"]["employer_id"]:
            raise EmployerChanged
        return stored.tokens

    def _with_visitor(self, tokens: dict[str, Any]) -> dict[str, Any]:
        return tokens | {"visitor": _as_data(self._read(tokens))}

    def _read(self, tokens: Mapping[str, Any]) -> Visitor:
        actor = self._checker.check(tokens["access_token"])
        employers = self._provider.list_employers(tokens["access_token"]) if actor.kind == THIRD_PARTY else []
        return Visitor.of(tokens["identity"], actor, tuple(employers))


def _as_data(visitor: Visitor) -> dict[str, Any]:
    return {"account_id": visitor.account_id, "name": visitor.name, "employer_id": visitor.employer_id,
            "rights": sorted(visitor.rights), "roles": sorted(visitor.roles),
            "kind": visitor.kind, "employers": [[one.employer_id, one.name] for one in visitor.employers]}


class StoredTokens:
    """The tokens of a stored session, for work that goes on after its request; only while it is for the same employer."""

    def __init__(self, provider: IdentityProvider, store: SessionStore, *, cookie: str, employer_id: str) -> None:
        self._provider = provider
        self._store = store
        self._cookie = cookie
        self._employer_id = employer_id

    def access_token(self, *, other_than: str | None = None) -> str:
        """An access token of the session.

        :raises SessionLost: if the session has ended, or is about another employer now
        """
        stored = self._store.find(self._cookie)
        tokens = stored.tokens if stored is not None and stored.is_live else None
        if not tokens or tokens["visitor"]["employer_id"] != self._employer_id:
            raise SessionLost("the session has ended")
        if tokens["expires_at"] - time.time() < REFRESH_BEFORE_SECONDS or tokens["access_token"] == other_than:
            try:
                tokens = self._provider.refresh(tokens)
            except RefreshRefused as problem:
                raise SessionLost("identity gives no new token") from problem
            self._store.save_tokens(self._cookie, tokens)
        return str(tokens["access_token"])
