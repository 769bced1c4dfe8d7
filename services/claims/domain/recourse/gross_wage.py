"""The gross wage of the sick days of a case, of which the benefit leaves a part with the employer (domain.md §5.3)."""
from dataclasses import replace
from decimal import Decimal

from services.claims.domain.benefits.benefit import calculate_benefits
from services.claims.domain.benefits.case import HUNDRED, CaseInput
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.kernel.period import Period
from shared.kernel.vocabulary import LateReportRule

NO_CAP = Decimal(1_000_000_000)


def gross_wage_loss(case: CaseInput, *, through: Month) -> Decimal:
    """The gross wage in euros of the incapacity up to and including a month, from the first sick day.

    It is what a policy would pay that has no own-risk term, no cap and full cover without charges, so that the employer's
    uninsured part is what the real policy leaves.

    :raises WageUnknown: if no wage is known on the first sick day
    """
    whole = tuple(replace(terms, waiting_value=0, coverage_year1=HUNDRED, coverage_year2=HUNDRED, employer_charges_pct=ZERO,
                          max_insured_wage=NO_CAP, late_report_rule=LateReportRule.NONE, pre_existing_cover=True)
                  for terms in case.terms)
    months = calculate_benefits(replace(case, terms=whole, suspensions=(), cover=(Period(case.first_sick_day),)),
                                through=through)
    return sum((month.total for month in months), ZERO)
