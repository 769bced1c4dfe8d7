"""The scheduled jobs of claims: calculation on the first of the month, preparation of the run after the cut-off, payment."""
import os
from collections.abc import Sequence
from datetime import date, timedelta

from services.claims.domain.payments.payday import cut_off, pay_date
from services.claims.settings import approval_rule
from services.claims.usecases.benefits.calculate_month import calculate_month, list_cases_of_month
from services.claims.usecases.claim.resume_month import list_months_to_resume, resume_month
from services.claims.usecases.guarantee.charge_guarantee import charge_guarantee, list_guarantees_to_charge
from services.claims.usecases.payments.check_payee import CHECK_PAYEES, check_payee, list_transfers_due
from services.claims.usecases.payments.make_payment_files import make_payment_files
from services.claims.usecases.payments.open_run import open_run
from services.claims.usecases.payments.settle_policies import list_policies_to_settle, settle_policies
from services.claims.usecases.recourse.watch_limitation import list_files_to_watch, watch_limitation
from services.claims.usecases.reimbursements.pay_reimbursements import (
    check_reimbursement,
    list_to_check,
    pay_reimbursements,
)
from services.claims.usecases.runs.set_aside import return_due
from shared.db.session import Session
from shared.kernel.month import Month
from shared.service.jobs import JobItem, Jobs

jobs = Jobs()

SLICE = 500
"""Cases or policies that are read and handled together."""


def is_first_of_month(day: date) -> bool:
    """Whether the day is the first after a month."""
    return day.day == 1


def is_day_of_preparation(day: date) -> bool:
    """Whether a run is prepared on the day: the day after the cut-off, or the pay date.

    On the pay date a run is opened only if the platform was started after the cut-off.
    """
    month = Month.of(day).previous()
    return day in (cut_off(month) + timedelta(days=1), pay_date(month))


@jobs.in_bulk("calculate-month", is_first_of_month, items=list_cases_of_month, chunk=SLICE)
def calculate(session: Session, cases: Sequence[JobItem]) -> None:
    """Calculate the preceding month."""
    calculate_month(session, composite_ids=[case.key for case in cases])


@jobs.daily("resume-claims", items=list_months_to_resume)
def resume(session: Session, claim: JobItem) -> None:
    """Put claims that waited for data before people again."""
    resume_month(session, claim_number=claim.key)


@jobs.on_dates("open-run", is_day_of_preparation)
def open_for_payment(session: Session, business_date: date) -> None:
    """Open the run of the preceding month."""
    open_run(session, month=Month.of(business_date).previous(), on=business_date)


@jobs.in_bulk("prepare-run", is_day_of_preparation, items=list_policies_to_settle, chunk=SLICE)
def prepare(session: Session, policies: Sequence[JobItem]) -> None:
    """Settle the policies in the run of the preceding month."""
    settle_policies(session, policy_numbers=[policy.key for policy in policies],
                    month=Month.of(policies[0].business_date).previous())


@jobs.daily("return-set-aside")
def take_back(session: Session, business_date: date) -> None:
    """Put payments back into their run on the day until which they were set aside."""
    return_due(session, today=business_date)


@jobs.daily(CHECK_PAYEES, items=list_transfers_due)
def check(session: Session, transfer: JobItem) -> None:
    """From the pay date on, check each employer to be paid."""
    check_payee(session, transfer=transfer.key)


@jobs.on_dates("charge-guarantees", is_first_of_month, items=list_guarantees_to_charge)
def charge(session: Session, guarantee: JobItem) -> None:
    """Charge Perspectief for the month that ended."""
    charge_guarantee(session, sanction_id=guarantee.key, today=guarantee.handled_on)


@jobs.daily("check-reimbursements", items=list_to_check)
def check_declaration(session: Session, reimbursement: JobItem) -> None:
    """Check the payee of each accepted declaration."""
    check_reimbursement(session, declaration_id=reimbursement.key)


@jobs.daily("pay-reimbursements")
def reimburse(session: Session, business_date: date) -> None:
    """Create the SEPA file of the declarations whose payee was checked."""
    pay_reimbursements(session, today=business_date)


@jobs.daily("watch-recourse", items=list_files_to_watch)
def watch(session: Session, file: JobItem) -> None:
    """Warn of claims on third parties that lapse, and end those that lapsed."""
    watch_limitation(session, recourse_id=file.key, today=file.handled_on)


@jobs.daily("pay-run")
def pay(session: Session, business_date: date) -> None:
    """Create the SEPA files of the checked transfers of approved runs."""
    make_payment_files(session, today=business_date, rule=approval_rule(os.environ))
