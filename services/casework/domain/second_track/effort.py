"""Efforts for re-integration by work and employer (R-045)."""
from enum import StrEnum


class EffortClass(StrEnum):
    """Classes of effort by work and employer (R-045)."""

    OWN_JOB_OWN_EMPLOYER = "OWN_JOB_OWN_EMPLOYER"
    OTHER_JOB_OWN_EMPLOYER = "OTHER_JOB_OWN_EMPLOYER"
    OTHER_EMPLOYER = "OTHER_EMPLOYER"

    @property
    def track(self) -> int:
        """First track with the own employer, second track with another."""
        return 2 if self is EffortClass.OTHER_EMPLOYER else 1
