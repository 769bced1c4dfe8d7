"""`calculate collection-costs`: the costs of extrajudicial collection of an unpaid principal."""
from typing import Any

from cli.casefile.strict_input import Key, day, euros, flag, nullable, read_record
from services.billing.domain.invoices.collection_costs import collection_costs
from shared.kernel.clock import SystemClock

LINE = {"principal": Key(euros), "trade": Key(flag, True), "vat_deductible": Key(flag), "default_on": Key(nullable(day), None)}


def calculate_collection_costs(line: dict[str, Any]) -> dict[str, Any]:
    """Costs, VAT on them and their total, by the scale in force on `default_on`, by default today.

    The scale is the same for consumers and trade; in trade its minimum is due without a reminder (6:96 lid 4 BW).
    """
    given = read_record(line, "", LINE)
    found = collection_costs(given["principal"], vat_deductible=given["vat_deductible"],
                             default_on=given["default_on"] or SystemClock().today())
    return {"costs": f"{found.costs:.2f}", "vat": f"{found.vat:.2f}", "total": f"{found.total:.2f}"}
