"""Request and response bodies of the absence API; requests refuse unknown fields."""
from typing import Any

from marshmallow import Schema, ValidationError, post_load, validates_schema
from marshmallow import fields as ma

from services.absence.usecases.absences.correct_absence import Correction
from services.absence.usecases.absences.report_recovery import RecoveryReport
from services.absence.usecases.absences.report_sick import SickReport
from services.absence.usecases.employees.add_employee import EmployeeData
from services.absence.usecases.employees.correct_employee import EmployeeCorrection
from shared.access.visible import VisibleSchema, of
from shared.events.absence import ReportedContact, ReportedFacts
from shared.fields.contact import parse_phone
from shared.fields.dates import BIRTH_DATE, CASE_DATE, SERVICE_DATE, WAGE_DATE
from shared.fields.identifiers import parse_employee_number, parse_id
from shared.fields.names import parse_infix, parse_name
from shared.fields.numbers import ANNUAL_WAGE, DAILY_BENEFIT, MONTH_WAGE, PERCENTAGE, WEEKLY_HOURS, WholeRule
from shared.fields.text import parse_occupation, parse_search
from shared.kernel.refusals import Malformed
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import AbsenceStatus, DepartureReason, LeaveKind, RecoveryBasis, ThirdParty
from shared.web.declared import accepted_fields
from shared.web.fields import Amount, Choice, CodedMessage, Day, Flag, Number, Whole, Word, Written
from shared.web.pages import PageQuery

LARGEST_VERSION = 999_999_999
MOST_OF_EACH = 10
NEEDED = {"FULL": ("first_fit_day",), "PARTIAL": ("effective_on", "basis"), "RELAPSE": ("effective_on",)}
"""The kinds of recovery with the fields that each needs."""


class EmployeeSchema(Schema):
    """An employee as supplied."""

    employee_number = Written(parse_employee_number, required=True)
    first_name = Written(parse_name, required=True)
    infix = Written(parse_infix, load_default=None, allow_none=True)
    last_name = Written(parse_name, required=True)
    birth_date = Day(BIRTH_DATE, required=True)
    phone = Written(parse_phone, load_default=None, allow_none=True)
    function = Written(parse_occupation, load_default=None, allow_none=True)
    department = Written(parse_occupation, load_default=None, allow_none=True)
    employed_from = Day(SERVICE_DATE, required=True)
    employed_until = Day(SERVICE_DATE, load_default=None, allow_none=True)
    annual_wage = Amount(ANNUAL_WAGE, required=True)
    contract_hours = Number(WEEKLY_HOURS, required=True)

    @post_load
    def command(self, data: dict[str, object], **_: object) -> EmployeeData:
        """The command of the use case."""
        return EmployeeData(**data)  # type: ignore[arg-type]


class WageSchema(Schema):
    """A wage that is valid from a date."""

    valid_from = Day(WAGE_DATE, required=True)
    annual_wage = Amount(ANNUAL_WAGE, required=True)
    contract_hours = Number(WEEKLY_HOURS, load_default=None)


class EmployeeViewSchema(VisibleSchema):
    """An employee as shown."""

    employee_id = ma.String(attribute="employee.employee_id")
    employee_number = ma.String(attribute="employee.employee_number")
    version = ma.Integer(attribute="employee.version")
    first_name = ma.String(attribute="employee.first_name")
    infix = ma.String(attribute="employee.infix", allow_none=True)
    last_name = ma.String(attribute="employee.last_name")
    birth_date = ma.Date(attribute="employee.birth_date")
    phone = ma.String(attribute="employee.phone", allow_none=True)
    function = ma.String(attribute="employee.function", allow_none=True)
    department = ma.String(attribute="employee.department", allow_none=True)
    employed_from = ma.Date(attribute="employee.employed_from")
    employed_until = ma.Date(attribute="employee.employed_until", allow_none=True)
    departure_reason = of("departure", ma.String(attribute="employee.departure_reason", allow_none=True))
    annual_wage = of("wage", Amount(attribute="wage.annual_wage"))
    contract_hours = of("wage", Number(attribute="wage.contract_hours"))
    wages = of("wage", ma.List(ma.Nested(WageSchema), attribute="employee.wages"))


class DepartureSchema(Schema):
    """The last day in service, possibly ahead."""

    last_day = Day(SERVICE_DATE, required=True)
    reason = Choice(DepartureReason, load_default=None)


class LeaveSchema(Schema):
    """Leave, both days included."""

    leave_id = ma.String(dump_only=True)
    kind = Choice(LeaveKind, required=True)
    start = Day(CASE_DATE, required=True)
    end = Day(CASE_DATE, required=True)


class LeaveViewSchema(Schema):
    """Leave as shown."""

    leave_id = ma.String()
    kind = ma.String()
    start = ma.Date()
    end = ma.Date()


class ConflictFlag(Flag):
    """Whether there is a labour conflict; text in its place is not read, so that nobody writes down what it is about (R-095)."""

    def _deserialize(self, value: Any, attr: str | None, data: Any, **kwargs: Any) -> bool:
        if not isinstance(value, bool):
            raise Malformed("labour_conflict.flag_only", "Meld alleen of er een arbeidsconflict is: true of false. Schrijf niet "
                                                         "op waar het over gaat.", field="labour_conflict")
        return value


