"""Change a reported wage sanction: judge the contract terms, shorten, correct or take back (R-053, domain.md §15.10)."""
from collections.abc import Callable
from datetime import date

from services.casework import store
from services.casework.domain.guarantee.wage_sanction import (
    WageSanction,
    WageSanctionWithdrawn,
    check_shortening,
    check_wage_sanction,
)
from services.casework.store.casefiles import CaseFile, load_case
from services.casework.store.dossiers import dossier_to_change
from services.casework.usecases.guarantee.assess_sanction import assess_sanction
from services.casework.usecases.guarantee.report_wage_sanction import WageSanctionReport, check_copy
from shared.db.session import Session
from shared.kernel.actor import Actor
from shared.kernel.refusals import Forbidden, NotFound

Change = Callable[[store.WageSanction, CaseFile], None]


def judge_contract_terms(session: Session, *, actor: Actor, absence_number: str, sanction_id: str, met: bool,
                         version: int | None = None) -> store.WageSanction:
    """Record whether the employer met the terms of the contract with Perspectief (R-053); a later judgement replaces it.

    :raises Forbidden: ``wage_sanction.judged_by_perspectief``
    """
    if "casemanager" not in actor.roles:
        raise Forbidden("wage_sanction.judged_by_perspectief", "Dit beoordeelt Perspectief.")

    def judge(row: store.WageSanction, file: CaseFile) -> None:
        row.terms_met = met

    return _change(session, actor, absence_number, sanction_id, version, judge)


def shorten_wage_sanction(session: Session, *, actor: Actor, absence_number: str, sanction_id: str, ends_on: date,
                          version: int | None = None) -> store.WageSanction:
    """Record the last day after UWV shortened it (WIA art. 25 lid 14); its amount follows.

    :raises RuleViolated: ``wage_sanction.not_shorter``
    """
    def shorten(row: store.WageSanction, file: CaseFile) -> None:
        check_shortening(row.value, case=file.case, ends_on=ends_on)
        row.ends_on = ends_on

    return _change(session, actor, absence_number, sanction_id, version, shorten)


def correct_wage_sanction(session: Session, *, actor: Actor, absence_number: str, sanction_id: str,
                          command: WageSanctionReport, version: int | None = None) -> store.WageSanction:
    """Replace dates, weeks and kind; the day of the report stays, and a shortening has to be recorded again.

    :raises RuleViolated: for impossible dates or weeks
    """
    def correct(row: store.WageSanction, file: CaseFile) -> None:
        sanction = WageSanction(decision_on=command.decision_on, received_on=command.received_on, weeks=command.weeks,
                                reported_on=row.reported_on)
        check_wage_sanction(sanction, case=file.case, today=row.reported_on)
        row.decision_on, row.received_on, row.weeks = command.decision_on, command.received_on, command.weeks
        check_copy(session, file.numbers, command.document_id)
        row.kind, row.ends_on, row.start = command.kind, None, sanction.start_on(file.case)
        row.document_id = command.document_id or row.document_id

    return _change(session, actor, absence_number, sanction_id, version, correct)


def withdraw_wage_sanction(session: Session, *, actor: Actor, absence_number: str, sanction_id: str,
                           version: int | None = None) -> store.WageSanction:
    """Take the report back, because it was a mistake or UWV took its decision back."""
    today = session.clock.today()

    def withdraw(row: store.WageSanction, file: CaseFile) -> None:
        row.withdrawn_on = today

    return _change(session, actor, absence_number, sanction_id, version, withdraw)


def _change(session: Session, actor: Actor, absence_number: str, sanction_id: str, version: int | None,
            change: Change) -> store.WageSanction:
    """Apply a change to a wage sanction of the case and assess the guarantee again.

    :raises NotFound: if the case has no such wage sanction
    :raises WageSanctionWithdrawn: if it was taken back
    :raises Stale: if the dossier was changed since the version
    """
    dossier = dossier_to_change(session, absence_number, actor, version)
    file, row = load_case(session, absence_number), session.get(store.WageSanction, sanction_id)
    if row is None or row.absence_number not in file.numbers:
        raise NotFound("wage_sanction.not_found", "Deze loonsanctie bestaat niet.")
    if row.withdrawn_on is not None:
        raise WageSanctionWithdrawn("wage_sanction.withdrawn", "Deze melding is al ingetrokken.")
    change(row, file)
    assess_sanction(session, dossier, file, row)
    return row
