"""Bodies of the absence API; what comes in refuses unknown fields."""
from marshmallow import Schema, ValidationError, post_load, validate
from marshmallow import fields as ma

from services.absence.usecases.absences.correct_absence import Correction
from services.absence.usecases.absences.report_recovery import RecoveryReport
from services.absence.usecases.absences.report_sick import SickReport
from services.absence.usecases.employees.add_employee import EmployeeData
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import LeaveKind, RecoveryBasis, ThirdParty
from shared.web.fields import Amount, Number
from shared.web.pages import PageQuery

NAME = validate.Regexp(r"^[^\W\d_](?:[^\W\d_]|['’. -])*$", error="Gebruik letters, spaties, punten, streepjes en apostrofs.")
PHONE = validate.Regexp(r"^\+?[0-9 ()-]{8,20}$", error="Geef een telefoonnummer met 8 tot 20 cijfers.")


def text(length: int, **options: object) -> ma.String:
    """A text that is not empty and not too long."""
    limit = validate.Length(1, length, error=f"Geef 1 tot {length} tekens.")
    return ma.String(validate=[limit], **options)  # type: ignore[arg-type]


def name(length: int, **options: object) -> ma.String:
    """A part of a name."""
    limit = validate.Length(1, length, error=f"Geef 1 tot {length} tekens.")
    return ma.String(validate=[limit, NAME], **options)  # type: ignore[arg-type]


class EmployeeSchema(Schema):
    """An employee as supplied."""

    employee_number = text(40, required=True)
    first_name = name(80, required=True)
    infix = name(20, load_default=None, allow_none=True)
    last_name = name(80, required=True)
    birth_date = ma.Date(required=True)
    phone = ma.String(load_default=None, allow_none=True, validate=PHONE)
    function = text(80, load_default=None, allow_none=True)
    department = text(80, load_default=None, allow_none=True)
    employed_from = ma.Date(required=True)
    employed_until = ma.Date(load_default=None, allow_none=True)
    annual_wage = Amount(required=True)
    contract_hours = Number(required=True)

    @post_load
    def command(self, data: dict[str, object], **_: object) -> EmployeeData:
        """The command of the use case."""
        return EmployeeData(**data)  # type: ignore[arg-type]


class WageSchema(Schema):
    """A wage from a date on."""

    valid_from = ma.Date(required=True)
    annual_wage = Amount(required=True)
    contract_hours = Number(load_default=None)


class EmployeeViewSchema(Schema):
    """An employee as shown."""

    employee_id = ma.String(attribute="employee.employee_id")
    employee_number = ma.String(attribute="employee.employee_number")
    version = ma.Integer(attribute="employee.version")
    first_name = ma.String(attribute="employee.first_name")
    infix = ma.String(attribute="employee.infix")
    last_name = ma.String(attribute="employee.last_name")
    birth_date = ma.Date(attribute="employee.birth_date")
    phone = ma.String(attribute="employee.phone")
    function = ma.String(attribute="employee.function")
    department = ma.String(attribute="employee.department")
    employed_from = ma.Date(attribute="employee.employed_from")
    employed_until = ma.Date(attribute="employee.employed_until")
    annual_wage = Amount(attribute="wage.annual_wage")
    contract_hours = Number(attribute="wage.contract_hours")
    wages = ma.List(ma.Nested(WageSchema), attribute="employee.wages")


class EmployeeQuery(PageQuery):
    """Query of the employee list."""

    search = ma.String(load_default=None, validate=validate.Length(max=80))


class DepartureSchema(Schema):
    """The last day in service."""

    last_day = ma.Date(required=True)


class LeaveSchema(Schema):
    """Leave, both days included."""

    leave_id = ma.String(dump_only=True)
    kind = ma.Enum(LeaveKind, by_value=True, required=True)
    start = ma.Date(required=True)
    end = ma.Date(required=True)


class SickReportSchema(Schema):
    """A sick report; has no place for what is wrong with someone."""

    employee_id = text(36, required=True)
    first_sick_day = ma.Date(required=True)
    data_checked = ma.Boolean(load_default=False, truthy={True}, falsy={False})
    third_party = ma.Enum(ThirdParty, by_value=True, required=True, error_messages={
        "required": "Geef aan of een ander mogelijk aansprakelijk is: ja, nee of onbekend."})
    employee_version = ma.Integer(load_default=None, strict=True)
    labour_conflict = ma.Boolean(load_default=False, truthy={True}, falsy={False})
    safety_net = ma.Boolean(load_default=False, truthy={True}, falsy={False})
    work_accident = ma.Boolean(load_default=False, truthy={True}, falsy={False})
    contested = ma.Boolean(load_default=False, truthy={True}, falsy={False})
    same_cause = ma.Enum(SameCause, by_value=True, load_default=SameCause.UNKNOWN)
    expected_days = ma.Integer(load_default=None, strict=True, validate=validate.Range(1, 728))

    @post_load
    def command(self, data: dict[str, object], **_: object) -> SickReport:
        """The command of the use case."""
        return SickReport(**data)  # type: ignore[arg-type]


