"""Request and response bodies of the casework API; requests refuse unknown fields and contain no free text."""
from typing import Any

from marshmallow import Schema, ValidationError, post_load, validates_schema
from marshmallow import fields as ma

from services.casework.api.guarantee.advices import AdviceViewSchema
from services.casework.api.guarantee.wage_sanctions import GuaranteeSchema, MeterSchema, WageSanctionViewSchema
from services.casework.api.plan.records import EffortViewSchema
from services.casework.api.sanctions.schemas import SanctionViewSchema, WarningSchema
from services.casework.api.staff.reach import GuideSchema
from services.casework.api.vacations import VacationViewSchema
from services.casework.api.vra.schemas import VraNoticeSchema
from services.casework.domain.guidance.referral import ReferralKind, ReferralReason
from services.casework.domain.plan.milestone import Party, Status
from services.casework.queries.activities import ActivitySearch
from services.casework.usecases.guidance.refer import ReferralOrder
from services.casework.usecases.plan.complete_milestone import Completion
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import CASE_DATE, QUERY_DATE
from shared.fields.identifiers import parse_code, parse_id
from shared.fields.text import parse_search
from shared.web.fields import Choice, CodedMessage, Day, Number, Word, Written
from shared.web.pages import PageQuery


class CompletionSchema(Schema):
    """The completion of a step."""

    completed_on = Day(CASE_DATE, required=True)
    forced_reason = Written(parse_code, load_default=None, allow_none=True)
    document_id = Written(parse_id, load_default=None, allow_none=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> Completion:
        return Completion(**data)


class CompletedSchema(Schema):
    """A recorded completion; `status` is ONE_SIDED while a step of two parties waits for the other party."""

    absence_number = ma.String(attribute="completion.absence_number")
    code = ma.String(attribute="completion.code")
    completed_on = ma.Date(attribute="completion.completed_on")
    party = ma.String(attribute="completion.party", allow_none=True)
    status = ma.String(attribute="progress")


class ThreatenedSchema(Schema):
    """The dossier for which long incapacity threatens."""

    absence_number = ma.String()


class PartSchema(Schema):
    """The part of one party in a step that needs two; the other party's is missing."""

    party = ma.String()
    done_on = ma.Date()


class StepSchema(Schema):
    """A step of a plan: due date, responsible party and status; `pending` if one party of two did its part."""

    code = ma.String()
    occurrence = ma.Integer()
    title = ma.String(attribute="kind.title")
    due_on = ma.Date()
    target_on = ma.Date()
    opens_on = ma.Date(allow_none=True)
    responsible = ma.String()
    status = ma.String()
    completed_on = ma.Date(allow_none=True)
    late_days = ma.Integer()
    pending = ma.Nested(PartSchema, allow_none=True)


class MilestoneSchema(StepSchema):
    """A step of a plan: why it is there, the rule, article and count of its date, the risk of lateness, and why it lapsed."""

    name = ma.String(attribute="kind.name")
    risk = ma.String(allow_none=True)
    lapse = ma.String(allow_none=True)
    source = ma.String(attribute="kind.explanation")
    rule = ma.String(attribute="basis.rule")
    article = ma.String(attribute="basis.article")
    count = ma.String(attribute="basis.count")


class MemberSchema(Schema):
    """A person who guides the case."""

    account_id = ma.String()


def _member(account_id: str | None) -> dict[str, str] | None:
    return {"account_id": account_id} if account_id else None


class DossierSummarySchema(VisibleSchema):
    """A dossier in a list, with its next steps."""

    absence_number = ma.String(attribute="dossier.absence_number")
    employee_id = ma.String(attribute="dossier.employee_id")
    employer_id = ma.String(attribute="dossier.employer_id")
    company_name = ma.String(attribute="policy.company_name", allow_none=True)
    employee_number = ma.String(attribute="employee.employee_number")
    employee_name = ma.String(attribute="employee.full_name")
    first_name = ma.String(attribute="employee.first_name")
    infix = ma.String(attribute="employee.infix", allow_none=True)
    last_name = ma.String(attribute="employee.last_name")
    status = ma.String()
    absence_status = ma.String(attribute="absence.status")
    first_sick_day = ma.Date(attribute="absence.first_sick_day")
    composite_first_sick_day = ma.Date(attribute="file.case.first_sick_day")
    recovered_on = ma.Date(attribute="absence.recovered_on", allow_none=True)
    sick_days = ma.Integer()
    opened_on = ma.Date(attribute="dossier.opened_on")
    closed_on = ma.Date(attribute="dossier.closed_on", allow_none=True)
    closed_reason = ma.String(attribute="dossier.closed_reason", allow_none=True)
    contact_due_on = ma.Date(attribute="dossier.contact_due_on")
    casemanager = ma.Function(lambda view: _member(view.team and view.team.casemanager_id))
    consultant = ma.Function(lambda view: _member(view.team and view.team.consultant_id))
    next_step = ma.Nested(StepSchema, allow_none=True)
    coming_step = ma.Nested(StepSchema, allow_none=True)
    overdue = ma.Integer()
    flags = ma.List(ma.String())


class MutationSchema(Schema):
    """A partial recovery, without wages."""

    effective_on = ma.Date()
    basis = ma.String()
    recovered_pct = Number()


class ReferralOrderSchema(Schema):
    """A referral to another professional; it takes no text, because the employer sees it (R-031)."""

    kind = Choice(ReferralKind, required=True)
    reason_code = Choice(ReferralReason, required=True)
    referred_on = Day(CASE_DATE, required=True)

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> ReferralOrder:
        return ReferralOrder(**data)


class ReferralSchema(Schema):
    """A referral."""

    referral_id = ma.String()
    kind = ma.String()
    reason_code = ma.String()
    referred_on = ma.Date()


class SharedLimitationsSchema(Schema):
    """What the employee can and cannot do at work, as a doctor shared it."""

    entry_id = ma.String()
    text = ma.String()
    shared_at = ma.AwareDateTime()
    shared_by = ma.String()


class DossierSchema(DossierSummarySchema):
    """A dossier with its plan and all records of its case."""

    version = ma.Integer(attribute="dossier.version")
    absence_numbers = ma.List(ma.String(), attribute="file.numbers")
    reported_on = ma.Date(attribute="absence.reported_on")
    end_of_service = ma.Date(attribute="absence.end_of_service", allow_none=True)
    mutations = ma.List(ma.Nested(MutationSchema))
    labour_conflict = of("conflict", ma.Boolean(attribute="absence.labour_conflict"))
    safety_net = of("safety_net", ma.Boolean(attribute="absence.safety_net"))
    work_accident = of("third_party", ma.Boolean(attribute="absence.work_accident"))
    traffic_accident = of("third_party", ma.Boolean(attribute="absence.traffic_accident"))
    contested = of("conflict", ma.Boolean(attribute="absence.contested"))
    contested_reason = of("conflict", ma.String(attribute="absence.contested_reason", allow_none=True))
    expected_days = ma.Integer(attribute="absence.expected_days", allow_none=True)
    hours_worked = Number(attribute="absence.hours_worked", allow_none=True)
    contact_phone = of("employee", ma.String(attribute="absence.contact_phone", allow_none=True))
    nursing_address = of("employee", ma.String(attribute="absence.nursing_address", allow_none=True))
    long_term_threat_on = of("long_term_threat", ma.Date(allow_none=True))
    expectation = of("long_term_threat", ma.String(attribute="file.facts.expectation", allow_none=True))
    efforts = of("dossier", ma.List(ma.Nested(EffortViewSchema)))
    warnings = of("sanction", ma.List(ma.Nested(WarningSchema)))
    sanctions = of("sanction", ma.List(ma.Nested(SanctionViewSchema)))
    wage_sanctions = of("wage_sanction", ma.List(ma.Nested(WageSanctionViewSchema)))
    guarantee = of("guarantee", ma.Nested(GuaranteeSchema, allow_none=True))
    meter = of("guarantee", ma.Nested(MeterSchema, allow_none=True))
    advices = of("advice", ma.List(ma.Nested(AdviceViewSchema)))
    vra_notices = of("vra_notice", ma.List(ma.Nested(VraNoticeSchema)))
    vacations = of("vacation", ma.List(ma.Nested(VacationViewSchema)))
    referrals = of("referral", ma.List(ma.Nested(ReferralSchema)))
    limitations = of("limitations", ma.List(ma.Nested(SharedLimitationsSchema)))
    guided_by = ma.List(ma.Nested(GuideSchema))
    opens_medical_file = of("medical", ma.Boolean())
    plan = of("activities", ma.List(ma.Nested(MilestoneSchema)))


class ReadingSchema(Schema):
    """A recorded access to a part of a dossier, FILE, MEDICAL, DOCUMENT or REPORT; `refused`: by somebody who may not.

    `name` is of staff; null for the employer's accounts, whose names its main contact has. `document` is a title.
    """

    account_id = ma.String(attribute="reading.account_id")
    name = ma.String(allow_none=True)
    role = ma.String(attribute="reading.role")
    read_at = ma.AwareDateTime(attribute="reading.read_at")
    emergency_reason = ma.String(attribute="reading.emergency_reason", allow_none=True)
    part = ma.String(attribute="reading.part")
    document = ma.String(allow_none=True)
    refused = ma.Boolean(attribute="reading.refused")


class ReadersSchema(Schema):
    """Recorded accesses, latest first."""

    items = ma.List(ma.Nested(ReadingSchema))


class DossierQuery(PageQuery):
    """Query parameters of the list of dossiers."""

    q = Written(parse_search, load_default=None)
    status = Word(("OPEN", "CLOSED"), load_default=None)


class ActivityQuery(PageQuery):
    """Query parameters of the search in activities."""

    last_name = Written(parse_search, data_key="lastName", load_default=None)
    absence_number = Written(parse_search, data_key="absenceNumber", load_default=None)
    employee_number = Written(parse_search, data_key="employeeNumber", load_default=None)
    activity = Written(parse_search, load_default=None)
    completed = Word(("ja", "nee"), load_default=None)
    status = Choice(Status, load_default=None)
    responsible = ma.List(Choice(Party), load_default=())
    at_hand = Word(("true", "false"), data_key="atHand", load_default="false")
    due_from = Day(QUERY_DATE, data_key="from", load_default=None)
    due_until = Day(QUERY_DATE, data_key="to", load_default=None)

    @validates_schema
    def check(self, data: dict[str, Any], **_: Any) -> None:
        """The dates are in order."""
        if data["due_from"] and data["due_until"] and data["due_from"] > data["due_until"]:
            raise ValidationError({"to": [CodedMessage("period.invalid", "De laatste dag ligt voor de eerste.")]})

    @post_load
    def build(self, data: dict[str, Any], **_: Any) -> dict[str, Any]:
        place = {name: data.pop(name) for name in ("cursor", "limit")}
        at_hand = data.pop("at_hand") == "true"
        return {"search": ActivitySearch(**data, at_hand=at_hand), **place}


class ActivitySchema(Schema):
    """A step with its case."""

    absence_number = ma.String()
    employee_id = ma.String()
    employee_number = ma.String(attribute="employee.employee_number")
    employee_name = ma.String(attribute="employee.full_name")
    employer_id = ma.String()
    company_name = ma.String(attribute="policy.company_name", allow_none=True)
    code = ma.String(attribute="step.code")
    occurrence = ma.Integer(attribute="step.occurrence")
    title = ma.String(attribute="step.kind.title")
    due_on = ma.Date(attribute="step.due_on")
    target_on = ma.Date(attribute="step.target_on")
    opens_on = ma.Date(attribute="step.opens_on", allow_none=True)
    responsible = ma.String(attribute="step.responsible")
    status = ma.String(attribute="step.status")
    completed_on = ma.Date(attribute="step.completed_on", allow_none=True)
    pending = ma.Nested(PartSchema, attribute="step.pending", allow_none=True)
    late_days = ma.Integer(attribute="step.late_days")
    source = ma.String(attribute="step.kind.explanation")


class StatisticsQuery(Schema):
    """A period, both ends inclusive."""

    start = Day(QUERY_DATE, data_key="from", required=True)
    end = Day(QUERY_DATE, data_key="to", required=True)
    employer_id = Written(parse_id, data_key="employerId", load_default=None)


class StatisticsSchema(Schema):
    """Absence statistics; null for a figure without denominator."""

    start = ma.Date(data_key="from")
    end = ma.Date(data_key="to")
    notice = ma.String(allow_none=True)
    absence_pct = ma.Decimal(data_key="VP", attribute="figures.absence_pct", as_string=True, allow_none=True)
    frequency = ma.Decimal(data_key="MF", attribute="figures.frequency", as_string=True, allow_none=True)
    average_duration = ma.Decimal(data_key="GVD", attribute="figures.average_duration", as_string=True, allow_none=True)
    zero_absence_pct = ma.Decimal(data_key="NV", attribute="figures.zero_absence_pct", as_string=True, allow_none=True)
    by_class = ma.Function(lambda view: {name.value: None if pct is None else str(pct)
                                         for name, pct in view.figures.by_class.items()})
    sick_fte_days = Number(attribute="figures.sick_fte_days")
    available_fte_days = Number(attribute="figures.available_fte_days")
    average_headcount = ma.Function(lambda view: f"{view.figures.average_headcount:.2f}")


class HandOverSchema(Schema):
    """The new casemanager, and the first day of the assignment."""

    casemanager_id = Written(parse_id, required=True)
    valid_from = Day(CASE_DATE, required=True)


class AssignmentSchema(Schema):
    """The casemanager and consultant of an employer."""

    employer_id = ma.String()
    casemanager_id = ma.String()
    consultant_id = ma.String(allow_none=True)
    valid_from = ma.Date()


class AssignmentsSchema(Schema):
    """Everybody who guided an employer, oldest first."""

    items = ma.List(ma.Nested(AssignmentSchema))
