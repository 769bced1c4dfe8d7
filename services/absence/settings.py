"""Settings of the absence service; no other module reads its environment."""
import os
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Self

from services.absence.domain.campaign import DEADLINE
from shared.service.settings import ServiceSettings, SettingsError

A_COMMON_YEAR = 2026


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """The common settings, and these:

    :ivar january_deadline: ``ABSENCE_JANUARY_DEADLINE``: month and day, like ``01-31``, until which a January round asks for data
        (R-017); a round keeps the deadline with which it was opened
    """

    january_deadline: tuple[int, int] = DEADLINE

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, *, service: str = "absence", **own: object) -> Self:
        """Read the settings.

        :raises SettingsError: if one is missing or invalid
        """
        return super().from_env(environ, service=service, january_deadline=january_deadline(environ), **own)


def january_deadline(environ: Mapping[str, str]) -> tuple[int, int]:
    """The deadline of January rounds, also for jobs, which have no settings.

    :raises SettingsError: unless it is a day that every year has
    """
    written = environ.get("ABSENCE_JANUARY_DEADLINE", f"{DEADLINE[0]:02}-{DEADLINE[1]:02}")
    try:
        day = date(A_COMMON_YEAR, *map(int, written.split("-")))
    except (TypeError, ValueError):
        raise SettingsError(f"ABSENCE_JANUARY_DEADLINE is {written!r}; give a day of every year, like 01-31") from None
    return day.month, day.day
