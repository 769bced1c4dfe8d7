"""Copies that claims keeps of other services' data: terms, employees, leave, absences, and wage sanctions by employers."""
from services.claims import store
from services.claims.domain.claim.claim import ClaimStatus
from services.claims.usecases.copies.follow_absence import follow_absence
from services.claims.usecases.copies.follow_employee import follow_employee
from services.claims.usecases.copies.follow_policy import follow_policy
from services.claims.usecases.copies.follow_sanction import follow_sanction
from shared.events.absence import (
    AbsenceCorrected,
    EmployeeUpserted,
    LeaveSet,
    LeftServiceSick,
    RecoveryReported,
    SickReportCancelled,
    SickReportFiled,
)
from shared.events.billing import CoverRestored, CoverSuspended, PolicyAccepted
from shared.events.casework import SanctionLifted, SanctionNotified
from shared.messaging.copies.building import Child
from shared.messaging.copies.declaration import Copies
from shared.messaging.copies.values import FirstHandled

copies = Copies()

copies.replicates(store.PolicyVersion, [PolicyAccepted], within=["terms"],
                  columns={"safety_net_rule": "terms.vangnet_rule",
                           "valid_from": lambda event: event.applies_from or event.valid_from}, then=follow_policy)

# A suspension that runs ends with the next event that says so.
copies.replicates(store.CoverSuspension, [CoverSuspended], columns={"restored_from": None}, then=follow_policy)
copies.amends(store.CoverSuspension, {CoverRestored: {"restored_from": "restored_from"}}, by=["policy_number"],
              where_null="restored_from", then=follow_policy)

copies.replicates(store.Employee, [EmployeeUpserted], version="version", columns={"birth_date": "person.birth_date"},
                  children=[Child(store.EmployeeWage, "wages")], then=follow_employee)

# A report confirms the wages of a version of the employee, which a later version may have replaced before the report is handled.
copies.replicates(store.WageRecord, [EmployeeUpserted], children=[Child(store.RecordedWage, "wages")])

copies.replicates(store.Leave, [LeaveSet], then=follow_employee)

# The claim of an absence is decided here: its status and reason, and the day on which it was opened.
copies.replicates(
    store.Absence, [SickReportFiled, RecoveryReported, AbsenceCorrected, LeftServiceSick, SickReportCancelled],
    version="sequence", within=["absence"], except_columns=["claim_reason", "claim_judged_at"],
    initially={"claim_status": lambda _: ClaimStatus.NEW, "claim_opened_on": FirstHandled("absence.absence_number")},
    children=[Child(store.AbsenceMutation, "absence.mutations"),
              Child(store.SafetyNetBenefit, "absence.safety_net_benefits", columns={"daily_amount": "zw_benefit_daily"})],
    then=follow_absence)

# A notice for a known sanction changes its dates; an earlier lifting stays.
copies.replicates(store.Sanction, [SanctionNotified], columns={"lifted_on": None, "back_pay": lambda _: False},
                  fixed=["lifted_on", "back_pay"], then=follow_sanction)
copies.amends(store.Sanction, {SanctionLifted: {"lifted_on": "lifted_on", "end": "end", "back_pay": "back_pay"}},
              then=follow_sanction)
