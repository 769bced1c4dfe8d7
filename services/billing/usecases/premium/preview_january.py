"""What January data do to the premium, by the rules that settle them, before they are submitted (R-018, R-019)."""
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from services.billing import store
from services.billing.domain.policies.premium_of_year import Wages, covered_year, provisional_premium, rated_year
from services.billing.domain.policies.versions import Versions
from services.billing.domain.premium.instalments import Instalment, plan_instalments, replan
from services.billing.domain.premium.premium import definitive_premium_of, premium_of, settle
from services.billing.domain.premium.premium_year import PremiumYearState
from services.billing.domain.premium.wages import WageSegment, wage_on
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO
from shared.kernel.refusals import RuleViolated


@dataclass(frozen=True, slots=True, kw_only=True)
class PastYear:
    """The definitive premium of the past year in euros.

    :ivar settlement: to invoice, or if negative to credit
    """

    payroll: Decimal
    definitive: Decimal
    invoiced: Decimal
    settlement: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class NewYear:
    """The provisional premium of the new year in euros.

    :ivar before: without these data
    :ivar instalments: those still to be invoiced
    :ivar remainder: to invoice, or if negative to credit, at once, because no instalment can include it
    """

    payroll: Decimal
    before: Decimal
    provisional: Decimal
    instalments: Sequence[Instalment]
    remainder: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class EmployeePremium:
    """The part of one employee in both premiums, in euros; parts are rounded, so that their sum may differ by cents."""

    employee_id: str
    past: Decimal
    new: Decimal

    @property
    def difference(self) -> Decimal:
        """What the new year costs more than the past one."""
        return self.new - self.past


@dataclass(frozen=True, slots=True, kw_only=True)
class JanuaryPreview:
    """Both years; None for a year without cover."""

    year: int
    past: PastYear | None
    new: NewYear | None
    employees: Sequence[EmployeePremium]


def preview_january(session: Session, *, actor: Actor, policy_number: str, year: int,
                    wages: Mapping[str, Decimal]) -> JanuaryPreview:
    """The premium of both years if these data are submitted.

    :param wages: annual wage from 1 January by employee id, for those whose wage changes
    :raises NotFound: ``policy.not_found``
    :raises RuleViolated: ``campaign.not_open`` for a year to come
    """
    policy = store.get_policy(session, policy_number, actor)
    if year > session.clock.today().year:
        raise RuleViolated("campaign.not_open", "De januarironde van dat jaar is niet open.", field="year")
    versions, employees = store.get_versions(session, policy.policy_number), store.list_employees(session, policy_number)
    known = [employee.insured_wages for employee in employees]
    named = [_named(employee, date(year, 1, 1), wages.get(employee.employee_id)) for employee in employees]
    rows = {each: session.get(store.PremiumYear, (policy_number, each)) for each in (year - 1, year)}
    return JanuaryPreview(
        year=year, past=_past(versions, year - 1, named, rows[year - 1]), new=_new(versions, year, known, named, rows[year]),
        employees=[EmployeePremium(employee_id=employee.employee_id, past=_past_part(versions, year - 1, segments),
                                   new=_new_part(versions, year, segments))
                   for employee, segments in zip(employees, named, strict=True)])


def _named(employee: store.Employee, first: date, wage: Decimal | None) -> list[WageSegment]:
    """The wages, with another one from 1 January or from the first day in service if that is later."""
    amounts = {segment.valid_from: segment.annual_wage for segment in employee.wages}
    if wage is not None:
        amounts[max(first, employee.employed_from)] = wage
    return store.insured_wages(sorted(amounts.items()), employee.employed_from, employee.employed_until)


def _past(versions: Versions, year: int, wages: Wages, row: store.PremiumYear | None) -> PastYear | None:
    rated = rated_year(versions, year)
    if not rated:
        return None
    if row is not None and row.state == PremiumYearState.SETTLED.value:
        return PastYear(payroll=row.definitive_payroll or ZERO, definitive=row.definitive or ZERO, invoiced=row.invoiced,
                        settlement=ZERO)
    definitive, invoiced = definitive_premium_of(wages, year, rated), row.invoiced if row is not None else ZERO
    return PastYear(payroll=definitive.payroll, definitive=definitive.premium, invoiced=invoiced,
                    settlement=settle(definitive.premium, invoiced=invoiced).amount)


def _new(versions: Versions, year: int, known: Wages, named: Wages, row: store.PremiumYear | None) -> NewYear | None:
    if not rated_year(versions, year):
        return None
    payroll, premium = provisional_premium(versions, year, named)
    if row is None:
        covered = covered_year(versions, year).covered
        parts = plan_instalments(premium, covered, versions.on(covered.start).instalments)
        return NewYear(payroll=payroll, before=provisional_premium(versions, year, known)[1], provisional=premium,
                       instalments=parts, remainder=ZERO)
    others = [part for part in row.instalments if part.invoice_number is None]
    invoiced = [part.amount for part in row.instalments if part.invoice_number is not None]
    if row.state != PremiumYearState.PROVISIONAL.value or premium == row.provisional:
        return NewYear(payroll=row.provisional_payroll, before=row.provisional, provisional=row.provisional, remainder=ZERO,
                       instalments=[Instalment(part.invoiced_on, part.amount) for part in others])
    plan = replan(premium, invoiced=invoiced, still_open=len(others))
    return NewYear(payroll=payroll, before=row.provisional, provisional=premium, remainder=plan.remainder,
                   instalments=[Instalment(part.invoiced_on, amount) for part, amount in zip(others, plan.amounts, strict=True)])


def _past_part(versions: Versions, year: int, segments: Sequence[WageSegment]) -> Decimal:
    return definitive_premium_of([segments], year, rated_year(versions, year)).premium


def _new_part(versions: Versions, year: int, segments: Sequence[WageSegment]) -> Decimal:
    if not rated_year(versions, year):
        return ZERO
    covered = covered_year(versions, year)
    rate = versions.on(covered.covered.start).rate
    return premium_of(wage_on(segments, covered.covered.start, cap=rate.cap), rate, covered)
