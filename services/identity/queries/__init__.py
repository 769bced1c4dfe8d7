"""Read queries of identity by subject."""
from services.identity.queries.accounts import (
    MessageRow,
    OpenLogin,
    find_account,
    find_client,
    find_login,
    get_own_account,
    list_accounts,
    list_messages,
)
from services.identity.queries.requests import list_requests
from services.identity.queries.security_log import LogFilter, SecurityEventView, list_security_events
from services.identity.queries.tokens import is_revoked

__all__ = [
    "LogFilter", "MessageRow", "OpenLogin", "SecurityEventView", "find_account", "find_client", "find_login", "get_own_account",
    "is_revoked", "list_accounts", "list_messages", "list_requests", "list_security_events",
]
