"""Settings of the claims service; no other module reads its environment."""
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self

from services.claims.domain.runs.accounts import WAIT_DAYS
from services.claims.domain.runs.approval import APPROVAL_LIMIT, ApprovalRule
from shared.fields.invalid import InvalidInput
from shared.fields.numbers import PAYMENT
from shared.service.settings import ServiceSettings, SettingsError, given, one_of

LONGEST_WAIT = 90
BELOW_LIMIT = ("automatic", "one")


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """The common settings, and these:

    :ivar approval_rule: ``CLAIMS_APPROVAL_LIMIT``: the total in euros above which two people approve a payment run, by default
        1000000.00, and ``CLAIMS_APPROVAL_BELOW_LIMIT``: ``automatic`` (the default) pays a run up to the limit without a
        person, ``one`` needs the approval of one
    :ivar account_wait_days: ``CLAIMS_ACCOUNT_WAIT_DAYS``: after how many days a confirmed change of an account is used, by
        default 3
    """

    approval_rule: ApprovalRule = field(default_factory=ApprovalRule)
    account_wait_days: int = WAIT_DAYS

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, *, service: str = "claims", **own: object) -> Self:
        """Read the settings.

        :raises SettingsError: if one is missing or invalid
        """
        return super().from_env(environ, service=service, approval_rule=approval_rule(environ),
                                account_wait_days=_wait_days(environ), **own)


def approval_rule(environ: Mapping[str, str]) -> ApprovalRule:
    """Who approves payment runs, also for jobs, which have no settings.

    :raises SettingsError: if a setting is invalid
    """
    written = given(environ, "CLAIMS_APPROVAL_LIMIT")
    below = one_of(environ, "CLAIMS_APPROVAL_BELOW_LIMIT", BELOW_LIMIT[0], BELOW_LIMIT)
    try:
        limit = PAYMENT.parse(written) if written else APPROVAL_LIMIT
    except InvalidInput:
        raise SettingsError(f"CLAIMS_APPROVAL_LIMIT is {written!r}; give an amount in euros, like 250000.00") from None
    return ApprovalRule(limit=limit, is_automatic=below == "automatic")


def _wait_days(environ: Mapping[str, str]) -> int:
    written = given(environ, "CLAIMS_ACCOUNT_WAIT_DAYS", str(WAIT_DAYS))
    if not written.isascii() or not written.isdecimal() or int(written) > LONGEST_WAIT:
        raise SettingsError(f"CLAIMS_ACCOUNT_WAIT_DAYS is {written!r}; give a number of days from 0 to {LONGEST_WAIT}")
    return int(written)
