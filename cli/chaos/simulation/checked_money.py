"""Invariants of money: calculated from the final facts, booked, paid and published once, with a balanced ledger."""
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from decimal import Decimal

from sqlalchemy import func, select

from cli.chaos.invariants import Finding, ServiceDatabases, doubled, lost, out_of_order
from cli.chaos.simulation.logged import Logged, events_of
from services.billing import store as billing
from services.claims import store as claims
from services.claims.domain.benefits.benefit import calculate_benefits
from services.claims.domain.benefits.cover import why_not_covered
from services.claims.domain.benefits.line import have_same_figures
from services.claims.domain.claim.month_status import MonthStatus
from shared.db.session import Session
from shared.events.billing import InvoiceIssued, InvoicePaid
from shared.events.claims import BenefitPaid, DebtCreated
from shared.kernel.money import ZERO
from shared.kernel.month import Month

NUMBER_DIGITS = 6


def check(databases: ServiceDatabases, arrived: Sequence[Logged]) -> Iterator[Finding]:
    """Yield findings about benefits, ledger, payments, debts and invoices."""
    with databases["claims"].reading() as session, databases["billing"].reading() as invoices:
        yield from _benefits_are_fresh(session)
        yield from _bookings_are_benefits(session)
        yield from _ledger_is_zero(session)
        yield from _payments_are_told(session, arrived)
        yield from _debts_are_invoiced(session, invoices, arrived)
        yield from _invoices_are_told(invoices, arrived)
        yield from _premiums_are_invoiced(invoices)


def _benefits_are_fresh(session: Session) -> Iterator[Finding]:
    """Every month equals a new calculation by the domain; months without an absence are zero."""
    through = Month.of(session.clock.today()).previous()
    rows = session.scalars(select(claims.Benefit).where(claims.Benefit.is_latest)).all()
    composite_ids = {*(row.composite_id for row in rows), *session.scalars(select(claims.Absence.composite_id))}
    stored, cases = claims.load_latest_months(session, composite_ids), claims.load_cases(session, composite_ids)
    for composite_id in sorted(composite_ids):
        facts = cases[composite_id].facts if composite_id in cases else None
        covered = facts is not None and why_not_covered(facts) is None
        fresh = {str(m.month): m.lines for m in (calculate_benefits(facts, through=through) if facts and covered else ())}
        kept = {month.row.month: month for month in stored.get(composite_id, [])}
        for month in sorted(fresh.keys() | kept.keys()):
            lines = kept[month].lines if month in kept else ()
            if not have_same_figures(lines, fresh.get(month, ())):
                yield out_of_order(f"benefit {composite_id} {month} is not what its facts say")
            if month in kept and kept[month].row.total != sum((line.total for line in lines), ZERO):
                yield out_of_order(f"benefit {composite_id} {month} is not the sum of its lines")


def _bookings_are_benefits(session: Session) -> Iterator[Finding]:
    """Runs booked every month that is approved, in full; what people have not decided waits."""
    last = session.scalar(select(func.max(claims.PaymentRun.month)))
    booked: dict[tuple[str, str], Decimal] = defaultdict(lambda: ZERO)
    for row in session.scalars(select(claims.Booking)):
        booked[row.composite_id, row.month] += row.amount
    judged = session.scalars(select(claims.MonthClaim)).all()
    undecided = {(row.composite_id, row.month) for row in judged if row.status != MonthStatus.APPROVED}
    worth = {(row.composite_id, row.month): row.total for row in session.scalars(
        select(claims.Benefit).where(claims.Benefit.is_latest)) if last is not None and row.month <= last}
    for place in sorted((booked.keys() | worth.keys()) - undecided):
        missing = worth.get(place, ZERO) - booked[place]
        if missing:
            finding = lost if missing > 0 else doubled
            yield finding(f"{place[0]} {place[1]}: {booked[place]} euros are booked, {worth.get(place, ZERO)} are due")


def _ledger_is_zero(session: Session) -> Iterator[Finding]:
    """Per policy, bookings equal payments less outstanding debts."""
    sums: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for booking in session.scalars(select(claims.Booking)):
        sums[booking.policy_number] += booking.amount
    for payment in session.scalars(select(claims.Payment)):
        sums[payment.policy_number] -= payment.amount
        if payment.status != "PAID":
            yield lost(f"payment {payment.payment_reference} was prepared and never paid")
    for debt in session.scalars(select(claims.Debt).where(claims.Debt.status != "SETTLED")):
        sums[debt.policy_number] += debt.amount
    for policy, left in sorted(sums.items()):
        if left:
            finding = lost if left > 0 else doubled
            yield finding(f"the ledger of {policy} is off by {left} euros")


