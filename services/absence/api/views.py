"""Absences as the API shows them."""
from marshmallow import Schema
from marshmallow import fields as ma

from services.absence.domain.recovery import days_late, is_capped
from services.absence.store import Mutation
from shared.access.visible import ValuesOf, VisibleSchema, of
from shared.events.absence import ReportedContact, ReportedFacts
from shared.web.declared import shown_fields
from shared.web.fields import Amount, Number

GROUPS = {"labour_conflict": "conflict", "safety_net": "safety_net", "work_accident": "third_party",
          "traffic_accident": "third_party"}
"""Groups of the access matrix of answers in a sick report; the others are seen by everybody who sees the absence."""


def warnings_of(mutation: Mutation) -> list[str]:
    """What the reporter should check: a wage value counted as 100 % (R-011), a contract wage far from the record (§15.7)."""
    found = {"wage_value.capped": is_capped(mutation.wage_value_month, mutation.contract_wage_month),
             "contract_wage.differs": mutation.contract_wage_differs}
    return [code for code, applies in found.items() if applies]


class MutationSchema(VisibleSchema):
    """A partial recovery or a relapse as shown."""

    mutation_id = ma.String()
    effective_on = ma.Date()
    recorded_on = ma.Date()
    basis = ma.String()
    recovered_pct = Number()
    relapse = ma.Boolean(attribute="is_relapse")
    late = ma.Function(lambda mutation: days_late(mutation.effective_on, mutation.recorded_on) > 0)
    days_late = ma.Function(lambda mutation: days_late(mutation.effective_on, mutation.recorded_on))
    warnings = ma.Function(warnings_of)
    wage_value_month = of("wage", Amount())
    contract_wage_month = of("wage", Amount())


class PreparedRecoverySchema(VisibleSchema):
    """The partial recovery of a secondment, to be reported by the employer (R-124)."""

    placement_id = ma.String()
    effective_on = ma.Date()
    recovered_pct = Number()
    wage_value_month = of("wage", Amount())
    contract_wage_month = of("wage", Amount())


class AbsenceViewSchema(VisibleSchema):
    """An absence as shown."""

    class Meta:
        include = shown_fields(ReportedFacts, of="absence", groups=GROUPS) | shown_fields(
            ReportedContact, of="absence", groups={"contact_phone": "employee", "nursing_address": "employee"})

    absence_number = ma.String(attribute="absence.absence_number")
    employee_id = ma.String(attribute="absence.employee_id")
    employee_name = ma.String(allow_none=True)
    employer_id = ma.String(attribute="absence.employer_id")
    sequence = ma.Integer(attribute="absence.sequence")
    status = ma.String(attribute="absence.status")
    first_sick_day = ma.Date(attribute="absence.first_sick_day")
    reported_on = ma.Date(attribute="absence.reported_on")
    late = ma.Function(lambda view: view.absence.days_late > 0)
    days_late = ma.Integer(attribute="absence.days_late")
    recovered_on = ma.Date(attribute="absence.recovered_on", allow_none=True)
    recovery_reported_on = ma.Date(attribute="absence.recovery_reported_on", allow_none=True)
    recovery_days_late = ma.Integer(allow_none=True)
    employed_until = ma.Date(allow_none=True)
    end_of_service = ma.Date(attribute="absence.end_of_service", allow_none=True)
    composite_id = ma.String(attribute="absence.composite_id")
    composite_first_sick_day = ma.Date(attribute="absence.composite_first_sick_day")
    sick_days = ma.Integer()
    third_party = of("third_party", ma.String(attribute="absence.third_party"))
    needs_attention = of("needs_attention", ma.Boolean())
    mutations = ma.List(ma.Nested(MutationSchema), attribute="absence.in_effect")
    prepared_recovery = ma.Nested(PreparedRecoverySchema, allow_none=True)
    delivery = ma.Function(lambda view: {
        "reported_at": view.absence.reported_at.isoformat(),
        **{name: (moment := getattr(view.absence, name)) and moment.isoformat() for name in (
            "dossier_opened_on", "dossier_opened_at", "claim_opened_on", "claim_judged_at")},
        "claim_rejected_because": view.absence.claim_rejected_because})


class HistorySchema(Schema):
    """An entry of the history."""

    recorded_at = ma.AwareDateTime()
    actor_id = ma.String()
    kind = ma.String()
    old = ValuesOf(AbsenceViewSchema, MutationSchema, allow_none=True)
    new = ValuesOf(AbsenceViewSchema, MutationSchema)