class RecoverySchema(Schema):
    """A recovery: FULL with the first fit day, or PARTIAL with a basis."""

    kind = ma.String(required=True, validate=validate.OneOf(["FULL", "PARTIAL"], error="Kies FULL of PARTIAL."))
    data_checked = ma.Boolean(load_default=False, truthy={True}, falsy={False})
    first_fit_day = ma.Date(load_default=None)
    effective_on = ma.Date(load_default=None)
    basis = ma.Enum(RecoveryBasis, by_value=True, load_default=None)
    recovered_pct = Number(load_default=None)
    wage_value_month = Amount(load_default=None)
    contract_wage_month = Amount(load_default=None)
    correction = ma.Boolean(load_default=False, truthy={True}, falsy={False})

    @post_load
    def command(self, data: dict[str, object], **_: object) -> RecoveryReport:
        """The command of the use case.

        :raises ValidationError: if the fields do not fit the kind
        """
        kind = data.pop("kind")
        needed = ("first_fit_day",) if kind == "FULL" else ("effective_on", "basis")
        missing = {field: ["Missing data for required field."] for field in needed if data[field] is None}
        if missing:
            raise ValidationError(missing)
        if kind == "PARTIAL":
            data["first_fit_day"] = None
        return RecoveryReport(**data)  # type: ignore[arg-type]


class CorrectionSchema(Schema):
    """What must be different."""

    first_sick_day = ma.Date(load_default=None)
    recovered_on = ma.Date(load_default=None)
    same_cause = ma.Enum(SameCause, by_value=True, load_default=None)
    third_party = ma.Enum(ThirdParty, by_value=True, load_default=None)
    labour_conflict = ma.Boolean(load_default=None)
    safety_net = ma.Boolean(load_default=None)
    mutation_id = ma.String(load_default=None)
    effective_on = ma.Date(load_default=None)
    basis = ma.Enum(RecoveryBasis, by_value=True, load_default=None)
    recovered_pct = Number(load_default=None)
    wage_value_month = Amount(load_default=None)
    contract_wage_month = Amount(load_default=None)

    @post_load
    def command(self, data: dict[str, object], **_: object) -> Correction:
        """The command of the use case."""
        return Correction(**data)  # type: ignore[arg-type]


class CancellationSchema(Schema):
    """Why a report is withdrawn: a code, never text."""

    reason = ma.String(required=True, validate=validate.OneOf(
        ["MISTAKE", "NOT_SICK", "WRONG_EMPLOYEE", "DUPLICATE"], error="Kies een van de redenen."))


class SafetyNetSchema(Schema):
    """What the Sickness Benefits Act pays a day."""

    valid_from = ma.Date(required=True)
    zw_benefit_daily = Amount(required=True)


class MutationSchema(Schema):
    """A partial recovery as shown."""

    mutation_id = ma.String()
    effective_on = ma.Date()
    recorded_on = ma.Date()
    basis = ma.String()
    recovered_pct = Number()
    wage_value_month = Amount()
    contract_wage_month = Amount()


class AbsenceViewSchema(Schema):
    """An absence as shown."""

    absence_number = ma.String(attribute="absence.absence_number")
    employee_id = ma.String(attribute="absence.employee_id")
    employer_id = ma.String(attribute="absence.employer_id")
    sequence = ma.Integer(attribute="absence.sequence")
    status = ma.String(attribute="absence.status")
    first_sick_day = ma.Date(attribute="absence.first_sick_day")
    reported_on = ma.Date(attribute="absence.reported_on")
    late = ma.Function(lambda view: view.absence.days_late > 0)
    days_late = ma.Integer(attribute="absence.days_late")
    recovered_on = ma.Date(attribute="absence.recovered_on")
    end_of_service = ma.Date(attribute="absence.end_of_service")
    composite_id = ma.String(attribute="absence.composite_id")
    composite_first_sick_day = ma.Date(attribute="absence.composite_first_sick_day")
    sick_days = ma.Integer()
    third_party = ma.String(attribute="absence.third_party")
    labour_conflict = ma.Boolean(attribute="absence.labour_conflict")
    work_accident = ma.Boolean(attribute="absence.work_accident")
    contested = ma.Boolean(attribute="absence.contested")
    safety_net = ma.Boolean(attribute="absence.safety_net")
    same_cause = ma.String(attribute="absence.same_cause")
    expected_days = ma.Integer(attribute="absence.expected_days")
    mutations = ma.List(ma.Nested(MutationSchema), attribute="absence.mutations")
    delivery = ma.Function(lambda view: {
        "reported_at": view.absence.reported_at.isoformat(),
        "dossier_opened_on": view.absence.dossier_opened_on and view.absence.dossier_opened_on.isoformat(),
        "claim_opened_on": view.absence.claim_opened_on and view.absence.claim_opened_on.isoformat(),
        "claim_rejected_because": view.absence.claim_rejected_because})


class AbsenceQuery(PageQuery):
    """Query of the absence list."""

    employee_id = ma.String(data_key="employeeId", load_default=None)
    status = ma.String(load_default=None, validate=validate.OneOf(
        ["OPEN", "REPORTED", "PARTIALLY_RECOVERED", "RECOVERED", "LEFT_SERVICE", "TERM_REACHED", "CANCELLED"]))


class HistorySchema(Schema):
    """An entry of the trail."""

    recorded_at = ma.AwareDateTime()
    actor_id = ma.String()
    kind = ma.String()
    old = ma.Dict()
    new = ma.Dict()


class CampaignSchema(Schema):
    """Changed wages from 1 January on, by employee."""

    wages = ma.Dict(keys=ma.String(), values=Amount(), load_default=dict)
