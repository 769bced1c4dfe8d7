"""The keys of each calculation's input, derived from its reader so that the help text stays correct."""
from collections.abc import Iterator, Mapping

from cli.calculations import (
    accrual,
    arbo,
    collection_costs,
    guarantee,
    password,
    premium,
    recourse,
    statistics,
    transition,
)
from cli.casefile.reader import FILE, OF_EMPLOYEE
from cli.casefile.shapes import EMPLOYEE, ENTRIES, POLICY, WAITING
from cli.casefile.strict_input import REQUIRED, Key

Shapes = Mapping[str, Mapping[str, Key]]
"""The keys of a line and of the objects in it, by path; the path of the line itself is ``""``."""

CASE: Shapes = {
    "": FILE, "policy": POLICY, "policy.waiting_period": WAITING, "employees[]": EMPLOYEE, "timeline[]": OF_EMPLOYEE,
    **{f"timeline[] with do {kind}": keys for kind, keys in ENTRIES.items()}}
INPUTS: Mapping[str, Shapes] = {
    "benefits": CASE,
    "plan": CASE,
    "premium": {"": premium.LINE, "segments[][]": premium.SEGMENT},
    "arbo": {"": arbo.LINE},
    "statistics": {"": statistics.LINE, "employments[]": statistics.EMPLOYMENT, "cases[]": statistics.CASE,
                   "cases[].incapacity[]": statistics.STEP},
    "password": {"": password.LINE},
    "recourse": {"": recourse.LINE},
    "transition": {"": transition.LINE},
    "accrual": {"": accrual.LINE},
    "guarantee": {"": guarantee.LINE, "incapacity[]": guarantee.STEP},
    "collection-costs": {"": collection_costs.LINE},
}
EXAMPLES: Mapping[str, str] = {
    "benefits": '{"name": "B-04", "employees": [{"key": "anna", "annual_wage": "38500.00"}], "timeline": [{"on": "2026-03-02", '
                '"do": "report_sick", "employee": "anna", "first_sick_day": "2026-03-02"}], "until": "2026-07-31"}',
    "plan": '{"name": "T-1", "employees": [{"key": "anna", "annual_wage": "38500.00"}], "timeline": [{"on": "2026-01-05", '
            '"do": "report_sick", "employee": "anna", "first_sick_day": "2026-01-05"}], "until": "2026-07-31"}',
    "premium": '{"year": 2026, "rate_pct": "3.85", "cap": "79409.00", "from": null, "to": null, "instalments": 12, '
               '"segments": [[{"from": "2026-01-01", "to": null, "annual_wage": "38500.00"}]]}',
    "arbo": '{"heads": 7, "tariff_incl_vat": "139.15"}',
    "statistics": '{"from": "2026-01-01", "to": "2026-12-31", "employments": [{"key": "anna", "fte": "1", '
                  '"from": "2020-01-01"}], "cases": [{"employee": "anna", '
                  '"first_sick_day": "2026-03-02", "recovered_on": "2026-03-16"}]}',
    "password": '{"username": "schelde", "password": "Zomer-2026"}',
    "recourse": '{"net_loss": "12000.00", "liability_pct": "75", "reintegration_costs": "1500.00"}',
    "transition": '{"monthly_wage": "3000.00", "employed_from": "2016-01-01", "ends_on": "2026-01-01"}',
    "accrual": '{"hours_per_week": "36", "from": "2026-01-01", "to": "2026-12-31", "sick": true}',
    "guarantee": '{"daily_wage": "160.00", "from": "2027-03-01", "weeks": 52, '
                 '"incapacity": [{"from": "2027-03-01", "pct": "100"}]}',
    "collection-costs": '{"principal": "1500.00", "vat_deductible": true}',
}


def keys_of(what: str) -> Iterator[tuple[str, str]]:
    """The path of each object in the input, and its keys; a key with a question mark is optional."""
    for place, shape in INPUTS[what].items():
        yield place or "line", ", ".join(name if key.default is REQUIRED else f"{name}?" for name, key in shape.items())
