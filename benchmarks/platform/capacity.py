"""Calculate the tables of docs/capacity.md for a whole market, from assumptions and measurements.

To recalculate, change a figure below and run `.venv/bin/python -m benchmarks.platform.capacity`.
"""
from dataclasses import dataclass

from shared.kernel.services import NAMES

KB, GB = 1024, 1024**3


@dataclass(frozen=True)
class Market:
    """Number of employers and employees, and how often employees fall ill; all assumed, none measured."""

    employers: int = 100_000
    employees: int = 1_500_000
    reports_per_employee_year: float = 1.1
    sick_share: float = 0.05
    long_share_of_reports: float = 0.05
    short_days: float = 6.0
    paid_share_of_reports: float = 0.10
    joiners_share_year: float = 0.15
    invoices_per_employer_year: int = 16
    monday_share_of_week: float = 0.30
    morning_share_of_monday: float = 0.50
    morning_seconds: int = 90 * 60
    winter_factor: float = 2.0
    page_views_per_report: int = 40
    january_late_share: float = 0.5
    january_late_seconds: int = 5 * 8 * 3600

    @property
    def reports(self) -> float:
        """Sick reports per year."""
        return self.employees * self.reports_per_employee_year

    @property
    def sick_days(self) -> float:
        """Calendar days of illness per year."""
        return self.employees * self.sick_share * 365

    @property
    def long_months(self) -> float:
        """Months of long absences per year: the days of illness that are not in short absences."""
        return (self.sick_days - self.reports * (1 - self.long_share_of_reports) * self.short_days) / 30

    @property
    def running_cases(self) -> float:
        """Cases per monthly calculation."""
        return self.reports / 12 + self.long_months / 12

    @property
    def paid_cases(self) -> float:
        """Cases paid per monthly run."""
        return self.reports * self.paid_share_of_reports / 12 + self.long_months / 12

    @property
    def peak_reports(self) -> float:
        """Reports per second on a Monday morning in the flu season."""
        monday = self.reports / 52 * self.monday_share_of_week
        return monday * self.morning_share_of_monday / self.morning_seconds * self.winter_factor


@dataclass(frozen=True)
class Life:
    """Storage and events per employee, per absence or per month of a long one, measured by `benchmarks.platform.footprint`.

    :ivar kept: bytes by service, of rows that are never deleted
    :ivar passing: bytes of inbox, outbox and idempotency keys, which are deleted after some time
    """

    events: float
    event_bytes: float
    kept: dict[str, float]
    passing: float


EMPLOYEE = Life(1.1, 1240, {"absence": 687, "billing": 342, "casework": 335, "claims": 409, "identity": 187}, 670)
ABSENCE = Life(4.7, 5225, {"absence": 1068, "billing": 89, "casework": 1412, "claims": 1137}, 3116)
LONG_MONTH = Life(4.0, 3544, {"absence": 124, "billing": 363, "casework": 624, "claims": 1617}, 386)
INVOICE_EVENTS = 1.0


@dataclass(frozen=True)
class Measured:
    """Measurements on a machine with two shared, busy cores; see docs/measures.md."""

    consume_per_second: float = 7_000
    consume_one_by_one_per_second: float = 2_000
    relay_per_second: float = 4_000
    reports_per_second: float = 69
    pay_run_ms_a_case: float = 21.3
    page_cpu_ms: float = 20.0
    """Assumed for a page of the portal with the calls behind it."""


@dataclass(frozen=True)
class Operation:
    """Sizes of the deployment, and prices per month in euros: rounded list prices of a European cloud, assumed."""

    retention_days: int = 90
    replication: int = 3
    inbox_days: int = 97
    bloat: float = 1.5
    postgres_copies: int = 3
    vcpu: float = 25.0
    memory_gb: float = 4.0
    disk_gb: float = 0.12
    backup_gb: float = 0.03
    traffic_and_monitoring: float = 400.0


