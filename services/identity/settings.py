"""Settings of the identity service; no other module reads its environment."""
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Self
from urllib.parse import urlsplit

from services.identity.domain.login.code import DailyCaps
from shared.service.settings import LOOPBACK, ServiceSettings, SettingsError, given, refuse_weak_secret, require

LIMITS = {"logins_a_minute": 60, "logins_of_one_name_a_minute": 10}
PATIENT_LIMITS = {"logins_a_minute": 6_000, "logins_of_one_name_a_minute": 6_000}
"""Outside production, where programs log in as many people from one address."""


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """The common settings, and these:

    :ivar secret: ``IDENTITY_SECRET``: at least 32 characters; derives the codes and encrypts the signing keys
    :ivar previous_secret: ``IDENTITY_PREVIOUS_SECRET``: the former secret during a rotation; data that it protects stays readable
    :ivar portal_client_secret: ``IDENTITY_PORTAL_CLIENT_SECRET``: of the clients ``portal`` and ``camas``, the gateway
    :ivar previous_portal_client_secret: ``IDENTITY_PREVIOUS_PORTAL_CLIENT_SECRET``: the former one, accepted during a rotation
    :ivar session_hours: ``IDENTITY_SESSION_HOURS``: refresh tokens end at the latest this time after the sign-in
    :ivar session_idle_minutes: ``IDENTITY_SESSION_IDLE_MINUTES``: a session ends after this time without use, unless the person
        chose to stay signed in on the device
    :ivar sms_url: ``IDENTITY_SMS_URL``: URL of the SMS provider; empty, outside production only, stores messages in the database
    :ivar sms_token: ``IDENTITY_SMS_TOKEN``: bearer token for the SMS provider
    :ivar sms_url_2: ``IDENTITY_SMS_URL_2``: URL of a second provider, used when the first does not accept a message
    :ivar sms_token_2: ``IDENTITY_SMS_TOKEN_2``: bearer token for the second provider
    :ivar sms_receipt_secret: ``IDENTITY_SMS_RECEIPT_SECRET``: with which providers sign delivery receipts; without it
        receipts are refused
    :ivar sms_sender: ``IDENTITY_SMS_SENDER``: sender name shown by phones, at most 11 characters
    :ivar codes_a_day: ``IDENTITY_CODES_A_DAY``: most messages with an unused code to one account in 24 hours
    :ivar codes_a_day_from_address: ``IDENTITY_CODES_A_DAY_FROM_ADDRESS``: the same, requested from one IP address
    :ivar review_days: ``IDENTITY_REVIEW_DAYS``: days after which the main contact must confirm the rights of an account again
    :ivar smtp_url: ``IDENTITY_SMTP_URL``: ``smtp://user:password@host:587`` or ``smtps://``; empty as with sms_url
    :ivar mail_from: ``IDENTITY_MAIL_FROM``: sender of mails
    :ivar logins_a_minute: ``IDENTITY_LOGINS_A_MINUTE``: steps of logins of one address, such as posted passwords and codes
    :ivar logins_of_one_name_a_minute: ``IDENTITY_LOGINS_OF_ONE_NAME_A_MINUTE``: posted passwords with one user name from one
        address; from all addresses together six times as many
    """

    secret: str = field(repr=False)
    previous_secret: str = field(default="", repr=False)
    portal_client_secret: str = field(repr=False)
    previous_portal_client_secret: str = field(default="", repr=False)
    session_hours: int = 12
    session_idle_minutes: int = 60
    sms_url: str = ""
    sms_token: str = field(default="", repr=False)
    sms_url_2: str = ""
    sms_token_2: str = field(default="", repr=False)
    sms_receipt_secret: str = field(default="", repr=False)
    sms_sender: str = "Ontzorg"
    codes_a_day: int = DailyCaps().account
    codes_a_day_from_address: int = DailyCaps().address
    review_days: int = 365
    smtp_url: str = field(default="", repr=False)
    mail_from: str = "Ontzorg <noreply@ontzorg.example>"
    logins_a_minute: int = LIMITS["logins_a_minute"]
    logins_of_one_name_a_minute: int = LIMITS["logins_of_one_name_a_minute"]

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, *, service: str = "identity", **own: object) -> Self:
        """Read all settings.

        :raises SettingsError: if one is missing, invalid or unsafe
        """
        limits = LIMITS if environ.get("ONTZORG_ENVIRONMENT", "production") == "production" else PATIENT_LIMITS
        values: dict[str, object] = {
            "secret": require(environ, "IDENTITY_SECRET"), "previous_secret": given(environ, "IDENTITY_PREVIOUS_SECRET"),
            "portal_client_secret": require(environ, "IDENTITY_PORTAL_CLIENT_SECRET"),
            "previous_portal_client_secret": given(environ, "IDENTITY_PREVIOUS_PORTAL_CLIENT_SECRET"),
            "session_hours": _hours(environ.get("IDENTITY_SESSION_HOURS", str(cls.session_hours))),
            "session_idle_minutes": _whole_number(environ, "IDENTITY_SESSION_IDLE_MINUTES", cls.session_idle_minutes),
            "sms_url": environ.get("IDENTITY_SMS_URL", ""), "sms_token": given(environ, "IDENTITY_SMS_TOKEN"),
            "sms_url_2": environ.get("IDENTITY_SMS_URL_2", ""), "sms_token_2": given(environ, "IDENTITY_SMS_TOKEN_2"),
            "sms_receipt_secret": given(environ, "IDENTITY_SMS_RECEIPT_SECRET"),
            "sms_sender": environ.get("IDENTITY_SMS_SENDER", cls.sms_sender),
            "review_days": review_days(environ),
            "codes_a_day": _whole_number(environ, "IDENTITY_CODES_A_DAY", cls.codes_a_day),
            "codes_a_day_from_address": _whole_number(environ, "IDENTITY_CODES_A_DAY_FROM_ADDRESS", cls.codes_a_day_from_address),
            "smtp_url": given(environ, "IDENTITY_SMTP_URL"), "mail_from": environ.get("IDENTITY_MAIL_FROM", cls.mail_from),
            "logins_a_minute": _whole_number(environ, "IDENTITY_LOGINS_A_MINUTE", limits["logins_a_minute"]),
            "logins_of_one_name_a_minute": _whole_number(environ, "IDENTITY_LOGINS_OF_ONE_NAME_A_MINUTE",
                                                         limits["logins_of_one_name_a_minute"]),
        }
        settings = super().from_env(environ, service=service, **(values | own))
        settings.check()
        return settings

    def check(self) -> None:
        """Refuse unsafe settings.

        :raises SettingsError: with one sentence that names the setting
        """
        refuse_weak_secret("IDENTITY_SECRET", self.secret, self.environment)
        refuse_weak_secret("IDENTITY_PORTAL_CLIENT_SECRET", self.portal_client_secret, self.environment)
        if self.previous_secret:
            refuse_weak_secret("IDENTITY_PREVIOUS_SECRET", self.previous_secret, self.environment)
        if self.sms_receipt_secret:
            refuse_weak_secret("IDENTITY_SMS_RECEIPT_SECRET", self.sms_receipt_secret, self.environment)
        if self.sms_url_2 and not self.sms_url:
            raise SettingsError("IDENTITY_SMS_URL_2 is the second provider; give the first in IDENTITY_SMS_URL")
        if not self.is_secure and (self.is_production or urlsplit(self.issuer).hostname not in LOOPBACK):
            raise SettingsError("ONTZORG_ISSUER must start with https://; outside production http on loopback is allowed")
        if self.is_production and not (self.sms_url and self.smtp_url):
            raise SettingsError("IDENTITY_SMS_URL and IDENTITY_SMTP_URL must be set in production")

    @property
    def idle_limit(self) -> timedelta:
        """The idle limit of sessions."""
        return timedelta(minutes=self.session_idle_minutes)

    @property
    def secrets(self) -> tuple[str, ...]:
        """The present secret, then the former one if there is one."""
        return tuple(filter(None, (self.secret, self.previous_secret)))

    @property
    def is_secure(self) -> bool:
        """Whether browsers use TLS."""
        return self.issuer.startswith("https://")

    @property
    def public_url(self) -> str:
        """The portal's URL: the issuer without its path."""
        return self.issuer.removesuffix("/id")

    @property
    def device_cookie_name(self) -> str:
        """The name of the cookie that recognises a device, as `cookie_name`."""
        return "__Host-apparaat" if self.is_secure else "apparaat"

    @property
    def cookie_name(self) -> str:
        """``__Host-aanmelden``; without TLS (never in production) ``aanmelden``, because clients refuse that prefix."""
        return "__Host-aanmelden" if self.is_secure else "aanmelden"


def review_days(environ: Mapping[str, str]) -> int:
    """The period between two reviews of rights in days, also for jobs, which have no settings."""
    return _whole_number(environ, "IDENTITY_REVIEW_DAYS", Settings.review_days)


def _whole_number(environ: Mapping[str, str], name: str, default: int) -> int:
    value = environ.get(name, str(default))
    if not value.isdecimal() or int(value) < 1:
        raise SettingsError(f"{name} must be a whole number of at least 1")
    return int(value)


def _hours(text: str) -> int:
    """
    :raises SettingsError: unless it is a number of hours from 1 to 24
    """
    if not text.isascii() or not text.isdecimal() or not 1 <= int(text) <= 24:
        raise SettingsError("IDENTITY_SESSION_HOURS must be a whole number from 1 to 24")
    return int(text)
