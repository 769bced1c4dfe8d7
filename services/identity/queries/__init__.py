"""Read queries of identity by subject."""
from services.identity.queries.account_requests import list_account_requests, read_account_request
from services.identity.queries.accounts import (
    MessageRow,
    OpenLogin,
    find_account,
    find_client,
    find_login,
    get_any_account,
    get_own_account,
    list_accounts,
    list_messages,
    list_staff,
    list_successors,
    search_accounts,
)
from services.identity.queries.factors import get_own_factors, list_ways
from services.identity.queries.grants import EmployerView, find_access_of, list_employers
from services.identity.queries.main_contacts import MainContactView, get_main_contact, list_main_contacts
from services.identity.queries.programs import ProgramView, find_program, list_programs, view_of_program
from services.identity.queries.requests import QueuedRequest, get_queued_request, list_queue, list_requests
from services.identity.queries.reviews import Review, count_overdue_reviews, find_review, list_deputies
from services.identity.queries.security_log import LogFilter, SecurityEventView, list_security_events
from services.identity.queries.sessions import (
    DeviceView,
    SessionView,
    list_devices,
    list_sessions,
    must_change_password,
)
from services.identity.queries.tokens import is_revoked

__all__ = [
    "DeviceView",
    "EmployerView",
    "LogFilter",
    "MainContactView",
    "MessageRow",
    "OpenLogin",
    "ProgramView",
    "QueuedRequest",
    "Review",
    "SecurityEventView",
    "SessionView",
    "count_overdue_reviews",
    "find_access_of",
    "find_account",
    "find_client",
    "find_login",
    "find_program",
    "find_review",
    "get_any_account",
    "get_main_contact",
    "get_own_account",
    "get_own_factors",
    "get_queued_request",
    "is_revoked",
    "list_account_requests",
    "list_accounts",
    "list_deputies",
    "list_devices",
    "list_employers",
    "list_main_contacts",
    "list_messages",
    "list_programs",
    "list_queue",
    "list_requests",
    "list_security_events",
    "list_sessions",
    "list_staff",
    "list_successors",
    "list_ways",
    "must_change_password",
    "read_account_request",
    "search_accounts",
    "view_of_program",
]
