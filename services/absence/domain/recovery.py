"""Full and partial recoveries and relapses of an employee (R-009, R-010, R-011; domain.md §3.4, §15.1–§15.3, §15.7)."""
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from services.absence.domain.states import Change
from shared.kernel.refusals import Conflict, RuleViolated
from shared.kernel.vocabulary import RecoveryBasis
from shared.law import law

HUNDRED = Decimal(100)
NOTHING = Decimal("0.00")
MAX_DAYS_AHEAD = 14
"""How far ahead a recovery may be reported (domain.md §15.3, intake.max_days_ahead)."""
CONTRACT_WAGE_TOLERANCE_PCT = 10
"""By how many percent a contract wage may differ from the wage on record without a flag (domain.md §15.7)."""
MONTHS_A_YEAR = 12


class OutOfOrder(Conflict):
    """The date is before a change that was recorded earlier, so that the report is a correction."""


class RelapseWithoutRecovery(RuleViolated):
    """A relapse follows a partial recovery (domain.md §15.1)."""


@dataclass(frozen=True, slots=True)
class Recovery:
    """A recovery to record.

    :ivar recovered_pct: 0 to 100, two decimals
    :ivar closes: whether the absence ends on the effective date
    """

    effective_on: date
    recovered_pct: Decimal
    basis: RecoveryBasis | None
    closes: bool

    @property
    def is_relapse(self) -> bool:
        """Whether the employee is fully sick again."""
        return is_relapse(self.basis, self.recovered_pct)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What was recorded of an absence so far.

    :ivar changes: partial recoveries and relapses in effect, by date
    :ivar recovered_on: first day fully fit, if a full recovery is recorded
    """

    first_sick_day: date
    changes: Sequence[Change] = ()
    recovered_on: date | None = None


def is_relapse(basis: RecoveryBasis | None, recovered_pct: Decimal) -> bool:
    """Whether a recorded change is a relapse: nothing of the own work, which no partial recovery can be."""
    return basis is RecoveryBasis.OWN_WORK_HOURS and recovered_pct == 0


def full(first_fit_day: date, course: Course, *, today: date, correction: bool = False) -> Recovery:
    """A full recovery from `first_fit_day`, the first calendar day on which the agreed work can be done in full (R-010).

    On the date of a partial recovery it replaces that one (§15.2).

    :param correction: whether the day may be before that of a recorded change
    """
    if first_fit_day <= course.first_sick_day:
        raise RuleViolated("recovery.before_sick_day", "De eerste dag hersteld moet na de eerste ziektedag liggen.",
                           field="first_fit_day")
    _check_ahead(first_fit_day, today, field="first_fit_day")
    _check_order(first_fit_day, course.changes, correction=correction, field="first_fit_day")
    return Recovery(first_fit_day, HUNDRED, None, closes=True)


def partial(effective_on: date, course: Course, *, basis: RecoveryBasis, recovered_pct: Decimal | None, today: date,
            wage_value_month: Decimal | None = None, contract_wage_month: Decimal | None = None,
            correction: bool = False) -> Recovery:
    """A partial recovery from a date; one with the date of an earlier one replaces that (§15.2).

    OWN_WORK_HOURS of 100 % closes the absence; a full wage value in other work does not, because the agreed work is
    not done (§3.4). Therapy counts as 0 %. OWN_WORK_HOURS of 0 % is a relapse (§15.1).

    :param correction: whether the date may be before that of a recorded change
    """
    _check_change(effective_on, course, today=today, correction=correction)
    pct = _recovered_pct(basis, recovered_pct, wage_value_month, contract_wage_month)
    if is_relapse(basis, pct) and not _is_partly_fit(course.changes, effective_on):
        raise RuleViolated("recovery.percentage_invalid", "Geef een percentage boven 0 en tot en met 100.",
                           field="recovered_pct")
    closes = basis is RecoveryBasis.OWN_WORK_HOURS and pct == HUNDRED
    if closes and effective_on <= course.first_sick_day:
        raise RuleViolated("recovery.before_sick_day", "De eerste dag hersteld moet na de eerste ziektedag liggen.",
                           field="effective_on")
    return Recovery(effective_on, pct, basis, closes=closes)


def relapse(effective_on: date, course: Course, *, today: date, correction: bool = False) -> Recovery:
    """Fully sick again after a partial recovery, from a date (§15.1).

    :raises RelapseWithoutRecovery: if the employee is not partly recovered on the day before
    """
    _check_change(effective_on, course, today=today, correction=correction)
    if not _is_partly_fit(course.changes, effective_on):
        raise RelapseWithoutRecovery("relapse.without_recovery",
                                     "Er is geen gedeeltelijk herstel gemeld dat voor deze dag ingaat.", field="effective_on")
    return Recovery(effective_on, NOTHING, RecoveryBasis.OWN_WORK_HOURS, closes=False)


def check_has_effect(effective_on: date, course: Course) -> None:
    """Check that a corrected partial recovery or relapse begins before the full recovery, after which it has no effect."""
    if course.recovered_on is not None and effective_on >= course.recovered_on:
        raise _after_recovery()


def days_late(effective_on: date, reported_on: date) -> int:
    """Calendar days from the date of a change to its report; 0 is on time (R-009)."""
    return max(0, (reported_on - effective_on).days)


def is_capped(wage_value_month: Decimal | None, contract_wage_month: Decimal | None) -> bool:
    """Whether a wage value was counted as 100 % because it exceeds the contract wage (R-011)."""
    return wage_value_month is not None and contract_wage_month is not None and wage_value_month > contract_wage_month


def differs_from_record(contract_wage_month: Decimal | None, annual_wage: Decimal, *, on: date) -> bool:
    """Whether a contract wage is more than 10 % away from the wage on record, with and without holiday allowance (§15.7).

    :param annual_wage: wage on record, euros per year
    :param on: effective date of the change, which selects the rate of the holiday allowance
    """
    if contract_wage_month is None:
        return False
    without = contract_wage_month * MONTHS_A_YEAR
    with_allowance = without * (1 + law.on(on).holiday_allowance.fraction)
    most = annual_wage * CONTRACT_WAGE_TOLERANCE_PCT / HUNDRED
    return all(abs(yearly - annual_wage) > most for yearly in (without, with_allowance))


def _recovered_pct(basis: RecoveryBasis, pct: Decimal | None, wage_value: Decimal | None,
                   contract_wage: Decimal | None) -> Decimal:
    if basis is RecoveryBasis.THERAPY:
        return NOTHING
    if basis is RecoveryBasis.WAGE_VALUE and (wage_value is not None or pct is None):
        return wage_value_pct(wage_value, contract_wage)
    if pct is None or not 0 <= pct <= HUNDRED or (pct == 0 and basis is RecoveryBasis.WAGE_VALUE):
        raise RuleViolated("recovery.percentage_invalid", "Geef een percentage boven 0 en tot en met 100.",
                           field="recovered_pct")
    return pct.quantize(Decimal("0.01"), rounding=ROUND_HALF_UP)


def wage_value_pct(wage_value: Decimal | None, contract_wage: Decimal | None) -> Decimal:
    """Recovery percentage by wage value, at most 100, with two decimals (R-011)."""
    if wage_value is None or wage_value <= 0:
        raise RuleViolated("wage_value.required",
                           "Geef de loonwaarde van het andere werk: een bedrag per maand of een percentage.",
                           field="wage_value_month")
    if contract_wage is None or contract_wage <= 0:
        raise RuleViolated("wage_value.contract_wage_required", "Geef het loon per maand volgens het contract.",
                           field="contract_wage_month")
    return min(HUNDRED, (wage_value / contract_wage * 100).quantize(Decimal("0.01"), rounding=ROUND_HALF_UP))


def _check_change(day: date, course: Course, *, today: date, correction: bool) -> None:
    """Check the date of a partial recovery or relapse."""
    if day < course.first_sick_day:
        raise RuleViolated("recovery.before_sick_day", "Het herstel kan niet voor de eerste ziektedag ingaan.",
                           field="effective_on")
    _check_ahead(day, today, field="effective_on")
    _check_order(day, course.changes, correction=correction, field="effective_on")
    if course.recovered_on is not None and day > course.recovered_on:
        raise _after_recovery()


def _after_recovery() -> OutOfOrder:
    return OutOfOrder("mutation.after_recovery", "Op die dag is uw werknemer al hersteld gemeld. Trek die melding eerst in.",
                      field="effective_on")


def _check_ahead(day: date, today: date, *, field: str) -> None:
    if (day - today).days > MAX_DAYS_AHEAD:
        raise RuleViolated("recovery.too_far_ahead",
                           f"Een herstel meldt u hoogstens {MAX_DAYS_AHEAD} dagen van tevoren. Controleer de datum.", field=field)


def _check_order(day: date, changes: Sequence[Change], *, correction: bool, field: str) -> None:
    if not correction and any(day < change.effective_on for change in changes):
        raise OutOfOrder("mutation.out_of_order", "Er is al een latere wijziging vastgelegd. Meld dit als correctie.",
                         field=field)


def _is_partly_fit(changes: Sequence[Change], day: date) -> bool:
    """Whether a partial recovery is in effect on the day before."""
    before = [change for change in changes if change.effective_on < day]
    return bool(before) and not before[-1].is_relapse
