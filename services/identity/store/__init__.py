"""The tables of identity by subject. Secrets are stored hashed or encrypted."""
from services.identity.store.accounts import (
    Account,
    Policy,
    company_name,
    company_names,
    find_by_email,
    get_account,
    has_main_contact,
    hold_account,
    is_email_taken,
    is_username_taken,
    lock_email,
    nobody_at,
    release_unused_email,
)
from services.identity.store.base import Base
from services.identity.store.clients import OAuthClient, OAuthClientEmployer, OAuthClientKey, get_program
from services.identity.store.devices import Device
from services.identity.store.factors import (
    Passkey,
    PasskeyChallenge,
    RecoveryCode,
    TotpApp,
    find_app,
    list_passkeys,
    list_recovery_codes,
    take_challenge,
)
from services.identity.store.grants import (
    Access,
    Deputy,
    Grant,
    find_access,
    get_grant,
    get_granted,
    list_access,
    list_managers,
    live_on,
    may_work,
)
from services.identity.store.lockouts import LockoutRow, delete_lockouts, find_lockouts
from services.identity.store.logins import CodeSending, Login, VerificationCode
from services.identity.store.main_contacts import MainContactRequest
from services.identity.store.messages import SentMessage, SmsDelivery, SmsReceipt
from services.identity.store.notices import Notice, PasswordReset, queue_notice
from services.identity.store.requests import HelpdeskRequest
from services.identity.store.security_log import SecurityEvent, record
from services.identity.store.tokens import AuthorizationCode, RefreshToken, SigningKey, SpentToken

__all__ = [
    "Access",
    "Account",
    "AuthorizationCode",
    "Base",
    "CodeSending",
    "Deputy",
    "Device",
    "Grant",
    "HelpdeskRequest",
    "LockoutRow",
    "Login",
    "MainContactRequest",
    "Notice",
    "OAuthClient",
    "OAuthClientEmployer",
    "OAuthClientKey",
    "Passkey",
    "PasskeyChallenge",
    "PasswordReset",
    "Policy",
    "RecoveryCode",
    "RefreshToken",
    "SecurityEvent",
    "SentMessage",
    "SigningKey",
    "SmsDelivery",
    "SmsReceipt",
    "SpentToken",
    "TotpApp",
    "VerificationCode",
    "company_name",
    "company_names",
    "delete_lockouts",
    "find_access",
    "find_app",
    "find_by_email",
    "find_lockouts",
    "get_account",
    "get_grant",
    "get_granted",
    "get_program",
    "has_main_contact",
    "hold_account",
    "is_email_taken",
    "is_username_taken",
    "list_access",
    "list_managers",
    "list_passkeys",
    "list_recovery_codes",
    "live_on",
    "lock_email",
    "may_work",
    "nobody_at",
    "queue_notice",
    "record",
    "release_unused_email",
    "take_challenge",
]
