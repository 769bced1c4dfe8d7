"""`calculate arbo`: the amounts of one arbo invoice."""
from typing import Any

from cli.casefile.strict_input import Key, day, euros, nullable, read_record, whole
from services.billing.domain.arbo.fee import arbo_fee
from shared.kernel.clock import SystemClock

LINE = {"heads": Key(whole(0, 1_000_000)), "tariff_incl_vat": Key(euros), "supplied_on": Key(nullable(day), None)}
SUMS = ("gross", "net", "vat")


def calculate_arbo(line: dict[str, Any]) -> dict[str, Any]:
    """Gross, net and VAT of one line; null if no one is in service, because there is no invoice then (A-05).

    The VAT rate is that of the day of supply, by default today.
    """
    given = read_record(line, "", LINE)
    fee = arbo_fee(given["heads"], given["tariff_incl_vat"], supplied_on=given["supplied_on"] or SystemClock().today())
    return {name: f"{getattr(fee, name):.2f}" if fee else None for name in SUMS}
