"""Take an accepted declaration as a reimbursement to pay (R-071)."""
from services.claims.domain.reimbursements.reimbursement import ReimbursementStatus
from services.claims.store.reimbursements import Reimbursement
from shared.db.session import Session
from shared.events.casework import DeclarationAccepted
from shared.payments.identifiers import payment_id

PREFIX = "VERG"


def take_declaration(session: Session, *, event: DeclarationAccepted) -> None:
    """Keep what is to be paid, once; a declaration of which nothing is reimbursed is not paid."""
    if not event.amount or session.get(Reimbursement, event.declaration_id) is not None:
        return
    session.add(Reimbursement(
        declaration_id=event.declaration_id, activity_id=event.activity_id, absence_number=event.absence_number,
        employee_id=event.employee_id, employer_id=event.employer_id, amount=event.amount, decided_on=event.decided_on,
        pay_by=event.pay_by, iban=event.iban, status=ReimbursementStatus.ACCEPTED,
        reference=payment_id(PREFIX, event.declaration_id)))
