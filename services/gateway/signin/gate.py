"""Checks bearer tokens at the door of the API. The services check them again: the gateway is not the only lock."""
from services.gateway.signin.visitor import SessionLost
from shared.web.tokens import TokenChecker, TokenRefused


class Gate:
    """Lets through what identity signed and what is still good."""

    def __init__(self, checker: TokenChecker) -> None:
        self._checker = checker

    def check(self, token: str) -> None:
        """Refuse a token of another signer, of another time or for another purpose.

        :raises SessionLost: then
        """
        try:
            self._checker.check(token)
        except TokenRefused as problem:
            raise SessionLost(str(problem)) from None
