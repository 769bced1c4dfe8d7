"""One realistic example per event: Anna de Vries of Bakkerij De Korenaar is sick from Monday 2 March 2026.

A new field without default needs a value, beside its declaration, `field(metadata={"example": …})`, or here; otherwise
generation fails.
"""
import typing
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import Any

from shared.events.base import Event
from shared.events.identity import RevocationReason, RevokedKind, Right, StaffPerson
from shared.kernel.vocabulary import AbsenceStatus, DepartureReason, LeaveKind, RecoveryBasis

FIRST_SICK_DAY = date(2026, 3, 2)
HALF_BACK_ON = date(2026, 4, 20)

VALUES: dict[str, Any] = {
    "employer_id": "019cad3e-6c00-7a51-9f6e-3b1f0c5d2a10", "employee_id": "019cad3e-6c00-7b02-8c44-51d0e7f3a921",
    "account_id": "019cad3e-6c00-7c13-a2b8-7704d19ce632", "policy_number": "P-100042",
    "absence_number": "V-2026-000123", "composite_id": "V-2026-000123", "previous_absence_number": "V-2026-000087",
    "reference": "K-2026-000042", "answer_by": date(2026, 4, 13),
    "gap_days": 12, "company_name": "Bakkerij De Korenaar", "postcode": "4331 LK", "iban": "NL91ABNA0417164300",
    "valid_from": date(2026, 1, 1), "guidance_from": date(2026, 1, 1), "version": 1, "sequence": 2,
    "employee_version": 1, "employee_number": "17", "first_name": "Anna", "infix": "de", "last_name": "Vries",
    "birth_date": date(1988, 5, 4), "phone": "+31612345678", "function": "Broodbakker", "department": "Bakkerij",
    "employed_from": date(2020, 1, 1), "annual_wage": Decimal("38500.00"), "contract_hours": Decimal("40.00"),
    "status": AbsenceStatus.PARTIALLY_RECOVERED, "first_sick_day": FIRST_SICK_DAY, "reported_on": FIRST_SICK_DAY,
    "composite_first_sick_day": FIRST_SICK_DAY, "reported_at": datetime(2026, 3, 2, 7, 45, tzinfo=UTC), "late": False,
    "days_late": 0, "mutation_id": "019d9b3c-4400-7d24-b1c7-0e5f88a6d743", "effective_on": HALF_BACK_ON,
    "recorded_on": HALF_BACK_ON, "basis": RecoveryBasis.OWN_WORK_HOURS, "recovered_pct": Decimal("50.00"), "full": False,
    "affects_from": HALF_BACK_ON, "end_of_service": date(2026, 7, 31), "sick_days": 152,
    "leave_id": "019cad3e-6c00-7e35-8a90-62c14d0b9f54", "start": date(2026, 6, 8), "end": date(2026, 6, 28),
    "year": 2027, "deadline": date(2027, 1, 31), "expected_days": 14, "hours_worked": Decimal("3.5"),
    "contact_phone": "+31612345678", "nursing_address": "Badhuisstraat 12, 4381 AB Vlissingen",
    "zw_benefit_daily": Decimal("103.25"),
    "number": "2026-000451", "issued_on": date(2026, 3, 2), "due_on": date(2026, 3, 16), "paid_on": date(2026, 3, 12),
    "gross": Decimal("121.00"), "net": Decimal("100.00"), "vat": Decimal("21.00"),
    "pay_until": date(2026, 5, 3), "costs": Decimal("291.90"), "suspended_from": date(2026, 5, 4),
    "restored_from": date(2026, 5, 11),
    "opened_at": datetime(2026, 3, 2, 7, 45, 2, tzinfo=UTC), "judged_at": datetime(2026, 3, 2, 7, 45, 3, tzinfo=UTC),
    "opened_on": FIRST_SICK_DAY, "closed_on": date(2026, 6, 1), "casemanager_id": "casemanager-4",
    "consultant_id": "consultant-zeeland-2", "contact_due_on": date(2026, 3, 6), "code": "M03",
    "completed_on": date(2026, 4, 10), "late_days": 0, "since": date(2026, 4, 12),
    "sanction_id": "019db5b1-2000-7f46-93de-45a7b21c8e65", "warnings": 2, "lifted_on": date(2026, 6, 29),
    "vacation_id": "019e0c5a-3c00-7b0e-9a51-6f1d4c2e8b37", "consent_on": date(2026, 6, 1), "hours": Decimal("120.00"),
    "back_pay": True, "notice_id": "019dbfd8-1c00-7057-b8f1-9d3e60c4a276",
    "request_id": "019dc4a1-2400-7b6e-8f03-6a1c5d9e2b74", "addressee": "CASEMANAGER",
    "consult": True, "answered_on": date(2026, 4, 28),
    "decision_on": date(2028, 1, 10), "received_on": date(2028, 1, 12), "weeks": 52, "holds": True,
    "advice_id": "019cd6a2-0800-7168-8d05-c2f8174b3e87", "followed": True,
    "dispute_id": "019cad52-1400-7a61-b3de-58c0f2a9e417", "amount": Decimal("1920.00"),
    "activity_id": "019df3a0-1800-7c1d-9b3e-24f6a8d05c71", "announced_on": date(2026, 4, 24),
    "reimbursed": True, "announced_amount": Decimal("900.00"), "decided_by_vra": False,
    "declaration_id": "019e2b41-9400-7d2e-8c4f-35a7b9e16d82", "submitted_on": date(2026, 6, 10),
    "invoice_received_on": date(2026, 6, 1), "decided_on": date(2026, 6, 12), "pay_by": date(2026, 7, 10),
    "track_id": "019e5c07-5c00-7e44-8a31-c06d92f7b518", "started_on": date(2027, 2, 8),
    "placement_id": "019e9f22-4c00-7a8b-b6d0-73e51f0c94a2", "secondment_end": date(2028, 2, 27),
    "wage_value_month": Decimal("1440.00"), "contract_wage_month": Decimal("3600.00"), "durable": True, "takeover": False,
    "month": "2026-04", "total": Decimal("1696.30"), "delta": Decimal("1696.30"),
    "payment_reference": "RUN-2026-05-20-P-100042", "debt_id": "019e4a6f-5400-738a-b527-1caf64d8e2a9",
    "judgement_id": "019d45b1-7c00-7a11-9b0d-52c1d3a7e604", "accepted": True,
    "recourse_id": "019cad44-9000-748b-8638-2db075e9f3ba", "limitation_on": date(2031, 3, 2),
    "employer": Decimal("1787.60"), "insurer": Decimal("7369.90"), "employer_difference": Decimal("1787.60"),
    "insurer_difference": Decimal("7369.90"),
    "order_id": "019dbfd8-1c00-759c-9749-3ec186fa04cb", "incapacity_pct": Decimal("50.00"), "approved": True,
    "activated_at": datetime(2026, 1, 5, 8, 30, tzinfo=UTC), "blocked_on": date(2026, 9, 1),
    "aggregate_topic": "ontzorg.casework.v1", "aggregate_key": "V-2026-000123", "reader": "claims", "after_sequence": 4,
    "changed_by": "019cad3e-6c00-7c13-a2b8-7704d19ce632",
    "requested_by": "019cad3e-6c00-7c13-a2b8-7704d19ce632", "executed_by": "staff-helpdesk",
    "recipient_id": "019cad3e-6c00-7a51-9f6e-3b1f0c5d2a10", "title": "Plan van aanpak",
    "revoked_at": datetime(2026, 9, 1, 6, 15, tzinfo=UTC),
}

