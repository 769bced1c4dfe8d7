"""What a complaint is about and how far it is handled (features N4)."""
from enum import StrEnum


class ComplaintSubject(StrEnum):
    """What a complaint is about."""

    GUIDANCE = "GUIDANCE"
    BENEFIT = "BENEFIT"
    PREMIUM = "PREMIUM"
    CONTACT = "CONTACT"
    PORTAL = "PORTAL"
    OTHER = "OTHER"


class ComplaintStatus(StrEnum):
    """How far a complaint is handled."""

    RECEIVED = "RECEIVED"
