"""Deputies: a colleague with the rights of the main contact while that person is absent."""
from datetime import date, timedelta

from services.identity.domain.accounts.account import AccountKind
from shared.kernel.refusals import Forbidden, RuleViolated

LONGEST = timedelta(days=366)


class PeriodInvalid(RuleViolated):
    """The period lies in the past, ends before it begins or is longer than a year."""


class NotTheMainContact(Forbidden):
    """Only the main contact names a deputy."""


class CannotDeputise(RuleViolated):
    """The person is no colleague with access."""


def ensure_main_contact(kind: str | None) -> None:
    """Refuse everybody except the employer's main contact.

    :raises NotTheMainContact: for another kind of account
    """
    if kind != AccountKind.MAIN_CONTACT:
        raise NotTheMainContact("deputy.main_contact_only", "Alleen de hoofdcontactpersoon wijst een vervanger aan.")


def check_period(first: date, last: date, *, today: date) -> None:
    """Check a period, both days inclusive.

    :raises PeriodInvalid: naming the field
    """
    if last < first:
        raise PeriodInvalid("deputy.period", "De laatste dag ligt voor de eerste.", field="last")
    if first < today:
        raise PeriodInvalid("deputy.period", "De eerste dag is al voorbij. Kies vandaag of een latere dag.", field="first")
    if last - first > LONGEST:
        raise PeriodInvalid("deputy.period", "Een vervanging duurt hoogstens een jaar.", field="last")


def ensure_colleague(kind: str, *, is_live: bool) -> None:
    """Refuse third parties, the main contact and people without access as deputy.

    :raises CannotDeputise: for one of them
    """
    if kind != AccountKind.COLLEAGUE or not is_live:
        raise CannotDeputise("deputy.colleague_only", "Kies een collega die toegang heeft.", field="account_id")
