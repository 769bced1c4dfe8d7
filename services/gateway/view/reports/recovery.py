"""The answers of a recovery form: full, partial by hours, other work with a wage value, therapy, or fully sick again."""
from collections.abc import Mapping
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from services.gateway.view.formatting import percent, short_day
from services.gateway.view.forms import Form
from shared.fields.dates import CASE_DATE
from shared.fields.numbers import MONTH_WAGE, PERCENTAGE, WEEKLY_HOURS, WORKED_HOURS
from shared.kernel.percentage import plain

FULL, HOURS, WAGE_VALUE, THERAPY, RELAPSE = "geheel", "uren", "loonwaarde", "therapie", "terugval"
PARTIAL = {HOURS: "Gedeeltelijk: uren in het eigen werk", WAGE_VALUE: "Ander werk met loonwaarde",
           THERAPY: "Werken op therapeutische basis"}
KINDS = {FULL: "Geheel hersteld", **PARTIAL}
AGAIN_SICK = {RELAPSE: "Weer volledig ziek"}
BASES = {HOURS: "OWN_WORK_HOURS", WAGE_VALUE: "WAGE_VALUE", THERAPY: "THERAPY"}
FIELDS = {"first_fit_day": "datum", "recovered_on": "datum", "first_sick_day": "datum", "effective_on": "datum",
          "recovered_pct": "percentage", "basis": "soort", "kind": "soort", "wage_value_month": "loonwaarde",
          "contract_wage_month": "loon", "data_checked": "gegevens", "reason": "reden"}
EARLIER = "eerder"
"""The field that says that the day is right, although something was reported from a later day."""
OUT_OF_ORDER = "mutation.out_of_order"
HUNDREDTH = Decimal("0.01")


def read_recovery(form: Form, kinds: Mapping[str, str], today: date) -> dict[str, Any]:
    """Parse the recovery from the form; errors are recorded in the form.

    :param kinds: those that the form offers
    """
    kind = form.choice("soort", kinds, "Kies hoe het nu met het werk gaat." if RELAPSE in kinds
                       else "Kies hoe uw werknemer hersteld is.")
    on = read_day(form, today, "Vul in vanaf welke dag dit geldt.")
    sure = read_checked(form) | ({"correction": True} if form.answer(EARLIER) else {})
    if kind == FULL:
        return {"kind": "FULL", "first_fit_day": on, **sure}
    if kind == RELAPSE:
        return {"kind": "RELAPSE", "effective_on": on, **sure}
    return {"kind": "PARTIAL", "effective_on": on, **read_measure(form, kind), **sure}


def read_day(form: Form, today: date, missing: str) -> str | None:
    """Parse the day."""
    day = form.date("datum", CASE_DATE, missing, today=today)
    return day.isoformat() if day else None


def read_checked(form: Form) -> dict[str, bool]:
    """Parse whether the data of the employee is right; who may not correct it can say that it is not (R-016)."""
    checked = form.choice("gegevens", ("kloppen", "onjuist"), "Zeg of de gegevens van uw werknemer nog kloppen.")
    return {"data_dispute": True} if checked == "onjuist" else {"data_checked": True}


def read_measure(form: Form, kind: str) -> dict[str, Any]:
    """Parse how far the employee has recovered."""
    basis = {"basis": BASES.get(kind)}
    if kind == WAGE_VALUE:
        return basis | _wage_value(form)
    return basis | {"recovered_pct": "0" if kind == THERAPY else _percentage(form)}


def _percentage(form: Form) -> str | None:
    """The percentage, calculated from hours or as entered."""
    worked, contract = form.number("gewerkte_uren", WORKED_HOURS), form.number("contracturen", WEEKLY_HOURS)
    typed = form.number("percentage", PERCENTAGE)
    if worked is not None and contract:
        typed = (worked * 100 / contract).quantize(HUNDREDTH, rounding=ROUND_HALF_UP)
    if typed is None and not form.errors:
        form.refuse("gewerkte_uren", "Vul in hoeveel uur per week uw werknemer het eigen werk doet.")
    if typed is not None and not 0 < typed < 100:
        form.refuse("gewerkte_uren", "Dit moet meer dan niets en minder dan alle uren zijn. Kies anders ‘geheel hersteld’.")
    return plain(typed) if typed is not None else None


def _wage_value(form: Form) -> dict[str, str]:
    value = form.number("loonwaarde", MONTH_WAGE, "Vul in wat het andere werk per maand waard is.")
    wage = form.number("loon", MONTH_WAGE, "Vul het gewone maandloon in.")
    return {"wage_value_month": f"{value or 0:.2f}", "contract_wage_month": f"{wage or 0:.2f}"}


def effect_of(recovery: Mapping[str, Any]) -> str:
    """The effect of the recovery on the benefit, in a sentence."""
    if recovery["kind"] == "FULL":
        return "De ziekmelding sluit. Tot deze dag berekenen wij de uitkering, daarna niet meer."
    if recovery["kind"] == "RELAPSE":
        return "Uw werknemer is weer volledig ziek. Wij rekenen vanaf deze dag met 100 % arbeidsongeschiktheid."
    if recovery["basis"] == "THERAPY":
        return "Werken op therapeutische basis heeft geen loonwaarde. De uitkering blijft gelijk."
    if recovery["basis"] == "WAGE_VALUE":
        value, wage = Decimal(recovery["wage_value_month"]), Decimal(recovery["contract_wage_month"])
        pct = min(value * 100 / wage, Decimal(100)).quantize(HUNDREDTH, rounding=ROUND_HALF_UP) if wage else Decimal(0)
    else:
        pct = Decimal(recovery["recovered_pct"])
    return f"Uw werknemer is {percent(pct)} hersteld. Wij rekenen vanaf deze dag met {percent(100 - pct)} arbeidsongeschiktheid."


def supposed(recovery: Mapping[str, Any]) -> dict[str, Any]:
    """The recovery as claims takes it for a forecast; a relapse is a recovery of nothing."""
    asked = {name: value for name, value in recovery.items() if name not in ("data_checked", "data_dispute", "correction")}
    return asked | {"kind": "PARTIAL", "recovered_pct": "0"} if recovery["kind"] == "RELAPSE" else asked


def typed(prepared: Mapping[str, Any]) -> dict[str, str]:
    """The prepared recovery of a secondment as the employer would type it (R-124)."""
    wages = {"loonwaarde": prepared["wage_value_month"], "loon": prepared["contract_wage_month"]}
    return {"soort": WAGE_VALUE, "datum": short_day(prepared["effective_on"]),
            **{name: str(wage).replace(".", ",") for name, wage in wages.items()}}