def _payments_are_told(session: Session, arrived: Sequence[Logged]) -> Iterator[Finding]:
    paid: dict[str, Decimal] = defaultdict(lambda: ZERO)
    for payment in session.scalars(select(claims.Payment)):
        paid[f"{payment.run_id}-{payment.policy_number}"] += payment.amount
    published = [(event.payment_reference, event.amount) for event in events_of(arrived, BenefitPaid)]
    yield from _each_once("payment", paid, published)


def _debts_are_invoiced(session: Session, invoices: Session, arrived: Sequence[Logged]) -> Iterator[Finding]:
    debts = {row.debt_id: row.amount for row in session.scalars(
        select(claims.Debt).where(claims.Debt.status == "INVOICED"))}
    yield from _each_once("debt", debts, [(event.debt_id, event.amount) for event in events_of(arrived, DebtCreated)])
    rows = invoices.scalars(select(billing.Invoice).where(billing.Invoice.kind == "DEBT"))
    yield from _each_once("invoice of debt", {f"debt-{debt_id[-12:]}": amount for debt_id, amount in debts.items()},
                          [(row.subject, row.gross) for row in rows])


def _each_once(what: str, expected: dict[str, Decimal], found: list[tuple[str, Decimal]]) -> Iterator[Finding]:
    times = Counter(name for name, _ in found)
    amounts = dict(found)
    for name, amount in expected.items():
        if not times[name]:
            yield lost(f"{what} {name} of {amount} euros")
        elif times[name] > 1:
            yield doubled(f"{what} {name}, {times[name]} times")
        elif amounts[name] != amount:
            yield out_of_order(f"{what} {name} is {amounts[name]}, not {amount}")
    for name in amounts.keys() - expected.keys():
        yield doubled(f"{what} {name} of {amounts[name]} euros belongs to nothing")


def _invoices_are_told(session: Session, arrived: Sequence[Logged]) -> Iterator[Finding]:
    rows = list(session.scalars(select(billing.Invoice)))
    yield from _each_once("invoice", {row.number: row.gross for row in rows},
                          [(event.number, event.gross) for event in events_of(arrived, InvoiceIssued)])
    paid = {row.number: ZERO for row in rows if row.status == "PAID" and row.kind != "CREDIT"}
    yield from _each_once("paid invoice", paid, [(event.number, ZERO) for event in events_of(arrived, InvoicePaid)])
    series: dict[str, list[int]] = defaultdict(list)
    for row in rows:
        series[row.number[:-NUMBER_DIGITS]].append(int(row.number[-NUMBER_DIGITS:]))
        if (row.paid == row.gross) != (row.status == "PAID") and row.kind != "CREDIT":
            yield out_of_order(f"invoice {row.number} is {row.status} with {row.paid} of {row.gross} paid")
    for name, numbers in series.items():
        if sorted(numbers) != list(range(1, len(numbers) + 1)):
            yield lost(f"series {name} has {sorted(numbers)}")
    for subject, times in Counter((row.policy_number, row.kind, row.subject) for row in rows).items():
        if times > 1:
            yield doubled(f"{subject} was invoiced {times} times")


def _premiums_are_invoiced(session: Session) -> Iterator[Finding]:
    """Every due instalment has an invoice of its amount; the instalments add up to the provisional premium."""
    today = session.clock.today()
    for year in session.scalars(select(billing.PremiumYear)):
        if year.state == "PROVISIONAL" and sum((part.amount for part in year.instalments), year.settled) != year.provisional:
            yield lost(f"the instalments of {year.policy_number} {year.year} are not its premium")
        for part in year.instalments:
            if part.invoice_number is None:
                if part.invoiced_on <= today and year.year == today.year and part.amount:
                    yield lost(f"instalment {part.invoiced_on} of {year.policy_number} was not invoiced")
            elif session.get_one(billing.Invoice, part.invoice_number).gross != part.amount:
                yield out_of_order(f"invoice {part.invoice_number} is not its instalment")
