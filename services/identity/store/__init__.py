"""The tables of identity by subject. Secrets are stored hashed or encrypted."""
from services.identity.store.accounts import (
    Account,
    Policy,
    get_account,
    get_account_of,
    has_main_contact,
    hold_account,
    is_email_taken,
    is_username_taken,
    lock_email,
)
from services.identity.store.base import Base
from services.identity.store.clients import OAuthClient
from services.identity.store.logins import CodeSending, Login, VerificationCode
from services.identity.store.messages import SentMessage
from services.identity.store.requests import HelpdeskRequest
from services.identity.store.security_log import SecurityEvent, record
from services.identity.store.tokens import AuthorizationCode, RefreshToken, SigningKey, SpentToken

__all__ = [
    "Account", "AuthorizationCode", "Base", "CodeSending", "HelpdeskRequest", "Login", "OAuthClient", "Policy", "RefreshToken",
    "SecurityEvent", "SentMessage", "SigningKey", "SpentToken", "VerificationCode", "get_account", "get_account_of",
    "has_main_contact", "hold_account", "is_email_taken", "is_username_taken", "lock_email", "record",
]
