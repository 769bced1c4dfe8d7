"""The actor of a request: read from the access token and passed to every use case."""
from dataclasses import dataclass, field

LONGEST_ROLE = 40
"""Length of a column of an access log."""


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a service account.

    :ivar employer_id: the employer on whose behalf the actor works; None for insurer and Perspectief staff and for services
    :ivar rights: the rights that the employer granted
    :ivar roles: back-office roles of domain.md §10.1, like ``insurer_claims``
    :ivar kind: MAIN_CONTACT, COLLEAGUE, THIRD_PARTY, STAFF or CLIENT; None for the platform itself and for a token issued
        before the claim existed
    :ivar signed_in_at: when a person gave password and second factor, in seconds since 1970 by the machine's clock
    :ivar scopes: of a program, see `shared.kernel.scopes`
    :ivar session_id: the browser session at identity; None for programs and for the platform itself
    """

    account_id: str
    employer_id: str | None = None
    rights: frozenset[str] = field(default_factory=frozenset)
    roles: frozenset[str] = field(default_factory=frozenset)
    kind: str | None = None
    signed_in_at: int | None = None
    scopes: frozenset[str] = field(default_factory=frozenset)
    session_id: str | None = None

    @property
    def shown_role(self) -> str:
        """In which role somebody reads, as access logs show it."""
        return "employer" if self.employer_id is not None else " ".join(sorted(self.roles))[:LONGEST_ROLE]

    def may_see(self, employer_id: str) -> bool:
        """Staff see every employer, an employer only itself."""
        return self.employer_id is None or self.employer_id == employer_id


SYSTEM = Actor("system", roles=frozenset({"system"}))
"""The platform itself: jobs and subscribers."""
