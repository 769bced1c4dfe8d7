"""The tables of absence by subject, and the functions that read them."""
from services.absence.store.absences import (
    OPEN,
    Absence,
    HistoryEntry,
    Mutation,
    SafetyNetBenefit,
    absence_numbers,
    find_open_statuses,
    get_absence,
    list_absences_of,
    oldest_not_taken_up,
)
from services.absence.store.base import Base
from services.absence.store.campaigns import (
    CampaignSubmission,
    ConfirmedEmployee,
    ConfirmedWage,
    DataCampaign,
    list_campaigns,
    list_submissions,
)
from services.absence.store.disputes import DataDispute
from services.absence.store.employee_changes import ChangeKind, EmployeeChange, get_change
from services.absence.store.employees import (
    Employee,
    Leave,
    Wage,
    find_employees_by_key,
    get_employee,
    list_leaves_of,
    list_leaves_of_all,
    list_maternity_leaves,
)
from services.absence.store.imports import (
    EmployeeImport,
    FieldError,
    ImportedRow,
    KnownColumn,
    get_import,
    list_first_rows,
    list_known_columns,
    list_refused_rows,
)
from services.absence.store.policies import Policy, find_policy, get_policy
from services.absence.store.secondments import PreparedRecovery, list_prepared

__all__ = [
    "OPEN", "Absence", "Base", "CampaignSubmission", "ChangeKind", "ConfirmedEmployee", "ConfirmedWage", "DataCampaign",
    "DataDispute", "Employee", "EmployeeChange", "EmployeeImport", "FieldError", "HistoryEntry", "ImportedRow", "KnownColumn",
    "Leave", "Mutation", "Policy", "PreparedRecovery", "SafetyNetBenefit", "Wage", "absence_numbers", "find_employees_by_key",
    "find_open_statuses", "find_policy", "get_absence", "get_change", "get_employee", "get_import", "get_policy",
    "list_absences_of", "list_campaigns", "list_first_rows", "list_known_columns", "list_leaves_of", "list_leaves_of_all",
    "list_maternity_leaves", "list_prepared", "list_refused_rows", "list_submissions", "oldest_not_taken_up",
]
