"""`calculate recourse`: the debt of a liable third party, and its allocation."""
from typing import Any

from cli.casefile.strict_input import Key, euros, flag, nullable, percentage, read_record
from services.claims.domain.recourse.recourse import ClaimItem, ClaimLine, refuse_gross_wage
from services.claims.domain.recourse.recourse_amounts import (
    MonthLoss,
    allocate,
    employer_uninsured,
    recoverable_reintegration,
    recoverable_wage,
)
from shared.kernel.money import ZERO
from shared.kernel.percentage import Percentage

LINE = {
    "net_loss": Key(euros), "net_lost": Key(nullable(euros), None), "victim_own": Key(euros, ZERO),
    "liability_pct": Key(percentage), "reintegration_costs": Key(euros, ZERO), "gross_loss": Key(euros, ZERO),
    "benefits": Key(euros, ZERO), "recovered": Key(nullable(euros), None), "gross": Key(flag, False),
}


def calculate_recourse(line: dict[str, Any]) -> dict[str, Any]:
    """The amounts of one line, assuming that the insurer reimbursed all re-integration costs and `recovered` is wage.

    :raises NetWageOnly: for a gross claim (R-142)
    """
    given = read_record(line, "", LINE)
    refuse_gross_wage([ClaimLine(ClaimItem.GROSS_WAGE if given["gross"] else ClaimItem.NET_WAGE, given["net_loss"])])
    liability = Percentage.of(given["liability_pct"])
    ceiling = given["net_loss"] if given["net_lost"] is None else given["net_lost"]
    wage = recoverable_wage(
        [MonthLoss(paid_net=given["net_loss"], lost_net=ceiling, victim_own=given["victim_own"])], liability)
    reintegration = recoverable_reintegration(given["reintegration_costs"], liability)
    uninsured = employer_uninsured(gross_wage_loss=given["gross_loss"], benefits_paid=given["benefits"])
    received = wage if given["recovered"] is None else given["recovered"]
    shares = allocate(wage=received, uninsured=uninsured, benefits_paid=given["benefits"], reintegration=reintegration,
                      reintegration_reimbursed=given["reintegration_costs"])
    sums = {"recoverable_wage": wage, "recoverable_reintegration": reintegration, "employer_uninsured": uninsured,
            "employer": shares.employer, "insurer": shares.insurer}
    return {name: f"{amount:.2f}" for name, amount in sums.items()}
