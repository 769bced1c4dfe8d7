"""Agreements between employer and employee, kept from the first sick day (R-128)."""
from datetime import date

from shared.kernel.refusals import RuleViolated


class AgreementRefused(RuleViolated):
    """The agreement is dated outside the case."""


def check_day(agreed_on: date, *, first_sick_day: date, today: date) -> None:
    """Refuse an agreement of before the first sick day or of the future.

    :raises AgreementRefused: ``agreement.before_sick_day`` or ``agreement.future_date``
    """
    if agreed_on < first_sick_day:
        raise AgreementRefused("agreement.before_sick_day", "De datum ligt voor de eerste ziektedag.", field="agreed_on")
    if agreed_on > today:
        raise AgreementRefused("agreement.future_date", "De datum ligt in de toekomst.", field="agreed_on")
