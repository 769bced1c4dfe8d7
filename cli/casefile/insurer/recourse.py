"""Recourse on a liable third party in a case file; it moves no date and no benefit, so only refusals matter."""
from cli.casefile.records import Employee, Entry, RecourseFile
from services.absence.domain.states import Act
from services.claims.domain.recourse.limitation import limitation_of
from services.claims.domain.recourse.recourse import (
    FOR_RECEIPTS,
    FOR_STATEMENT,
    ClaimItem,
    ClaimLine,
    RecourseStatus,
    StepIncomplete,
    TransitionNotAllowed,
    accepted_share,
    advance,
    bar,
    refuse_ended,
    refuse_gross_wage,
)
from shared.kernel.refusals import NotFound
from shared.kernel.vocabulary import ThirdParty


def answer_third_party(employee: Employee, at: int, entry: Entry) -> None:
    """Give or change the answer of the last report."""
    employee.check_reported(Act.CORRECT)
    employee.absences[-1].report["third_party"] = entry["answer"] == ThirdParty.YES


def move(employee: Employee, at: int, entry: Entry) -> None:
    """Take a step in the file.

    :raises Refusal: as claims refuses it
    """
    file, to = _file(employee), entry["to"]
    kind, event_on = entry["event_kind"] or file.kind, entry["event_on"] or file.event_on
    until = limitation_of(kind=kind, event_on=event_on, known_on=event_on, interrupted_on=file.interrupted_on).claim_until
    is_barred = to is RecourseStatus.TIME_BARRED
    status = bar(file.status, limitation_on=until, today=entry["on"]) if is_barred else advance(file.status, to)
    accepted_share(to, entry["accepted_pct"])
    if to is RecourseStatus.NEGOTIATION and not file.is_stated:
        raise StepIncomplete("recourse.not_stated", "Stel eerst de schade vast.", field="to")
    if to is RecourseStatus.ALLOCATED and not file.received:
        raise StepIncomplete("recourse.nothing_received", "Boek eerst wat er is ontvangen.", field="to")
    file.kind, file.event_on, file.status = kind, event_on, status


def state_damage(employee: Employee, at: int, entry: Entry) -> None:
    """State the damage; gross wage is refused.

    :raises Refusal: as claims refuses it
    """
    file = _file(employee)
    refuse_gross_wage([ClaimLine(ClaimItem.GROSS_WAGE if entry["gross"] else ClaimItem.NET_WAGE, entry["net_loss"])])
    if file.status not in FOR_STATEMENT:
        raise TransitionNotAllowed("recourse.cannot_state", "De schade stelt u vast nadat de aansprakelijkheid is erkend en "
                                   "voordat u schikt.", field="status")
    file.is_stated = True
    if file.status is not RecourseStatus.NEGOTIATION:
        file.status = RecourseStatus.DAMAGE_STATEMENT


def receive(employee: Employee, at: int, entry: Entry) -> None:
    """Book a receipt.

    :raises Refusal: as claims refuses it
    """
    file = _file(employee)
    if file.status not in FOR_RECEIPTS:
        raise TransitionNotAllowed("recourse.not_settled", "Boek een ontvangst nadat u heeft geschikt.", field="status")
    file.status, file.received = RecourseStatus.PAID, file.received + entry["amount"]


def interrupt(employee: Employee, at: int, entry: Entry) -> None:
    """Interrupt the limitation.

    :raises Refusal: as claims refuses it
    """
    file = _file(employee)
    refuse_ended(file.status)
    file.interrupted_on.append(entry["on"])


def _file(employee: Employee) -> RecourseFile:
    """The file, which the answer YES opens and another answer withdraws."""
    liable = [absence for absence in employee.absences if absence.report["third_party"]]
    if employee.recourse is None:
        if not liable:
            raise NotFound("recourse.not_found", "Dit verhaalsdossier bestaat niet.")
        employee.recourse = RecourseFile(event_on=liable[0].first_sick_day)
    if not liable:
        employee.recourse.status = RecourseStatus.WITHDRAWN
    return employee.recourse
