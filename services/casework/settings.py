"""Settings of the casework service; no other module reads its environment."""
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Self
from urllib.parse import urlsplit

from shared.service.settings import ServiceSettings, SettingsError, given


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """The common settings, and these:

    :ivar medical_database_url: ``CASEWORK_MEDICAL_DATABASE_URL``: the medical store, with the credentials of its own role. For
        the web process and migrations; the worker and jobs work without it, so that they cannot read what it holds.
    """

    medical_database_url: str = field(default="", repr=False)

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, *, service: str = "casework", **own: object) -> Self:
        """Read the settings.

        :raises SettingsError: if one is missing or invalid, or in production the medical store has the ordinary credentials
        """
        url = given(environ, "CASEWORK_MEDICAL_DATABASE_URL")
        settings = super().from_env(environ, service=service, medical_database_url=url, **own)
        if settings.is_production and url and _user(url) == _user(settings.database_url):
            raise SettingsError("CASEWORK_MEDICAL_DATABASE_URL names the user of CASEWORK_DATABASE_URL; the medical store has a "
                                "role of its own")
        return settings

    @property
    def further_stores(self) -> Mapping[str, str]:
        """The URL of the medical store, for a process that has its credentials."""
        return {"medical": self.medical_database_url} if self.medical_database_url else {}


def _user(url: str) -> str | None:
    return urlsplit(url).username
