"""The absence protocol of an employer: one version applies on a day, and a later one can wait for its day (R-098)."""
from collections.abc import Sequence
from datetime import date
from enum import StrEnum

from shared.kernel.refusals import Conflict, NotFound, RuleViolated

MOST_VERSIONS = 100


class ProtocolStatus(StrEnum):
    """Whether a version applies today, applies from a later day, or was replaced."""

    CURRENT = "CURRENT"
    COMING = "COMING"
    REPLACED = "REPLACED"


class ProtocolRefused(RuleViolated):
    """The version does not follow the one before it."""


class ProtocolKnown(Conflict):
    """The latest version is the same file."""

    def __init__(self) -> None:
        super().__init__("protocol.already_kept", "Dit bestand is al de nieuwste versie.", field="file")


class ProtocolsFull(Conflict):
    """The employer has as many versions as are kept."""

    def __init__(self) -> None:
        super().__init__("protocol.too_many_versions", f"Er zijn al {MOST_VERSIONS} versies van dit protocol.", field="file")


class ProtocolNotFound(NotFound):
    """The employer has no such version."""

    def __init__(self) -> None:
        super().__init__("protocol.not_found", "Dit verzuimprotocol bestaat niet.")


def check_effective(effective_from: date, *, latest: date | None) -> None:
    """Refuse a version that would apply before the latest one does; on the same day it replaces that one.

    :param latest: the effective date of the latest version; None for the first
    :raises ProtocolRefused: ``protocol.before_latest``
    """
    if latest is not None and effective_from < latest:
        raise ProtocolRefused("protocol.before_latest", f"De laatste versie geldt vanaf {latest:%d-%m-%Y}. Kies die dag of een "
                                                        "latere.", field="effective_from")


def statuses(effective: Sequence[date], today: date) -> list[ProtocolStatus]:
    """The status of each version: at most one is current.

    :param effective: the effective dates, of the latest version first
    """
    coming = sum(day > today for day in effective)
    return [ProtocolStatus.COMING if at < coming else ProtocolStatus.CURRENT if at == coming else ProtocolStatus.REPLACED
            for at in range(len(effective))]
