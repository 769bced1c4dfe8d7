"""Talks, labour conflicts, warnings and sanctions in a case file, judged by the rules of casework (R-092, R-102…R-112)."""
from datetime import date, timedelta

from cli.casefile.records import Employee, Entry, Imposed
from cli.casefile.vacations import vacations_in
from cli.casefile.wage_sanctions import wage_sanction_of
from services.casework.domain.conflict.conflict import conflict_of, move
from services.casework.domain.conflict.steps import TALKS, ConflictStep, StepKind, check_day, days_of
from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.sanctions import sanction as rules
from services.casework.domain.sanctions.summons import check_summons
from shared.kernel.refusals import Forbidden, NotFound
from shared.kernel.sickness import CompositeCase
from shared.kernel.vocabulary import SanctionKind

CHANGES = {"request_mediation": StepKind.MEDIATOR_REQUESTED, "start_mediation": StepKind.MEDIATION_STARTED,
           "close_conflict": StepKind.RESOLVED, "postpone_conflict": StepKind.POSTPONED}


def record_talk(employee: Employee, at: int, entry: Entry) -> None:
    """Record a talk, or that the employee refused it."""
    case_of(employee)
    employee.steps.append(ConflictStep(kind=StepKind.TALK_REFUSED if entry["refused"] else StepKind.TALK, taken_on=entry["on"]))


def give_verdict(employee: Employee, at: int, entry: Entry) -> None:
    """Record a verdict, which only the company doctor gives."""
    case_of(employee)
    if entry["by"] != "company_doctor":
        raise Forbidden("right.missing", "Alleen de bedrijfsarts geeft een oordeel.")
    employee.verdicts.append((entry["on"], entry["verdict"]))


def demand_work(employee: Employee, at: int, entry: Entry) -> None:
    """Record a request to come to work, or a summons."""
    case = case_of(employee)
    if entry["do"] == "summon":
        verdicts = [verdict for day, verdict in employee.verdicts if day >= case.first_sick_day]
        requests = _within(days_of(employee.steps, StepKind.WORK_REQUESTED), case)
        check_summons(verdicts[-1] if verdicts else None, was_requested=bool(requests))
    kind = StepKind.SUMMONED if entry["do"] == "summon" else StepKind.WORK_REQUESTED
    employee.steps.append(ConflictStep(kind=kind, taken_on=entry["on"]))


def change_conflict(employee: Employee, at: int, entry: Entry) -> None:
    """Ask for a mediator, start mediation, or postpone or end the conflict."""
    case = case_of(employee)
    is_written = bool(entry.get("document"))
    step = ConflictStep(kind=CHANGES[entry["do"]], taken_on=entry["on"], outcome=entry.get("outcome"),
                        document_id=str(at) if is_written else None)
    steps = [one for one in employee.steps if one.taken_on >= case.first_sick_day]
    has_conflict = any(absence.report["labour_conflict"] for absence in employee.absences_in(case))
    move(conflict_of(steps, labour_conflict=has_conflict), step, by_company_doctor=is_written)
    employee.steps.append(step)


def warn(employee: Employee, at: int, entry: Entry) -> None:
    """Record a written warning."""
    given_on = entry["given_on"] or entry["on"]
    check_day(given_on, first_sick_day=case_of(employee).first_sick_day, today=entry["on"], field="given_on")
    employee.warnings.append((given_on, entry))


def notify_sanction(employee: Employee, at: int, entry: Entry) -> None:
    """Impose a sanction; a corrected one is judged by its days alone."""
    case = case_of(employee)
    imposed = Imposed(entry)
    rules.impose(_ladder(employee, case), _sanction(imposed), facts=_facts(employee, case, entry["on"]),
                 rule=rules.WarningRule(), by_casemanager=entry["override_reason"] is not None)
    employee.imposed.append(imposed)


def check_corrected(employee: Employee, entry: Entry, today: date) -> None:
    """Check the days of a corrected sanction.

    :raises Refusal: as casework refuses them
    """
    imposed = next((each for each in employee.imposed if each.notice is entry), None)
    if imposed is None or imposed.lifting is not None:
        raise rules.SanctionNotInForce("sanction.already_lifted", "Deze sanctie is al opgeheven.")
    case = case_of(employee)
    rules.check_days(_ladder(employee, case, correcting=imposed), _sanction(imposed), facts=_facts(employee, case, today))


def lift_sanction(employee: Employee, at: int, entry: Entry) -> None:
    """Lift the latest sanction that was not lifted; a stopped wage is never paid (§3.7)."""
    case_of(employee)
    if not employee.imposed:
        raise NotFound("sanction.not_found", "Deze sanctie bestaat niet.")
    imposed = next((each for each in reversed(employee.imposed) if each.lifting is None), employee.imposed[-1])
    sanction = _sanction(imposed)
    rules.lift(sanction, lifted_on=entry["on"], end=min(entry["on"] - timedelta(days=1), sanction.end or date.max),
               back_pay=entry["back_pay"] and sanction.kind is not SanctionKind.STOP)
    imposed.lifting = entry


def case_of(employee: Employee) -> CompositeCase:
    """The latest case.

    :raises NotFound: without an absence
    """
    if not employee.absences:
        raise NotFound("dossier.not_found", "Dit dossier bestaat niet.")
    return employee.composites[-1]


def _ladder(employee: Employee, case: CompositeCase, *, correcting: Imposed | None = None) -> rules.Ladder:
    warnings = [day for day, entry in employee.warnings if correcting is None or entry["at"] < correcting.notice["at"]]
    return rules.Ladder(
        talks=_within(days_of(employee.steps, *TALKS), case),
        refusals=_within(days_of(employee.steps, StepKind.TALK_REFUSED), case),
        summonses=_within(days_of(employee.steps, StepKind.SUMMONED), case),
        warnings=_within(warnings, case),
        sanctions=tuple(_sanction(each) for each in employee.imposed
                        if each is not correcting and each.notice["from"] >= case.first_sick_day))


def _within(days: tuple[date, ...] | list[date], case: CompositeCase) -> tuple[date, ...]:
    return tuple(day for day in days if day >= case.first_sick_day)


def _sanction(imposed: Imposed) -> rules.Sanction:
    notice, lifted = imposed.notice, imposed.lifting
    return rules.Sanction(kind=notice["kind"], ground=notice["ground"], start=notice["from"], end=imposed.sanction.end,
                          override_reason=notice["override_reason"], lifted_on=lifted["on"] if lifted else None)


def _facts(employee: Employee, case: CompositeCase, today: date) -> DossierFacts:
    absences = employee.absences_in(case)
    return DossierFacts(
        case=case, reported_on=absences[0].report["on"], vacations=vacations_in(employee),
        wage_sanction=wage_sanction_of(employee, case),
        end_of_service=absences[-1].left_sick_on(today, end_of_service=employee.end_of_service))
