"""Request and response bodies of forecasts."""
from typing import Any

from marshmallow import Schema, ValidationError, post_load
from marshmallow import fields as ma

from services.claims.api.schemas import LineSchema
from services.claims.usecases.benefits.forecast_case import SupposedRecovery
from services.claims.usecases.benefits.forecast_report import MONTHS_AHEAD, SupposedReport
from shared.access.visible import VisibleSchema, of
from shared.fields.dates import CASE_DATE, WAGE_DATE
from shared.fields.identifiers import parse_id
from shared.fields.numbers import ANNUAL_WAGE, MONTH_WAGE, PERCENTAGE, WholeRule
from shared.kernel.sickness import SameCause
from shared.kernel.vocabulary import RecoveryBasis
from shared.web.fields import Amount, Choice, CodedMessage, Day, Flag, Number, Whole, Word, Written

MONTHS = 3


class MonthsQuery(Schema):
    """How many months are shown."""

    months = Whole(WholeRule(1, MONTHS_AHEAD), load_default=MONTHS)


class ReportForecastQuery(MonthsQuery):
    """The answers of a report that decide about its benefit."""

    employee_id = Written(parse_id, required=True)
    first_sick_day = Day(CASE_DATE, required=True)
    safety_net = Flag(load_default=False)
    same_cause = Choice(SameCause, load_default=SameCause.UNKNOWN)
    annual_wage = Amount(ANNUAL_WAGE, load_default=None)
    wage_from = Day(WAGE_DATE, load_default=None)

    @post_load
    def command(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The command of the use case, and the number of months."""
        return {"months": data.pop("months"), "command": SupposedReport(**data)}


class SupposedRecoverySchema(Schema):
    """A recovery as it would be reported."""

    kind = Word(["FULL", "PARTIAL"], required=True)
    first_fit_day = Day(CASE_DATE, load_default=None)
    effective_on = Day(CASE_DATE, load_default=None)
    basis = Choice(RecoveryBasis, load_default=RecoveryBasis.OWN_WORK_HOURS)
    recovered_pct = Number(PERCENTAGE, load_default=None)
    wage_value_month = Amount(MONTH_WAGE, load_default=None)
    contract_wage_month = Amount(MONTH_WAGE, load_default=None)

    @post_load
    def command(self, data: dict[str, Any], **_: object) -> SupposedRecovery:
        """The command of the use case.

        :raises ValidationError: if a field that the kind and the basis need is missing
        """
        kind = data.pop("kind")
        measures = {RecoveryBasis.OWN_WORK_HOURS: ("recovered_pct",), RecoveryBasis.THERAPY: (),
                    RecoveryBasis.WAGE_VALUE: ("wage_value_month", "contract_wage_month")}
        needed = ("first_fit_day",) if kind == "FULL" else ("effective_on", *measures[data["basis"]])
        missing = {name: [CodedMessage("input.required", "Vul dit in.")] for name in needed if data[name] is None}
        if missing:
            raise ValidationError(missing)
        return SupposedRecovery(**data | ({} if kind == "FULL" else {"first_fit_day": None}))


class CaseForecastQuery(MonthsQuery):
    """A supposed recovery, if any."""

    recovery = ma.Nested(SupposedRecoverySchema, load_default=None)


class ForecastMonthSchema(VisibleSchema):
    """A month of a forecast, with its lines; `before` and `difference` with a supposed recovery only."""

    month = ma.String(attribute="benefit.month")
    pay_on = ma.Date()
    total = of("benefit", Amount(attribute="benefit.total"))
    before = of("benefit", Amount(allow_none=True))
    difference = of("benefit", Amount(allow_none=True))
    lines = of("benefit", ma.List(ma.Nested(LineSchema), attribute="benefit.lines"))


class ForecastSchema(Schema):
    """The months of the benefit, if nothing changes."""

    own_risk_from = ma.Date(allow_none=True)
    own_risk_until = ma.Date(allow_none=True)
    first_benefit_day = ma.Date(attribute="first_payable_on", allow_none=True)
    not_covered = ma.String(allow_none=True)
    months = ma.List(ma.Nested(ForecastMonthSchema))
