"""Settings of the casework service."""
import os
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Self

from shared.service.settings import ServiceSettings


@dataclass(frozen=True, kw_only=True)
class Settings(ServiceSettings):
    """The common settings; the rules' own figures stand in the domain."""

    @classmethod
    def from_env(cls, environ: Mapping[str, str] = os.environ, **own: object) -> Self:
        return super().from_env(environ, **own)
