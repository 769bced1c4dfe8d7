"""Enumerations that several services share, named as in the glossary (domain.md §9 and §10.4)."""
from enum import StrEnum


class AbsenceStatus(StrEnum):
    """Status of a sick report (domain.md §10.4)."""

    REPORTED = "REPORTED"
    PARTIALLY_RECOVERED = "PARTIALLY_RECOVERED"
    RECOVERED = "RECOVERED"
    LEFT_SERVICE = "LEFT_SERVICE"
    TERM_REACHED = "TERM_REACHED"
    CANCELLED = "CANCELLED"


class RecoveryBasis(StrEnum):
    """How a recovery percentage was determined (domain.md §3.4)."""

    OWN_WORK_HOURS = "OWN_WORK_HOURS"
    WAGE_VALUE = "WAGE_VALUE"
    THERAPY = "THERAPY"


class ThirdParty(StrEnum):
    """Whether a third party may be liable; every sick report must answer it (R-140)."""

    YES = "YES"
    NO = "NO"
    UNKNOWN = "UNKNOWN"


class ContestReason(StrEnum):
    """Why an employer does not accept a sick report (R-089); never what is wrong with the employee."""

    LEAVE_REFUSED = "LEAVE_REFUSED"
    NOT_REACHABLE = "NOT_REACHABLE"
    WORKS_ELSEWHERE = "WORKS_ELSEWHERE"
    AFTER_A_WARNING = "AFTER_A_WARNING"
    OTHER = "OTHER"


class LeaveKind(StrEnum):
    """Kinds of leave that affect a benefit."""

    MATERNITY = "MATERNITY"
    PARENTAL = "PARENTAL"
    UNPAID = "UNPAID"


class DepartureReason(StrEnum):
    """Why an employment ended or will end (R-158)."""

    CONTRACT_ENDED = "CONTRACT_ENDED"
    RESIGNATION = "RESIGNATION"
    MUTUAL_CONSENT = "MUTUAL_CONSENT"
    DISMISSAL = "DISMISSAL"
    PENSION = "PENSION"
    DEATH = "DEATH"
    OTHER = "OTHER"


class SanctionKind(StrEnum):
    """A suspended wage may still be paid, a stopped wage lapses (7:629 lid 6 and lid 3 BW; domain.md §3.7)."""

    SUSPEND = "SUSPEND"
    STOP = "STOP"


class NoticeKind(StrEnum):
    """Subject on which the casemanager informs or consults VRA (R-059…R-062)."""

    STAGNATION = "STAGNATION"
    WAGE_VALUE = "WAGE_VALUE"
    COST = "COST"
    SANCTION = "SANCTION"


class WaitingUnit(StrEnum):
    """The unit of the own-risk term of a policy (domain.md §3.1)."""

    WORKDAYS = "WORKDAYS"
    WEEKS = "WEEKS"


class SafetyNetRule(StrEnum):
    """What happens to a case in which the employee receives a sickness benefit (domain.md §3.6)."""

    OFFSET = "OFFSET"
    EXCLUDE = "EXCLUDE"


class LateReportRule(StrEnum):
    """Whether a late report moves the own-risk term (R-006)."""

    NONE = "NONE"
    SHIFT_TO_REPORT_DATE = "SHIFT_TO_REPORT_DATE"


class DisputeOutcome(StrEnum):
    """How a dispute of an employee's data ended (R-016)."""

    CORRECTED = "CORRECTED"
    REJECTED = "REJECTED"
