"""Grant for the gateway: a secret calendar address for a token that reads the steps of one employer, for five minutes."""
# mypy: disable-error-code="misc,no-untyped-call"
from authlib.oauth2.rfc6749 import InvalidGrantError, UnauthorizedClientError
from authlib.oauth2.rfc6749.grants import BaseGrant, TokenEndpointMixin

from services.identity.oauth.client import CALENDAR_FEED, Client
from services.identity.oauth.subject import Subject
from services.identity.usecases.calendar.read_feed import read_feed
from shared.web.transactions import transaction


class CalendarFeedGrant(BaseGrant, TokenEndpointMixin):
    """Accepts the secret of an address in `calendar_secret`; issues no refresh token."""

    GRANT_TYPE = CALENDAR_FEED
    TOKEN_ENDPOINT_AUTH_METHODS = ["client_secret_basic"]

    def validate_token_request(self) -> None:
        client: Client = self.authenticate_token_endpoint_client()
        if not client.check_grant_type(CALENDAR_FEED):
            raise UnauthorizedClientError("this client reads no calendars")
        self.request.client = client
        found = transaction(read_feed, secret=self.request.payload.data.get("calendar_secret") or "")
        if found is None:
            raise InvalidGrantError("the address is not valid")
        account, access = found
        self.request.user = Subject(account, auth_time=0, amr=(), login_id="", access=access, reads="casework")

    def create_token_response(self) -> tuple[int, dict[str, object], list[tuple[str, str]]]:
        token = self.generate_token(user=self.request.user, scope="", include_refresh_token=False)
        self.save_token(token)
        return 200, token, self.TOKEN_RESPONSE_HEADER
