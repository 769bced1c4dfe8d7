"""The rules and the kernel contain no statutory figure: they read it from shared.law by the applicable date."""
import ast
from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal, InvalidOperation
from pathlib import Path

from shared.kernel.percentage import Percentage
from shared.law import law
from shared.law.units import CalendarTerm, CostScale

ROOT = Path(__file__).resolve().parents[2]
SMALLEST = 21
"""Smaller whole numbers occur everywhere and say nothing; fractions below 2 are looked at."""

EVERYWHERE = {Decimal(100), Decimal("0.01")}
"""A whole in percent, and a cent."""

ALLOWED = {
    ("services/absence/domain/campaign.py", 31): "deadline of the January round, 31 January: the product's own",
    ("services/absence/domain/intake.py", 365): "how far back a report may lie: the product's own bound",
    ("services/identity/domain/accounts/review.py", 30): "days of grace of the yearly review of rights",
    ("services/identity/domain/login/totp.py", 30): "seconds of a code (RFC 6238)",
    ("services/identity/domain/login/lockout.py", 24): "hours after which failures are forgotten",
    ("services/identity/domain/login/login.py", 30): "days that a trusted device stays signed in (R-173)",
    ("services/identity/domain/messages/notice.py", 30): "minutes that a link to choose a password works",
    ("services/identity/domain/messages/notice.py", 60): "seconds of a minute",
    ("shared/kernel/actor.py", 40): "letters of a role",
    ("services/billing/domain/invoices/dunning.py", 30): "payment term of the product, not the statutory default",
    ("services/billing/domain/premium/wages.py", 365): "days of a year",
    ("services/casework/domain/figures/absence_statistics.py", 91): "duration class of Vernet",
    ("services/casework/domain/figures/absence_statistics.py", 365): "duration class of Vernet",
    ("services/casework/domain/figures/absence_statistics.py", 42): "classic duration class",
    ("services/casework/domain/figures/indicators.py", 42): "class of duration that arbo services report in",
    ("services/casework/domain/figures/indicators.py", 43): "class of duration that arbo services report in",
    ("services/casework/domain/figures/indicators.py", 365): "class of duration that arbo services report in",
    ("services/casework/domain/documents/report.py", 364): "practice of UWV: the first-year evaluation is due before it",
    ("services/casework/domain/figures/overviews.py", 24): "months until which the figures are per month",
    ("services/casework/domain/plan/facts.py", 70): "practice of UWV: full report of a leaver above ten weeks (R-156)",
    ("services/casework/domain/vra/vra.py", 42): "when VRA takes long incapacity to threaten: an agreement (R-056)",
    ("services/claims/domain/benefits/entitlement.py", 364): "first benefit year of the policy: 52 weeks (domain.md §3.3)",
    ("services/claims/domain/benefits/policy.py", 70): "default cover of the second year (domain.md §3.1)",
    ("services/identity/domain/login/code.py", 60): "seconds until a code may be sent again",
    ("services/identity/domain/messages/message.py", 60): "seconds of a minute",
    ("shared/kernel/calendar.py", 21): "computus", ("shared/kernel/calendar.py", 28): "computus",
    ("shared/kernel/calendar.py", 29): "computus", ("shared/kernel/calendar.py", 30): "computus",
    ("shared/kernel/calendar.py", 31): "computus", ("shared/kernel/calendar.py", 40): "computus",
}


def figures() -> set[Decimal]:
    """Every form in which a statutory figure could be written: weeks also as days and as the day after; years also as months."""
    found: set[Decimal] = set()
    for figure in law.figures.values():
        for row in figure.rows:
            found |= set(_forms(row.value))
    rules = law.on(date(2026, 1, 1))
    leads = (rules.reintegration_report_lead, rules.wia_application_lead, rules.wage_sanction_decision_lead)
    found |= {Decimal((rules.waiting_time - lead).days) for lead in leads}
    found |= {Decimal((term - rules.early_application_lead).days)
              for term in (rules.shortened_waiting_time_minimum, rules.shortened_waiting_time_maximum)}
    distinctive = {number for number in found if number >= SMALLEST or (number < 2 and number % 1)}
    return distinctive - EVERYWHERE


def _forms(value: object) -> Iterator[Decimal]:
    match value:
        case bool():
            return
        case timedelta():
            yield from (Decimal(value.days), Decimal(value.days + 1), Decimal(value.days) / 7)
        case CalendarTerm():
            yield from (Decimal(value.months), Decimal(value.months) / 12)
        case Percentage():
            yield from (value.value, value.fraction, 1 + value.fraction)
        case CostScale():
            yield from (value.lowest, value.highest, *(band.width for band in value.bands if band.width is not None))
            yield from (form for band in value.bands for form in (band.rate.value, band.rate.fraction))
        case int() | Decimal():
            yield Decimal(value)


def numbers_in(source: str) -> Iterator[Decimal]:
    """The numbers that a module writes, as a literal or as the text of a Decimal; those of a date are left out."""
    tree = ast.parse(source)
    dates = {id(argument) for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
             and node.func.id == "date" for argument in node.args}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and id(node) not in dates and not isinstance(node.value, bool | bytes):
            try:
                number = Decimal(str(node.value))
            except InvalidOperation:
                continue
            if number.is_finite():
                yield number


def found() -> set[tuple[str, Decimal]]:
    """Module and number of every figure in the rules or the kernel."""
    statutory = figures()
    modules = [*(ROOT / "shared" / "kernel").glob("*.py"), *(ROOT / "services").glob("*/domain/**/*.py")]
    return {(path.relative_to(ROOT).as_posix(), number) for path in modules
            for number in numbers_in(path.read_text()) if number in statutory}


class TestStatutoryFigures:
    def test_stand_in_shared_law_only(self):
        assert found() - ALLOWED.keys() == set()

    def test_have_no_exceptions_for_removed_numbers(self):
        assert ALLOWED.keys() - found() == set()

    def test_are_recognised_in_every_form(self):
        source = ("WEEKS_104 = 728\nVAT = Decimal('0.21')\nCAP = Decimal(102_000)\nREPORT = case.day(295)\n"
                  "HIGHEST = Decimal('6775.00')\nRIV, WIA, IVA = 637, 651, 476\nDIVISOR = 261\nGROSS = Decimal('1.21')\n"
                  "FINE = 455\nLETTER = 623\nDECISION = 686\nAGE = 67 * 12 + 3\nBOOKS = date(2026, 7, 28)\n")

        seen = {str(number) for number in numbers_in(source) if number in figures()}

        assert seen == {"728", "0.21", "102000", "295", "6775.00", "637", "651", "476", "261", "1.21", "455", "623", "686", "67"}
