"""`calculate arbo`: the sums of one arbo invoice."""
from typing import Any

from cli.casefile.strict_input import Key, euros, read_record, whole
from services.billing.domain.arbo.fee import arbo_fee

LINE = {"heads": Key(whole(0, 1_000_000)), "tariff_incl_vat": Key(euros)}
SUMS = ("gross", "net", "vat")


def calculate_arbo(line: dict[str, Any]) -> dict[str, Any]:
    """Gross, net and VAT of one line; null where there is no one in service and so no invoice (A-05)."""
    given = read_record(line, "", LINE)
    fee = arbo_fee(given["heads"], given["tariff_incl_vat"])
    return {name: f"{getattr(fee, name):.2f}" if fee else None for name in SUMS}
