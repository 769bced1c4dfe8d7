"""What the clock starts in claims: the month is calculated on the first, the run prepared after the cut-off, then paid."""
from datetime import date, timedelta

from services.claims.domain.payments.payday import cut_off, pay_date
from services.claims.usecases.benefits.calculate_month import calculate_month
from services.claims.usecases.payments.pay_run import pay_run
from services.claims.usecases.payments.prepare_run import prepare_run
from shared.db.session import Session
from shared.kernel.month import Month
from shared.service.jobs import Jobs

jobs = Jobs()


def is_first_of_month(day: date) -> bool:
    """The day after a month has ended."""
    return day.day == 1


def is_day_after_cut_off(day: date) -> bool:
    """What was received on the cut-off itself still counts, so the run is prepared the day after."""
    return day - timedelta(days=1) == cut_off(Month.of(day).previous())


def is_pay_date(day: date) -> bool:
    """The twelfth working day of a month."""
    return day == pay_date(Month.of(day).previous())


@jobs.on_dates("calculate-month", is_first_of_month)
def calculate(session: Session, business_date: date) -> None:
    """Calculate the month that has just ended."""
    calculate_month(session, month=Month.of(business_date).previous())


@jobs.on_dates("prepare-run", is_day_after_cut_off)
def prepare(session: Session, business_date: date) -> None:
    """Prepare the run of the month before."""
    prepare_run(session, month=Month.of(business_date).previous())


@jobs.on_dates("pay-run", is_pay_date)
def pay(session: Session, business_date: date) -> None:
    """Pay it; prepare it first if the platform began after the cut-off."""
    month = Month.of(business_date).previous()
    prepare_run(session, month=month)
    pay_run(session, run_id=f"RUN-{month}")
