"""Who asks: taken from the access token, handed to every use case."""
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Actor:
    """A person or a service account.

    :ivar employer_id: the employer on whose behalf; None for insurer and Perspectief staff and for services
    :ivar rights: the three rights an employer gives
    :ivar roles: back-office roles of domain.md §10.1, like ``insurer_claims``
    """

    account_id: str
    employer_id: str | None = None
    rights: frozenset[str] = field(default_factory=frozenset)
    roles: frozenset[str] = field(default_factory=frozenset)

    def may_see(self, employer_id: str) -> bool:
        """Staff see every employer, an employer only itself."""
        return self.employer_id is None or self.employer_id == employer_id


SYSTEM = Actor("system", roles=frozenset({"system"}))
"""The platform itself: jobs and subscribers."""
