"""Settings of the casework service; no other module reads its environment."""
import os
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Self
from urllib.parse import urlsplit

from services.casework.domain.complaints.complaint import EXTENSION_WEEKS, WEEKS, Terms
from services.casework.domain.costs.mandate import MANDATE_LIMIT
from services.casework.domain.sanctions.sanction import MIN_WARNINGS, WarningRule
from shared.fields.invalid import InvalidInput
from shared.fields.numbers import COST
from shared.service.settings import ServiceSettings, SettingsError, given


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """The common settings, and these:

    :ivar medical_database_url: ``CASEWORK_MEDICAL_DATABASE_URL``: the medical store, with the credentials of its own role. For
        the web process and migrations; the worker and jobs work without it, so that they cannot read what it holds.
    :ivar mandate_limit: ``CASEWORK_MANDATE_LIMIT``: the most, in euros with VAT, that a casemanager decides without VRA (R-061)
    :ivar warning_rule: ``CASEWORK_MIN_WARNINGS``: how many written warnings come before a sanction, by default 2, and
        ``CASEWORK_WARNINGS``: ``block`` (the default) refuses a sanction with fewer, ``advise`` only says so (R-109)
    :ivar complaint_terms: ``CASEWORK_COMPLAINT_WEEKS``: within how many weeks a complaint is answered, by default 6, and
        ``CASEWORK_COMPLAINT_EXTENSION_WEEKS``: by how many that term is extended, by default 4
    """

    medical_database_url: str = field(default="", repr=False)
    mandate_limit: Decimal = MANDATE_LIMIT
    warning_rule: WarningRule = field(default_factory=WarningRule)
    complaint_terms: Terms = field(default_factory=Terms)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, *, service: str = "casework", **own: object) -> Self:
        """Read the settings.

        :raises SettingsError: if one is missing or invalid, or in production the medical store has the ordinary credentials
        """
        url = given(environ, "CASEWORK_MEDICAL_DATABASE_URL")
        settings = super().from_env(environ, service=service, medical_database_url=url, mandate_limit=_limit(environ),
                                    warning_rule=_warning_rule(environ), complaint_terms=_complaint_terms(environ), **own)
        if settings.is_production and url and _user(url) == _user(settings.database_url):
            raise SettingsError("CASEWORK_MEDICAL_DATABASE_URL names the user of CASEWORK_DATABASE_URL; the medical store has a "
                                "role of its own")
        return settings

    @property
    def further_stores(self) -> Mapping[str, str]:
        """The URL of the medical store, for a process that has its credentials."""
        return {"medical": self.medical_database_url} if self.medical_database_url else {}


def _limit(environ: Mapping[str, str]) -> Decimal:
    written = given(environ, "CASEWORK_MANDATE_LIMIT")
    try:
        return COST.parse(written) if written else MANDATE_LIMIT
    except InvalidInput:
        raise SettingsError(f"CASEWORK_MANDATE_LIMIT is {written!r}; give an amount in euros, like 1500.00") from None


def _warning_rule(environ: Mapping[str, str]) -> WarningRule:
    written, mode = given(environ, "CASEWORK_MIN_WARNINGS") or str(MIN_WARNINGS), given(environ, "CASEWORK_WARNINGS") or "block"
    if not re.fullmatch("[1-9]", written):
        raise SettingsError(f"CASEWORK_MIN_WARNINGS is {written!r}; give a number from 1 to 9")
    if mode not in ("block", "advise"):
        raise SettingsError(f"CASEWORK_WARNINGS is {mode!r}; choose block or advise")
    return WarningRule(at_least=int(written), blocks=mode == "block")


def _complaint_terms(environ: Mapping[str, str]) -> Terms:
    return Terms(_weeks(environ, "CASEWORK_COMPLAINT_WEEKS", WEEKS),
                 _weeks(environ, "CASEWORK_COMPLAINT_EXTENSION_WEEKS", EXTENSION_WEEKS))


def _weeks(environ: Mapping[str, str], name: str, default: int) -> int:
    written = given(environ, name) or str(default)
    if not re.fullmatch("[1-9][0-9]?", written):
        raise SettingsError(f"{name} is {written!r}; give a number of weeks from 1 to 99")
    return int(written)


def _user(url: str) -> str | None:
    return urlsplit(url).username
