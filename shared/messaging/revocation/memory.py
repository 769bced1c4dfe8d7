"""The revoked access of a service in the memory of its web process, so that checking a token costs no round trip."""
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Self

from sqlalchemy import func, select

from shared.db.mechanism import revoked_access
from shared.db.prepared import Prepared, run_alone
from shared.db.session import Database

REFRESH_SECONDS = 1.0
"""Age from which the memory is read again with the next check."""

_PRESENT = Prepared(select(revoked_access.c.kind, revoked_access.c.subject_id, revoked_access.c.generation).where(
    revoked_access.c.ends_at > func.now()))


@dataclass(frozen=True, slots=True)
class TokenMarks:
    """The claims by which an access token can be revoked.

    :ivar generation: of the account when the token was issued; 0 for a token without the claim
    :ivar session_id: the sign-in; None for a program
    """

    account_id: str
    generation: int
    session_id: str | None
    token_id: str | None

    @classmethod
    def of(cls, claims: dict[str, Any]) -> Self:
        """Read the claims."""
        return cls(str(claims["sub"]), int(claims.get("generation") or 0), claims.get("sid"), claims.get("jti"))


class RevokedAccess:
    """Answers from memory, at most a second old.

    :param monotonic: clock for the age
    """

    def __init__(self, database: Database, monotonic: Callable[[], float] = time.monotonic) -> None:
        self._database = database
        self._monotonic = monotonic
        self._lock = threading.Lock()
        self._present: dict[tuple[str, str | None], int | None] = {}
        self._read_at = float("-inf")

    def concerns(self, token: TokenMarks) -> bool:
        """Whether the token must be refused.

        :raises sqlalchemy.exc.DBAPIError: if the memory is too old and the database cannot be read
        """
        present = self._read()
        if not present:
            return False
        needed = present.get(("ACCOUNT", token.account_id))
        return ((needed is not None and token.generation < needed)
                or ("SESSION", token.session_id) in present or ("TOKEN", token.token_id) in present)

    def _read(self) -> dict[tuple[str, str | None], int | None]:
        with self._lock:
            now = self._monotonic()
            if now - self._read_at >= REFRESH_SECONDS:
                with self._database.engine.connect() as connection:
                    rows = run_alone(connection, _PRESENT())
                self._present = {(row.kind, row.subject_id): row.generation for row in rows}
                self._read_at = now
            return self._present
