"""Checks bearer tokens of API calls. The services check them again."""
from services.gateway.signin.visitor import SessionLost
from shared.observability.tracing import set_actor
from shared.web.tokens import TokenChecker, TokenRefused


class Gate:
    """Accepts valid tokens of identity."""

    def __init__(self, checker: TokenChecker) -> None:
        self._checker = checker

    def check(self, token: str) -> None:
        """Refuse a token with another signature, an expired one or one of another type.

        :raises SessionLost: if the token is refused
        """
        try:
            set_actor(self._checker.check(token).account_id)
        except TokenRefused as problem:
            raise SessionLost(str(problem)) from None