def main() -> None:
    """Print the tables."""
    market, measured, operation = Market(), Measured(), Operation()
    for title, rows in (("Load", load(market)), ("Bus", bus(market, measured, operation)),
                        ("Databases", databases(market, operation)), ("Peaks", peaks(market, measured)),
                        ("Cost a month", cost(market, operation))):
        print(f"### {title}\n\n| what | figure | how |\n|---|---|---|")
        print("\n".join(f"| {what} | {figure} | {how} |" for what, figure, how in rows) + "\n")


Row = tuple[str, str, str]


def events_a_year(market: Market) -> tuple[float, float]:
    """Return events per year and their bytes, without replication."""
    upserts = market.employees * (1 + 2 * market.joiners_share_year)
    invoices = market.employers * market.invoices_per_employer_year * INVOICE_EVENTS
    size = EMPLOYEE.event_bytes / EMPLOYEE.events
    events = market.reports * ABSENCE.events + market.long_months * LONG_MONTH.events + upserts + invoices
    octets = (market.reports * ABSENCE.event_bytes + market.long_months * LONG_MONTH.event_bytes
              + (upserts + invoices) * size)
    return events, octets


def load(market: Market) -> list[Row]:
    """Print reports, cases and events."""
    events, octets = events_a_year(market)
    return [
        ("sick reports a year", f"{market.reports:,.0f}", f"{market.reports_per_employee_year} an employee"),
        ("ill on an average day", f"{market.sick_days / 365:,.0f}", f"{market.sick_share:.0%} of the employees"),
        ("long absences at any time", f"{market.long_months / 12:,.0f}", "illness that the short ones leave over"),
        ("cases in a month's calculation", f"{market.running_cases:,.0f}", "reported in it, or long and still running"),
        ("cases paid a month", f"{market.paid_cases:,.0f}", "beyond the waiting days"),
        ("events a year", f"{events / 1e6:,.1f} million", f"{octets / GB:,.0f} GB before replication"),
        ("events a second, mean", f"{events / 365 / 86400:,.2f}", ""),
        ("reports a second, Monday peak", f"{market.peak_reports:,.1f}",
         f"{market.monday_share_of_week:.0%} of a week on Monday, half of it in 90 minutes, twice that in winter"),
        ("events a second, Monday peak", f"{market.peak_reports * ABSENCE.events:,.0f}", f"{ABSENCE.events} a report"),
    ]


def bus(market: Market, measured: Measured, operation: Operation) -> list[Row]:
    """Print partitions, replicas and disk of the bus."""
    events, octets = events_a_year(market)
    peak = market.peak_reports * ABSENCE.events
    kept = octets * operation.retention_days / 365
    replay = events * operation.retention_days / 365 / measured.consume_one_by_one_per_second / 3600
    return [
        ("one consumer, event by event", f"{measured.consume_one_by_one_per_second / peak:,.0f} times the peak",
         f"{measured.consume_one_by_one_per_second:,.0f} a second measured with an effect of one upsert"),
        ("one relay", f"{measured.relay_per_second / peak:,.0f} times the peak",
         f"{measured.relay_per_second:,.0f} rows a second measured"),
        ("partitions of a topic", "6", "as they are; a fourth of one is enough, six let a replay use six workers"),
        ("worker replicas of a service", "2", "one does the work, the other is there for when it does not"),
        ("log kept", f"{kept / GB:,.1f} GB", f"{operation.retention_days} days"),
        ("disk of all brokers", f"{kept * operation.replication / GB:,.0f} GB",
         f"replication {operation.replication}, before compression; the rest of a broker's disk is room"),
        ("replay of all that is kept", f"{replay:,.1f} hours", "one worker, an upsert an event; six partitions: a sixth"),
    ]