class EmployeeCorrectionSchema(Schema):
    """Corrections of the employee's data, stored together with the report."""

    phone = Written(parse_phone, load_default=None)
    function = Written(parse_occupation, load_default=None)
    department = Written(parse_occupation, load_default=None)
    annual_wage = Amount(ANNUAL_WAGE, load_default=None)
    contract_hours = Number(WEEKLY_HOURS, load_default=None)
    valid_from = Day(WAGE_DATE, load_default=None)

    @post_load
    def command(self, data: dict[str, object], **_: object) -> EmployeeCorrection:
        """The command of the use case."""
        return EmployeeCorrection(**data)  # type: ignore[arg-type]


class SickReportSchema(Schema):
    """A sick report; it has no field for medical information."""

    class Meta:
        include = (accepted_fields(ReportedFacts) | accepted_fields(ReportedContact)
                   | {"labour_conflict": ConflictFlag(load_default=False)})

    employee_id = Written(parse_id, required=True)
    first_sick_day = Day(CASE_DATE, required=True)
    data_checked = Flag(load_default=False)
    third_party = Choice(ThirdParty, load_default=None, allow_none=True)
    employee_version = Whole(WholeRule(1, LARGEST_VERSION), load_default=None)
    employee = ma.Nested(EmployeeCorrectionSchema, load_default=None)

    @post_load
    def command(self, data: dict[str, object], **_: object) -> SickReport:
        """The command of the use case."""
        return SickReport(**data)  # type: ignore[arg-type]


class RecoverySchema(Schema):
    """A recovery: FULL with the first fit day, PARTIAL with a date and a basis, or RELAPSE with a date."""

    kind = Word(list(NEEDED), required=True)
    data_checked = Flag(load_default=False)
    data_dispute = Flag(load_default=False)
    first_fit_day = Day(CASE_DATE, load_default=None)
    effective_on = Day(CASE_DATE, load_default=None)
    basis = Choice(RecoveryBasis, load_default=None)
    recovered_pct = Number(PERCENTAGE, load_default=None)
    wage_value_month = Amount(MONTH_WAGE, load_default=None)
    contract_wage_month = Amount(MONTH_WAGE, load_default=None)
    correction = Flag(load_default=False)

    @post_load
    def command(self, data: dict[str, object], **_: object) -> RecoveryReport:
        """The command of the use case.

        :raises ValidationError: if the fields do not match the kind
        """
        kind = str(data.pop("kind"))
        missing = {field: [CodedMessage("input.required", "Vul dit in.")] for field in NEEDED[kind] if data[field] is None}
        if missing:
            raise ValidationError(missing)
        if kind != "FULL":
            data["first_fit_day"] = None
        if kind == "RELAPSE":
            data["basis"] = None
        return RecoveryReport(**data)  # type: ignore[arg-type]


class CorrectionSchema(Schema):
    """The values to correct."""

    data_checked = Flag(load_default=False)
    data_dispute = Flag(load_default=False)
    first_sick_day = Day(CASE_DATE, load_default=None)
    recovered_on = Day(CASE_DATE, load_default=None)
    same_cause = Choice(SameCause, load_default=None)
    third_party = Choice(ThirdParty, load_default=None)
    labour_conflict = ConflictFlag(load_default=None)
    safety_net = Flag(load_default=None)
    mutation_id = Written(parse_id, load_default=None)
    effective_on = Day(CASE_DATE, load_default=None)
    basis = Choice(RecoveryBasis, load_default=None)
    recovered_pct = Number(PERCENTAGE, load_default=None)
    wage_value_month = Amount(MONTH_WAGE, load_default=None)
    contract_wage_month = Amount(MONTH_WAGE, load_default=None)

    @post_load
    def command(self, data: dict[str, object], **_: object) -> Correction:
        """The command of the use case."""
        return Correction(**data)  # type: ignore[arg-type]


class CancellationSchema(Schema):
    """The reason code for the withdrawal of a report."""

    reason = Word(["MISTAKE", "NOT_SICK", "WRONG_EMPLOYEE", "DUPLICATE"], required=True)


class WithdrawalSchema(Schema):
    """The body of a withdrawal, which has no fields."""


class SafetyNetSchema(Schema):
    """The daily benefit under the Sickness Benefits Act."""

    valid_from = Day(CASE_DATE, required=True)
    zw_benefit_daily = Amount(DAILY_BENEFIT, required=True)


class SafetyNetWithdrawalSchema(Schema):
    """The first day of the amount to withdraw."""

    valid_from = Day(CASE_DATE, required=True)


class AbsenceQuery(PageQuery):
    """Query parameters of the absence list."""

    employee_id = ma.List(Written(parse_id), data_key="employeeId", load_default=())
    status = Word(["OPEN", *AbsenceStatus], load_default=None)
    search = Written(parse_search, load_default=None)
    latest_of_each = Whole(WholeRule(1, MOST_OF_EACH), in_query=True, data_key="latestOfEach", load_default=None)
    order = Word(("oldest", "newest"), load_default="oldest")

    @validates_schema
    def check(self, data: dict[str, Any], **_: object) -> None:
        """The latest of each are counted among the absences of given employees only."""
        if data["latest_of_each"] is not None and not data["employee_id"]:
            raise ValidationError({"employeeId": [CodedMessage("input.required", "Noem de werknemers.")]})
