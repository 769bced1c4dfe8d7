"""How the date of a step is counted, in Dutch."""
from datetime import date

from services.casework.domain.plan.protocol import Anchor, Basis, Version, kind_of
from shared.law.in_force import FiguresInForce

DAYS_A_WEEK = 7
DEVIATION = "Regeling procesgang, artikel 5"
FROM = {
    Anchor.REPORT: "na de melding", Anchor.REQUEST: "na de aanvraag", Anchor.RECOVERY_REPORT: "na de hersteldmelding",
    Anchor.LAST_DAY: "op de laatste dag van het dienstverband", Anchor.SANCTION_DECISION: "na het besluit van UWV",
    Anchor.SANCTION_RECEIPT: "na ontvangst van het besluit", Anchor.SANCTION_END: "op de laatste dag van de loonsanctie",
}


def basis_of(version: Version, figures: FiguresInForce) -> Basis:
    """The rule, the article and the count of a step by the law of its case."""
    return Basis(version.rule, version.article, _sentence(version, version.count.in_force(figures), figures))


def deviating(basis: Basis, ruled_on: date) -> Basis:
    """The basis of a step that both parties moved from the day of the rules."""
    return Basis(basis.rule, DEVIATION, f"afgesproken door werkgever en werknemer in plaats van {ruled_on:%d-%m-%Y}")


def _sentence(version: Version, number: int, figures: FiguresInForce) -> str:
    if version.anchor is Anchor.SICK_DAY:
        return _sick_day(number)
    if version.anchor is Anchor.PREVIOUS:
        return f"elke {_days(version, number)} na {_step(version)}"
    counted = f"{_days(version, abs(number))} " if number else ""
    if version.anchor is not Anchor.STEP:
        return counted + FROM[version.anchor]
    latest = f", uiterlijk op {_sick_day(version.latest.in_force(figures))}" if version.latest else ""
    return f"{counted}{'voor' if number < 0 else 'na'} {_step(version)}{latest}"


def _sick_day(index: int) -> str:
    return f"dag {index} van het verzuim (week {(index - 1) // DAYS_A_WEEK + 1})"


def _days(version: Version, number: int) -> str:
    unit = "werkdag" if version.count.working_days else "dag"
    return f"{number} {unit if number == 1 else unit + 'en'}"


def _step(version: Version) -> str:
    return f"de stap {kind_of(version.after).title}"
