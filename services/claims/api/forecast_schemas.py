"""Request and response bodies of forecasts."""
from typing import Any

from marshmallow import Schema, ValidationError, post_load
from marshmallow import fields as ma

from services.claims.api.schemas import LineSchema
from services.claims.usecases.benefits.forecast_case import SupposedRecovery, SupposedWithdrawal, Withdrawn
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


class SupposedWithdrawalSchema(Schema):
    """A withdrawal as it would be reported."""

    what = Choice(Withdrawn, required=True)
    effective_on = Day(CASE_DATE, load_default=None)

    @post_load
    def command(self, data: dict[str, Any], **_: object) -> SupposedWithdrawal:
        """The command of the use case.

        :raises ValidationError: if the day of a partial recovery is missing
        """
        if data["what"] is Withdrawn.PARTIAL and data["effective_on"] is None:
            raise ValidationError({"effective_on": [CodedMessage("input.required", "Vul dit in.")]})
        return SupposedWithdrawal(**data)


class CaseForecastQuery(MonthsQuery):
    """A supposed recovery or withdrawal, if any."""

    recovery = ma.Nested(SupposedRecoverySchema, load_default=None)
    withdrawal = ma.Nested(SupposedWithdrawalSchema, load_default=None)

    @post_load
    def command(self, data: dict[str, Any], **_: object) -> dict[str, Any]:
        """The supposed change, and the number of months.

        :raises ValidationError: if both are supposed
        """
        recovery, withdrawal = data["recovery"], data["withdrawal"]
        if recovery and withdrawal:
            raise ValidationError({"withdrawal": [CodedMessage("input.invalid", "Vul een herstel of een intrekking in.")]})
        return {"months": data["months"], "supposed": recovery or withdrawal}


class ForecastMonthSchema(VisibleSchema):
    """A month of a forecast, with its lines; `before` and `difference` with a supposed change only."""

    month = ma.String(attribute="benefit.month")
    pay_on = ma.Date()
    total = of("benefit", Amount(attribute="benefit.total"))
    before = of("benefit", Amount(allow_none=True))
    difference = of("benefit", Amount(allow_none=True))
    lines = of("benefit", ma.List(ma.Nested(LineSchema), attribute="benefit.lines"))


class ForecastSchema(VisibleSchema):
    """The months of the benefit, if nothing changes.

    `set_off`, with a supposed withdrawal only, is what it changes of the months that are paid.
    """

    own_risk_from = ma.Date(allow_none=True)
    own_risk_until = ma.Date(allow_none=True)
    first_benefit_day = ma.Date(attribute="first_payable_on", allow_none=True)
    not_covered = ma.String(allow_none=True)
    set_off = of("benefit", Amount(allow_none=True))
    months = ma.List(ma.Nested(ForecastMonthSchema))
