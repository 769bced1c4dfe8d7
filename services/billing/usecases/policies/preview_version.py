"""What a new version of a policy does to premium and arbo fee, before it is accepted (domain.md §15.8)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from services.billing import store
from services.billing.domain.arbo.arbo_period import billing_period, reference_date
from services.billing.domain.arbo.fee import Employment, headcount
from services.billing.domain.policies.expected_premium import ExpectedPremium, expected_premium
from services.billing.domain.policies.premium_of_year import Wages, covered_year, provisional_premium, rated_year
from services.billing.domain.policies.versions import Versions
from services.billing.domain.premium.instalments import Instalment, plan_instalments
from services.billing.usecases.policies.accept_policy import PolicyApplication, draft_version
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.money import ZERO

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class YearPreview:
    """The premium of a year without and with the new version, in euros.

    :ivar before: expected at the settlement, as `after`
    :ivar provisional_before: invoiced in advance, as `provisional_after`; a year that has begun keeps it
    :ivar instalments: still to be invoiced with the new version
    """

    year: int
    before: ExpectedPremium
    after: ExpectedPremium
    provisional_before: Decimal
    provisional_after: Decimal
    instalments: Sequence[Instalment]

    @property
    def difference(self) -> Decimal:
        """What the new version costs more."""
        return self.after.premium - self.before.premium


@dataclass(frozen=True, slots=True, kw_only=True)
class ArboPreview:
    """The arbo fee of the first period after the change, in euros including VAT; 0 without cover.

    :ivar counted_on: the day on which the employees are counted
    """

    counted_on: date
    heads: int
    before: Decimal
    after: Decimal


@dataclass(frozen=True, slots=True, kw_only=True)
class VersionPreview:
    """A version before it is accepted.

    :ivar row: the version
    :ivar former: the version that applies on its first day without it
    :ivar applies_from: the first day on which it counts
    """

    policy: store.Policy
    row: store.PolicyVersion
    former: store.PolicyVersion
    applies_from: date
    years: Sequence[YearPreview]
    arbo: ArboPreview


def preview_version(session: Session, *, actor: Actor, command: PolicyApplication) -> VersionPreview:
    """Calculate with a version and without it; writes nothing.

    :raises NotFound: ``policy.not_found``
    :raises RuleViolated: as `accept_policy`
    """
    policy = store.get_policy(session, command.policy_number, actor)
    rows = store.list_versions(session, [policy.policy_number])[policy.policy_number]
    row = draft_version(session, command)
    before, after = (Versions([one.value for one in each]) for each in (rows, [*rows, row]))
    employees = store.list_employees(session, policy.policy_number)
    first = row.value.applies_from
    begun = {year: session.get(store.PremiumYear, (policy.policy_number, year)) for year in (first.year, first.year + 1)}
    wages = [employee.insured_wages for employee in employees]
    return VersionPreview(
        policy=policy, row=row, former=store.row_on(rows, first), applies_from=first,
        years=[_year(before, after, year, wages, premium_year) for year, premium_year in begun.items()],
        arbo=_arbo(before, after, first, [employee.employment for employee in employees]))


def _year(before: Versions, after: Versions, year: int, wages: Wages, begun: store.PremiumYear | None) -> YearPreview:
    expected = [expected_premium(versions, year, wages) for versions in (before, after)]
    if begun is not None:
        provisional, rest = (begun.provisional, begun.provisional), [
            Instalment(part.invoiced_on, part.amount) for part in begun.instalments
            if part.invoice_number is None and after.covers(part.invoiced_on)]
    else:
        provisional, rest = (_provisional(before, year, wages), _provisional(after, year, wages)), []
        if provisional[1]:
            covered = covered_year(after, year).covered
            rest = list(plan_instalments(provisional[1], covered, after.on(covered.start).instalments))
    return YearPreview(year=year, before=expected[0], after=expected[1], provisional_before=provisional[0],
                       provisional_after=provisional[1], instalments=rest)


def _provisional(versions: Versions, year: int, wages: Wages) -> Decimal:
    return provisional_premium(versions, year, wages)[1] if rated_year(versions, year) else ZERO


def _arbo(before: Versions, after: Versions, first: date, employments: Sequence[Employment]) -> ArboPreview:
    """The fee of the first period that begins on or after the change."""
    length = after.on(first).arbo_period
    counted_on = reference_date(length, first)
    if counted_on < first:
        counted_on = (billing_period(length, first).end or first) + ONE_DAY
    heads = headcount(employments, on=counted_on)
    fees = [heads * versions.on(counted_on).arbo_tariff if versions.covers(counted_on) else ZERO for versions in (before, after)]
    return ArboPreview(counted_on=counted_on, heads=heads, before=fees[0], after=fees[1])
