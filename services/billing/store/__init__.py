"""The tables of billing by subject, and functions that convert rows to domain values."""
from services.billing.store.base import Base
from services.billing.store.invoices import (
    Collection,
    DirectDebit,
    Invoice,
    InvoiceCounter,
    get_collection,
    get_invoice,
    list_debits,
    sum_debits,
)
from services.billing.store.policies import (
    CoverSuspension,
    Policy,
    PolicyVersion,
    get_policy,
    get_versions,
    list_versions,
    lock_policy,
    row_on,
)
from services.billing.store.premium import (
    Employee,
    Instalment,
    PremiumYear,
    WageSegment,
    insured_wages,
    list_awaiting,
    list_employees,
)

__all__ = [
    "Base",
    "Collection",
    "CoverSuspension",
    "DirectDebit",
    "Employee",
    "Instalment",
    "Invoice",
    "InvoiceCounter",
    "Policy",
    "PolicyVersion",
    "PremiumYear",
    "WageSegment",
    "get_collection",
    "get_invoice",
    "get_policy",
    "get_versions",
    "insured_wages",
    "list_awaiting",
    "list_debits",
    "list_employees",
    "list_versions",
    "lock_policy",
    "row_on",
    "sum_debits",
]
