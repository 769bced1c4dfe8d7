"""`calculate benefits`: the benefit of each completed month of a case file, and the sick days."""
from collections import defaultdict
from collections.abc import Iterator
from datetime import date
from typing import Any

from cli.casefile.history import play
from cli.casefile.reader import CaseFile, read_case
from cli.casefile.records import Absence, Employee
from services.claims.domain.benefits.benefit import MonthBenefit, calculate_benefits
from services.claims.domain.benefits.case import CaseInput, Leave, PartialRecovery, SafetyNetBenefit, WageSegment
from services.claims.domain.benefits.line import BenefitLine
from services.claims.domain.payments.payday import pay_date, run_of
from shared.kernel.money import ZERO
from shared.kernel.month import Month
from shared.kernel.percentage import plain
from shared.kernel.period import Period
from shared.kernel.sickness import ONE_DAY, CompositeCase
from shared.kernel.vocabulary import LeaveKind, RecoveryBasis


def calculate_benefits_of_case(line: dict[str, Any]) -> dict[str, Any]:
    """The benefits of a case file; entries that the rules refuse are listed in `refused` and have no effect."""
    case = read_case(line)
    history = play(case)
    benefits: list[dict[str, Any]] = []
    sick_days = []
    for key, employee in history.employees.items():
        composites = employee.composites
        inputs = [(case_input(case, employee, composite), employee.absences_in(composite)) for composite in composites]
        benefits += _months(key, inputs, case.until)
        sick_days += [_sick_days(key, employee, composite, case.until) for composite in composites]
    return {
        "case": case.name, "benefits": benefits, "sick_days": sum(one["sick_days"] for one in sick_days),
        "composite_cases": sick_days,
        "refused": [{"entry": at, "code": refusal.code} for at, refusal in sorted(history.refused.items())],
    }


def case_input(case: CaseFile, employee: Employee, composite: CompositeCase) -> CaseInput:
    """The input of claims' calculation for one composite case of an employee."""
    absences = employee.absences_in(composite)
    given = employee.given
    return CaseInput(
        composite=composite, terms=case.terms, cover=(Period(case.terms[0].valid_from),),
        wages=(WageSegment(valid_from=date.min, annual_wage=given["annual_wage"]),
               *(WageSegment(valid_from=w["from"], annual_wage=w["annual_wage"]) for w in employee.wages_of(composite))),
        birth_date=given["birth_date"], reported_on=absences[0].report["on"], end_of_service=employee.end_of_service,
        recoveries=tuple(_recoveries(employee, composite)),
        leaves=tuple(Leave(kind=leave["kind"], period=Period(leave["from"], leave["to"]))
                     for leave in employee.leaves if leave["kind"] is not LeaveKind.MATERNITY),
        sanctions=employee.sanctions,
        safety_net=any(absence.report["safety_net"] for absence in absences),
        safety_net_benefits=tuple(
            SafetyNetBenefit(valid_from=net["from"], daily_amount=net["zw_benefit_daily"], absence_number=absence.number)
            for absence in absences for net in absence.safety_net),
    )


def _recoveries(employee: Employee, composite: CompositeCase) -> Iterator[PartialRecovery]:
    for absence in employee.absences_in(composite):
        for entry in absence.in_effect:
            yield PartialRecovery(
                effective_on=entry["from"], basis=entry.get("basis") or RecoveryBasis.OWN_WORK_HOURS,
                recovered_pct=entry.get("recovered_pct") or ZERO, wage_value_month=entry.get("wage_value_month"),
                contract_wage_month=entry.get("contract_wage_month"), absence_number=absence.number)


def _months(key: str, inputs: list[tuple[CaseInput, list[Absence]]], until: date) -> list[dict[str, Any]]:
    """The months completed by `until`; two cases of one employee in a month are combined."""
    through = Month.of(until + ONE_DAY).previous()
    found: dict[Month, list[MonthBenefit]] = defaultdict(list)
    known: dict[Month, date] = {}
    for one, absences in inputs:
        for benefit in calculate_benefits(one, through=through):
            if benefit.total:
                found[benefit.month].append(benefit)
                reported_on = min(a.report["on"] for a in absences if a.first_sick_day <= benefit.month.last)
                known[benefit.month] = min(reported_on, known.get(benefit.month, reported_on))
    return [_month(key, month, found[month], known[month]) for month in sorted(found)]


def _month(key: str, month: Month, benefits: list[MonthBenefit], reported_on: date) -> dict[str, Any]:
    return {
        "employee": key, "month": str(month), "total": f"{sum(benefit.total for benefit in benefits):.2f}",
        "pay_on": pay_date(run_of(month, received_on=reported_on)).isoformat(),
        "lines": [_line(line) for benefit in benefits for line in benefit.lines],
    }


def _line(line: BenefitLine) -> dict[str, Any]:
    return {
        "from": line.start.isoformat(), "to": line.end.isoformat(), "days": line.days,
        "daily_wage": f"{line.daily_wage:.2f}", "coverage_pct": plain(line.coverage_pct),
        "incapacity_pct": plain(line.incapacity_pct), "wage": f"{line.wage:.2f}", "offset": f"{line.offset:.2f}",
        "charges": f"{line.charges:.2f}", "total": f"{line.total:.2f}",
    }


def _sick_days(key: str, employee: Employee, composite: CompositeCase, until: date) -> dict[str, Any]:
    last = min(until, employee.end_of_service or until)
    return {"employee": key, "composite_first_sick_day": composite.first_sick_day.isoformat(),
            "sick_days": composite.index(last)}