LISTS = ("mutations", "steps", "sanctions", "wage_sanctions", "guarantees", "debts", "revoked", "declarations",
         "reimbursements", "changes", "placements")
"""Collections that have one element in an example, although they may be empty."""

OWN_VALUES: dict[str, Any] = {
    "AbsenceState.end_of_service": None, "BenefitPaid.paid_on": date(2026, 5, 20),
    "DeclarationSubmitted.amount": Decimal("900.00"), "DeclarationAccepted.amount": Decimal("900.00"),
    "CaseClosed.reason": "RECOVERED", "ClaimRejected.reason": "NOT_INSURED", "AccountBlocked.reason": "LEFT_EMPLOYER",
    "EmployeeLeft.reason": DepartureReason.CONTRACT_ENDED, "LeftServiceSick.reason": DepartureReason.CONTRACT_ENDED,
    "SickReportCancelled.reason": "ENTERED_BY_MISTAKE", "LeaveSet.kind": LeaveKind.UNPAID,
    "MilestoneCompleted.due_on": date(2026, 4, 12), "GuaranteeCondition.code": "ADVICE_FOLLOWED",
    "WageSanctionReported.start": date(2028, 2, 28), "WageSanctionReported.reported_on": date(2028, 1, 14),
    "AccountCreated.rights": tuple(Right), "RolesChanged.roles": ("casemanager",),
    "RolesChanged.person": StaffPerson(name="Carla Mulder", phone="+31341438705"), "StaffPerson.name": "Carla Mulder",
    "ChangedValue.field": "recovered_pct", "ChangedValue.old": "40.00", "ChangedValue.new": "50.00",
    "RightsChanged.before": (),
    "RightsChanged.after": (Right.EMPLOYEE_DATA, Right.SICK_REPORTS),
    "AccessRevoked.kind": RevokedKind.ACCOUNT, "AccessRevoked.subject_id": "019cad3e-6c00-7c13-a2b8-7704d19ce632",
    "AccessRevoked.generation": 3, "AccessRevoked.reason": RevocationReason.ACCOUNT_BLOCKED,
}


def example_of(event_class: type[Event]) -> Event:
    """The example of one event type.

    :raises LookupError: if a field has neither a value here nor a default
    """
    return typing.cast(Event, build(event_class))


def build(cls: type) -> Any:
    """Build an event or a part of one from the values above."""
    hints = typing.get_type_hints(cls)
    return cls(**{field.name: _value(cls, field, hints[field.name]) for field in fields(cls)})


def _value(cls: type, field: Field[Any], hint: Any) -> Any:
    own = f"{cls.__name__}.{field.name}"
    if own in OWN_VALUES:
        return OWN_VALUES[own]
    if "example" in field.metadata:
        return field.metadata["example"]
    if field.name in VALUES:
        return VALUES[field.name]
    if field.name in LISTS:
        return (_of_type(own, typing.get_args(hint)[0]),)
    if field.default is not MISSING:
        return field.default
    return _of_type(own, hint)


def _of_type(own: str, hint: Any) -> Any:
    if typing.get_origin(hint) is tuple:
        return (_of_type(own, typing.get_args(hint)[0]),)
    if is_dataclass(hint):
        return build(typing.cast(type, hint))
    if isinstance(hint, type) and issubclass(hint, StrEnum):
        return next(iter(hint))
    raise LookupError(f"{own} needs an example value")