def databases(market: Market, operation: Operation) -> list[Row]:
    """Print initial size and growth of each service's database, including bloat."""
    rows = []
    for service in NAMES:
        first = market.employees * EMPLOYEE.kept.get(service, 0) * operation.bloat
        growth = (market.reports * ABSENCE.kept.get(service, 0) + market.long_months * LONG_MONTH.kept.get(service, 0)
                  + market.employees * market.joiners_share_year * EMPLOYEE.kept.get(service, 0)) * operation.bloat
        rows.append((service, f"{first / GB:,.1f} GB + {growth / GB:,.1f} GB a year", "rows, indexes, bloat"))
    rows.append(("inbox and other passing rows, all services", f"{passing(market, operation) / GB:,.1f} GB",
                 f"{operation.inbox_days} days, which must outlast the log"))
    rows.append(("all after five years", f"{stored(market, operation) / GB:,.0f} GB", "one copy"))
    return rows


def passing(market: Market, operation: Operation) -> float:
    """Return the bytes of rows that are deleted after some time."""
    year = market.reports * ABSENCE.passing + market.long_months * LONG_MONTH.passing + market.employees * EMPLOYEE.passing
    return year * operation.inbox_days / 365 * operation.bloat


def stored(market: Market, operation: Operation) -> float:
    """Return the bytes in all databases after five years."""
    kept = (market.employees * (1 + 5 * market.joiners_share_year) * sum(EMPLOYEE.kept.values())
            + 5 * market.reports * sum(ABSENCE.kept.values()) + 5 * market.long_months * sum(LONG_MONTH.kept.values()))
    return kept * operation.bloat + passing(market, operation)


def peaks(market: Market, measured: Measured) -> list[Row]:
    """Print the peaks: Monday morning, the payment run, January."""
    views = market.peak_reports * market.page_views_per_report
    hours = market.running_cases * measured.pay_run_ms_a_case / 3.6e6
    january = market.employees * market.january_late_share / market.january_late_seconds
    return [
        ("sick reports against one web process", f"{market.peak_reports / measured.reports_per_second:.0%} of it",
         f"{measured.reports_per_second:,.0f} a second measured, alone on two busy cores"),
        ("pages a second at the peak", f"{views:,.0f}", f"{market.page_views_per_report} a report, readers included (assumed)"),
        ("cores for them", f"{views * measured.page_cpu_ms / 1000:,.1f}", f"{measured.page_cpu_ms:.0f} ms a page (assumed)"),
        ("web replicas", "gateway 4, absence and casework 3, others 2", "twice the cores of the peak, and one that may be away"),
        ("payment run, one worker", f"{hours:,.1f} hours", f"{measured.pay_run_ms_a_case:.0f} ms a case measured"),
        ("wages in the last week of January", f"{january:,.0f} employees a second", "half of all, in forty office hours"),
        ("time for all of January's events", f"{market.employees / measured.consume_one_by_one_per_second / 60:,.0f} minutes",
         "if they came at once, event by event, one worker"),
    ]


def cost(market: Market, operation: Operation) -> list[Row]:
    """Print the cost at the assumed prices."""
    log = events_a_year(market)[1] * operation.retention_days / 365 * operation.replication / GB
    database = stored(market, operation) / GB
    rows = [
        ("web and workers", 16, 32, 0.0), ("PostgreSQL, five clusters of three", 30, 120, database * operation.postgres_copies),
        ("Kafka, three brokers", 6, 24, max(log, 300.0)), ("Prometheus, Grafana, ingress", 6, 16, 200),
    ]
    found, total = [], operation.traffic_and_monitoring
    for name, cores, memory, disk in rows:
        price = cores * operation.vcpu + memory * operation.memory_gb + disk * operation.disk_gb
        total += price
        found.append((name, f"€ {price:,.0f}", f"{cores} vCPU, {memory} GB memory, {disk:,.0f} GB disk"))
    backup = database * 4 * operation.backup_gb
    total += backup
    found.append(("backups", f"€ {backup:,.0f}", "four full copies and the log between them"))
    found.append(("traffic, SMS excluded", f"€ {operation.traffic_and_monitoring:,.0f}", "assumed"))
    found.append(("**total**", f"**€ {total:,.0f}**", f"€ {total * 12 / market.employers:.2f} an employer a year"))
    return found


if __name__ == "__main__":
    main()
