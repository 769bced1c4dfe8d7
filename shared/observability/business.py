"""Business counters, incremented when an event leaves the outbox.

Work that is rolled back publishes nothing and an event leaves the outbox once, so rollbacks and retries do not distort
the counts.
"""
import json
from collections import Counter as Tally
from collections.abc import Callable, Iterable, Sequence
from typing import Any, Protocol

from prometheus_client import Counter

from shared.events.absence import RecoveryReported, SickReportCancelled, SickReportFiled
from shared.events.base import REGISTRY
from shared.events.billing import InvoiceIssued, InvoiceKind
from shared.events.casework import CaseOpened, MilestoneCompleted, SanctionNotified
from shared.events.claims import BenefitPaid, ClaimOpened, ClaimRejected, DebtCreated
from shared.observability.metrics import EVENTS_HANDLED, EVENTS_SENT

SICK_REPORTS = Counter("ontzorg_sick_reports_total", "Sick reports filed.")
CANCELLATIONS = Counter("ontzorg_sick_reports_cancelled_total", "Sick reports withdrawn.")
RECOVERIES = Counter("ontzorg_recoveries_total", "Recoveries reported, partial and full.")
DOSSIERS = Counter("ontzorg_dossiers_opened_total", "Dossiers opened and assigned.")
STEPS = Counter("ontzorg_steps_completed_total", "Steps of the statutory plan completed, in time or late.", ["timing"])
SANCTIONS = Counter("ontzorg_sanctions_notified_total", "Wages suspended or stopped.")
CLAIMS = Counter("ontzorg_claims_opened_total", "Claims taken into treatment.")
REJECTIONS = Counter("ontzorg_claims_rejected_total", "Claims for which there is no cover.")
BENEFITS = Counter("ontzorg_benefits_paid_total", "Payments to employers.")
BENEFIT_EUROS = Counter("ontzorg_benefits_paid_euros_total", "Euros paid to employers.")
DEBTS = Counter("ontzorg_debts_created_total", "Debts of employers transferred to billing.")
INVOICES = Counter("ontzorg_invoices_issued_total", "Issued invoices and credit notes, by series.", ["kind"])
INVOICED_EUROS = Counter("ontzorg_invoiced_euros_total", "Euros on invoices and credited euros, VAT included.",
                         ["kind"])

for _timing in ("in_time", "late"):
    STEPS.labels(_timing)
for _kind in InvoiceKind:
    INVOICES.labels(_kind.value)
    INVOICED_EUROS.labels(_kind.value)


def initialise_to_zero(producer: str, read_types: Iterable[str]) -> None:
    """Create the counters of the events that a service publishes and reads, with value 0.

    Without a 0 before the first event, `rate()` in Prometheus does not see that event.

    :param producer: the service
    :param read_types: types of the events that the service subscribes to
    """
    for event_type, event_class in REGISTRY.items():
        if event_class.producer() == producer:
            EVENTS_SENT.labels(event_type)
    for event_type in read_types:
        EVENTS_HANDLED.labels(event_type)


class SentEvent(Protocol):
    """A row of the outbox."""

    @property
    def type(self) -> str:
        """The event type."""
        ...

    @property
    def payload(self) -> bytes:
        """The event's data as JSON."""
        ...


def count_sent(rows: Sequence[SentEvent]) -> None:
    """Count sent events. Call it once per event, after the commit that removed the event from the outbox."""
    for event_type, times in Tally(row.type for row in rows).items():
        EVENTS_SENT.labels(event_type).inc(times)
        if event_type in _PLAIN:
            _PLAIN[event_type].inc(times)
    for row in rows:
        if row.type in _BY_CONTENT:
            _BY_CONTENT[row.type](json.loads(row.payload))


def _count_benefit(data: dict[str, Any]) -> None:
    BENEFIT_EUROS.inc(float(data["amount"]))


def _count_invoice(data: dict[str, Any]) -> None:
    INVOICES.labels(data["kind"]).inc()
    INVOICED_EUROS.labels(data["kind"]).inc(abs(float(data["gross"])))


def _count_step(data: dict[str, Any]) -> None:
    STEPS.labels("late" if data["late_days"] > 0 else "in_time").inc()


_PLAIN: dict[str, Counter] = {
    SickReportFiled.TYPE: SICK_REPORTS, SickReportCancelled.TYPE: CANCELLATIONS, RecoveryReported.TYPE: RECOVERIES,
    CaseOpened.TYPE: DOSSIERS, SanctionNotified.TYPE: SANCTIONS, ClaimOpened.TYPE: CLAIMS, ClaimRejected.TYPE: REJECTIONS,
    BenefitPaid.TYPE: BENEFITS, DebtCreated.TYPE: DEBTS,
}
_BY_CONTENT: dict[str, Callable[[dict[str, Any]], None]] = {
    BenefitPaid.TYPE: _count_benefit, InvoiceIssued.TYPE: _count_invoice, MilestoneCompleted.TYPE: _count_step,
}
