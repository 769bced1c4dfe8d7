"""The tables of claims by subject, and functions that convert rows to domain values."""
from services.claims.store.absences import (
    Absence,
    AbsenceMutation,
    SafetyNetBenefit,
    Sanction,
    get_claim,
    list_mutations,
    running_cases,
)
from services.claims.store.base import Base
from services.claims.store.benefits import (
    Benefit,
    BenefitLine,
    StoredMonth,
    load_latest_months,
    load_lines,
    replace_latest,
)
from services.claims.store.cases import (
    EmployeeFacts,
    KnownCase,
    assemble,
    get_case,
    load_case,
    load_cases,
    load_employees,
)
from services.claims.store.employees import Employee, EmployeeWage, Leave
from services.claims.store.guarantees import Guarantee, GuaranteeCondition, GuaranteeLine
from services.claims.store.legal_aid import LegalAidRequest, count_legal_aid_requests, take_legal_aid_number
from services.claims.store.locks import lock_cases, lock_employee, lock_terms
from services.claims.store.membership import cases_of_employee, cases_of_policy
from services.claims.store.payments import (
    Booking,
    Debt,
    Payment,
    PaymentFile,
    PaymentMonth,
    PaymentRun,
    Transfer,
    sum_bookings,
    take_payment_numbers,
)
from services.claims.store.policies import (
    CoverSuspension,
    PolicyVersion,
    list_policy_versions,
    policy_in_force,
    policy_versions,
    version_on,
)
from services.claims.store.recourse import RecourseFile, VraOrder
from services.claims.store.wages import RecordedWage, WageJudgement, WageRecord, get_judgement, latest_judgements

__all__ = [
    "Absence",
    "AbsenceMutation",
    "Base",
    "Benefit",
    "BenefitLine",
    "Booking",
    "CoverSuspension",
    "Debt",
    "Employee",
    "EmployeeFacts",
    "EmployeeWage",
    "Guarantee",
    "GuaranteeCondition",
    "GuaranteeLine",
    "KnownCase",
    "Leave",
    "LegalAidRequest",
    "Payment",
    "PaymentFile",
    "PaymentMonth",
    "PaymentRun",
    "PolicyVersion",
    "RecordedWage",
    "RecourseFile",
    "SafetyNetBenefit",
    "Sanction",
    "StoredMonth",
    "Transfer",
    "VraOrder",
    "WageJudgement",
    "WageRecord",
    "assemble",
    "cases_of_employee",
    "cases_of_policy",
    "count_legal_aid_requests",
    "get_case",
    "get_claim",
    "get_judgement",
    "latest_judgements",
    "list_mutations",
    "list_policy_versions",
    "load_case",
    "load_cases",
    "load_employees",
    "load_latest_months",
    "load_lines",
    "lock_cases",
    "lock_employee",
    "lock_terms",
    "policy_in_force",
    "policy_versions",
    "replace_latest",
    "running_cases",
    "sum_bookings",
    "take_legal_aid_number",
    "take_payment_numbers",
    "version_on",
]
