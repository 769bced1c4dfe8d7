"""Rules for the completion of steps: author and earliest day (R-029, R-037, R-040, R-131)."""
from collections.abc import Collection, Iterable
from datetime import date

from services.casework.domain.plan.facts import DossierFacts
from services.casework.domain.plan.milestone import Code, Milestone, Nature, Party, Status
from services.casework.domain.plan.protocol import is_series, kind_of
from shared.kernel.refusals import Conflict, Forbidden, NotFound, RuleViolated

MEDICAL = frozenset({"company_doctor", "absence_consultant"})
"""Roles of the doctor, and of the consultant under his delegation (R-027)."""

REQUESTED = frozenset({Code.EXTRA_DOCTOR_REVIEW, Code.LABOUR_EXPERT_REASSESSMENT})
"""Steps that can be asked for more than once."""


class CompletionRefused(RuleViolated):
    """The step cannot have been completed on that day."""


class AuthorNotAllowed(Forbidden):
    """The step belongs to another party (R-037)."""


class MilestoneAlreadyDone(Conflict):
    """The step was completed before."""


class MilestoneLapsed(Conflict):
    """The step lapsed, because the case had ended by that day (R-131)."""


class ActionPlanMandatory(RuleViolated):
    """The action plan cannot be waived, not even if a quick return is expected (R-131)."""


class WaiverRefused(RuleViolated):
    """A step of the plan cannot be waived."""


def check_author(code: str, authors: Collection[str]) -> None:
    """Refuse a doctor's document by another author than the company doctor or a consultant under him.

    :param authors: the roles in which the step is recorded
    :raises AuthorNotAllowed: if none of them may be the author
    """
    if kind_of(code).responsible is Party.COMPANY_DOCTOR and not MEDICAL & frozenset(authors):
        raise AuthorNotAllowed("milestone.author_not_allowed", "Alleen de bedrijfsarts kan deze stap vastleggen.")


def step_to_complete(steps: Iterable[Milestone], facts: DossierFacts, code: str, *, completed_on: date) -> Milestone:
    """The step to complete: in a chain the first uncompleted one, of the contacts the one after the report before that day.

    :param steps: of the plan of these facts
    :raises NotFound: ``milestone.not_found``
    """
    rows = [row for row in steps if row.code == code]
    if not rows:
        raise NotFound("milestone.not_found", "Deze stap staat niet in het plan.")
    if code == Code.M02:
        occurrence = sorted(_reports(facts)).index(_report_before(facts, completed_on)) + 1
        return next(row for row in rows if row.occurrence == occurrence)
    return next((row for row in rows if row.status is not Status.DONE), rows[-1])


def check_step(row: Milestone, facts: DossierFacts, *, completed_on: date, today: date, party: Party | None = None,
               forced_reason: str | None = None) -> None:
    """Refuse a completion that cannot be, or that was recorded before.

    :raises MilestoneLapsed: as `check_not_lapsed`
    :raises MilestoneAlreadyDone: as `check_completion`, or for a second review of a chain on one day
    :raises CompletionRefused: as `check_completion`
    """
    check_completion(row, completed_on=completed_on, today=today, reported_on=_report_before(facts, completed_on),
                     first_sick_day=facts.case.first_sick_day, party=party, forced_reason=forced_reason)
    check_not_lapsed(row, facts, completed_on=completed_on)
    if _is_repeated(row.code) and completed_on in facts.done(row.code):
        raise MilestoneAlreadyDone("milestone.already_done", "Deze stap is op deze dag al vastgelegd.")


def _is_repeated(code: str) -> bool:
    """Whether a plan can have the step more than once, each completed by itself."""
    return code in REQUESTED or is_series(code)


def _reports(facts: DossierFacts) -> tuple[date, ...]:
    return facts.reported_on, *facts.later_reports


def _report_before(facts: DossierFacts, day: date) -> date:
    """The last report of the case received by a day; the first report if there is none."""
    reports = _reports(facts)
    return max((report for report in reports if report <= day), default=min(reports))


def check_completion(row: Milestone, *, completed_on: date, today: date, reported_on: date, first_sick_day: date,
                     party: Party | None = None, forced_reason: str | None = None) -> None:
    """Refuse a day on which the step cannot have been completed.

    :param party: whose part of a step of two parties is recorded, None for another step
    :param forced_reason: a reason code that permits a day before its window (R-040)
    :raises MilestoneAlreadyDone: if it was done before
    :raises CompletionRefused: in the future, before the case or report, before its window, or if it is no step
    """
    if row.completed_on is not None and not _is_repeated(row.code):
        raise MilestoneAlreadyDone("milestone.already_done", "Deze stap is al afgerond.")
    if row.pending is not None and row.pending.party is party:
        raise MilestoneAlreadyDone("milestone.already_done", f"Dit deel van de stap is al vastgelegd op "
                                   f"{row.pending.done_on:%d-%m-%Y}.")
    if row.kind.nature is Nature.EVENT:
        raise CompletionRefused("milestone.not_completable", "Deze datum verloopt vanzelf.", field="code")
    if completed_on > today:
        raise CompletionRefused("milestone.future_date", "De datum ligt in de toekomst.", field="completed_on")
    if completed_on < first_sick_day or (row.code is Code.M02 and completed_on < reported_on):
        raise CompletionRefused("milestone.before_report", "De datum ligt vóór de ziekmelding.", field="completed_on")
    if row.opens_on is not None and completed_on < row.opens_on and not forced_reason:
        raise CompletionRefused("milestone.too_early",
                                f"Deze stap kan vanaf {row.opens_on:%d-%m-%Y}.", field="completed_on")


def check_not_lapsed(row: Milestone, facts: DossierFacts, *, completed_on: date) -> None:
    """Refuse a cancelled step on a day on which the employee was fit or had left; one that was done before that may follow.

    :raises MilestoneLapsed: if it had lapsed by that day
    """
    left = facts.end_of_service is not None and completed_on > facts.end_of_service
    if row.status is Status.CANCELLED and (left or facts.is_fit(completed_on)):
        raise MilestoneLapsed("milestone.lapsed", "Deze stap is vervallen: op die dag was de werknemer hersteld of uit dienst.")


def check_waiver(code: Code) -> None:
    """Refuse to waive a step.

    :raises ActionPlanMandatory: for the plan
    :raises WaiverRefused: for another step, and for a right, which nobody need use
    """
    if code is Code.M04:
        raise ActionPlanMandatory("action_plan.mandatory", "Het plan van aanpak is verplicht, ook als u een snelle terugkeer "
                                  "verwacht. Het vervalt alleen als uw werknemer volledig hersteld is voor de uiterste dag.",
                                  field="code")
    if kind_of(code).nature is Nature.RIGHT:
        raise WaiverRefused("milestone.optional", "Dit is een recht. Gebruikt u het niet, dan hoeft u niets vast te leggen.",
                            field="code")
    raise WaiverRefused("milestone.mandatory", "Van deze stap kunt u niet afzien. Zij vervalt vanzelf na volledig herstel.",
                        field="code")
