"""`calculate transition`: the transition payment of a contract, by the law in force on its last day."""
from typing import Any

from cli.casefile.strict_input import Key, day, euros, nullable, read_record
from services.casework.domain.departure.transition_payment import transition_payment
from shared.law import law

LINE = {"monthly_wage": Key(euros), "annual_wage": Key(nullable(euros), None), "employed_from": Key(day), "ends_on": Key(day)}


def calculate_transition(line: dict[str, Any]) -> dict[str, Any]:
    """The payment of one line; `rule` is the first day of the applicable law, or a day on which it was already in force.

    A contract that ends on a day for which no maximum is known is refused.
    """
    given = read_record(line, "", LINE)
    payment = transition_payment(given["monthly_wage"], given["employed_from"], given["ends_on"],
                                 annual_wage=given["annual_wage"])
    rule = law.figures["transition_rule"].on(given["ends_on"])
    return {"amount": f"{payment.amount:.2f}", "maximum": f"{payment.maximum:.2f}", "capped": payment.capped,
            "rule": rule.valid_from.isoformat()}
