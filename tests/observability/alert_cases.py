"""For each alert a situation in which it must fire, and a similar one in which it must not; for some a second pair.

Series are in promtool's notation, mostly one value per minute: ``0+5x10`` grows by five, ``7x10`` stays seven.
"""
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Case:
    """An alert with its two situations.

    :ivar fires: series by which it fires at `at`
    :ivar silent: series by which it does not
    :ivar at: the time of the evaluation, in promtool's notation
    :ivar labels: labels of the firing alert, besides its severity
    :ivar step: interval of the values and of the evaluations
    """

    alert: str
    at: str
    fires: dict[str, str]
    silent: dict[str, str]
    labels: dict[str, str] = field(default_factory=dict)
    step: str = "1m"


def worker(metric: str, /, **labels: str) -> str:
    """A series of the worker of claims."""
    return series(metric, component="claims", role="worker", **labels)


def series(metric: str, /, **labels: str) -> str:
    """Return a series with this name and these labels."""
    return metric + "{" + ", ".join(f'{label}="{value}"' for label, value in labels.items()) + "}"


CLAIMS = {"component": "claims"}
TOPIC = "ontzorg.absence.v1"
NOT_TAKEN_UP = 'ontzorg_report_not_taken_up_seconds{component="absence", role="worker"}'


def dependency(name: str) -> str:
    """The availability of a dependency of the worker of claims."""
    return worker("ontzorg_dependency_up", dependency=name)


def tokens(outcome: str) -> str:
    """The number of tokens that claims checked."""
    return series("ontzorg_token_checks_total", component="claims", role="web", outcome=outcome)


def volume(free: str) -> dict[str, str]:
    """A volume of 100 bytes."""
    return {series("kubelet_volume_stats_available_bytes", **VOLUME): free,
            series("kubelet_volume_stats_capacity_bytes", **VOLUME): "100x30"}


def answering(*components: str) -> dict[str, str]:
    """Web processes that reach their database."""
    return {series("ontzorg_dependency_up", component=name, dependency="database", role="web"): "1x60" for name in components}


def beating(*components: str) -> dict[str, str]:
    """Workers with a heartbeat one second old."""
    return {series("ontzorg_heartbeat_age_seconds", component=name, part="relay", role="worker"): "1x60" for name in components}


def logins(outcome: str) -> str:
    """Steps of logins by SMS."""
    return series("ontzorg_logins_total", component="identity", role="web", channel="SMS", outcome=outcome)


def requests(status: str) -> str:
    """The number of responses of the gateway."""
    return series("ontzorg_requests_total", component="gateway", role="web", route="/", method="GET", status=status)


def answer_times(quick: str, slow: str) -> dict[str, str]:
    """Responses of the gateway within 0.1 s, and those that took up to 5 s."""
    def bucket(limit: str) -> str:
        return series("ontzorg_request_seconds_bucket", component="gateway", role="web", route="/", le=limit)

    return {bucket("0.1"): quick, bucket("2.5"): quick, bucket("5"): slow, bucket("+Inf"): slow,
            series("ontzorg_request_seconds_count", component="gateway", role="web", route="/"): slow}


LAG_0 = worker("ontzorg_consumer_lag_events", topic=TOPIC, partition="0")
LAG_1 = worker("ontzorg_consumer_lag_events", topic=TOPIC, partition="1")
FAILED_RUNS = worker("ontzorg_job_runs_total", task="pay-run", outcome="failed")
SET_ASIDE = worker("ontzorg_set_aside_items", task="pay-run")
CRON = {"namespace": "ontzorg", "cronjob": "claims-jobs"}
CRON_SCHEDULED = {series("kube_cronjob_status_last_schedule_time", **CRON): "3600x90",
                  series("kube_cronjob_status_last_schedule_time", namespace="other", cronjob="claims-jobs"): "9600x90"}
CRON_SUCCEEDED = series("kube_cronjob_status_last_successful_time", **CRON)
STEPS = series("ontzorg_overdue_steps", component="casework", role="worker")
WITHOUT_CONSULTANT = series("ontzorg_employers_without_consultant", component="casework", role="worker")
LATE_CONTACTS = series("ontzorg_late_contacts", component="casework", role="worker")
REPORTS = series("ontzorg_sick_reports_total", component="absence", role="worker")
IN_USE = series("ontzorg_database_connections", component="claims", role="web", instance="a", state="in_use")
MOST = series("ontzorg_database_connections_most", component="claims", role="web", instance="a")
TARGET = {"job": "worker", "instance": "claims-worker:9100"}
ON_CLUSTER = {"job": "ontzorg/ontzorg", "instance": "10.1.2.3:8000"}
VOLUME = {"namespace": "ontzorg", "persistentvolumeclaim": "kafka-0"}
CERTIFICATE = series("certmanager_certificate_expiration_timestamp_seconds", namespace="ontzorg", name="portal")

CASES = (
    Case("OutboxTooOld", "10m", {worker("ontzorg_outbox_oldest_seconds"): "301x10"},
         {worker("ontzorg_outbox_oldest_seconds"): "300x10"}, CLAIMS),
    Case("BusAway", "10m", {dependency("bus"): "0x10"},
         {dependency("bus"): "1x8 0x2", dependency("database"): "0x10"},
         CLAIMS),
    Case("PublishFailing", "15m", {worker("ontzorg_publish_failures_total"): "0+1x15"},
         {worker("ontzorg_publish_failures_total"): "0x10 0+1x5"}, CLAIMS),
    Case("LagGrowing", "40m", {LAG_0: "51+1x40", LAG_1: "51x40"},
         {LAG_0: "900-10x40", LAG_1: "51x40"}, CLAIMS | {"topic": TOPIC}),
    Case("KeysParked", "10m", {worker("ontzorg_parked_keys"): "1x10"}, {worker("ontzorg_parked_keys"): "1x5 0x5"}, CLAIMS),
    Case("KeysParkedTooLong", "10m", {worker("ontzorg_parked_oldest_seconds"): "14401x10"},
         {worker("ontzorg_parked_oldest_seconds"): "14400x10"}, CLAIMS),
    Case("RebalanceStorm", "15m", {worker("ontzorg_member_joins"): "1+1x15"},
         {worker("ontzorg_member_joins"): "1 1 1 2 3 4x15"}, CLAIMS),
    Case("ReaderUnsettled", "10m", {worker("ontzorg_member_unsettled_seconds"): "0+30x10"},
         {worker("ontzorg_member_unsettled_seconds"): "0 30 60 0x10"}, CLAIMS),
    Case("EventsExpiredUnread", "1m", {worker("ontzorg_member_expired_events"): "0 12"},
         {worker("ontzorg_member_expired_events"): "0 0"}, CLAIMS),
    Case("WorkerMissing", "10m", answering("claims", "absence", "gateway") | beating("absence"),
         answering("claims", "absence", "gateway") | beating("absence", "claims"), CLAIMS),
    Case("WorkerHangs", "20m", {worker("ontzorg_heartbeat_age_seconds", part="relay"): "0+60x20"},
         {worker("ontzorg_heartbeat_age_seconds", part="relay"): "600x20"}, CLAIMS | {"part": "relay"}),
    Case("JobsBehind", "7h", {worker("ontzorg_job_dates_behind", task="pay-run"): "1x420"},
         {worker("ontzorg_job_dates_behind", task="pay-run"): "1x300 0x120"}, CLAIMS | {"task": "pay-run"}),
    Case("JobFails", "10m", {FAILED_RUNS: "0x5 1x5"}, {FAILED_RUNS: "3x10"}, CLAIMS | {"task": "pay-run"}),
    Case("ItemsSetAside", "10m", {SET_ASIDE: "1x10"}, {SET_ASIDE: "1x4 0x6"}, CLAIMS | {"task": "pay-run"}),
    Case("CronJobFails", "90m", CRON_SCHEDULED | {CRON_SUCCEEDED: "3000x90"},
         CRON_SCHEDULED | {CRON_SUCCEEDED: "3000x25 5000x65"}, CLAIMS),
    Case("CronJobFails", "90m", CRON_SCHEDULED, CRON_SCHEDULED | {CRON_SUCCEEDED: "3700x90"}, CLAIMS),
    Case("DatabaseAway", "10m", {dependency("database"): "0x10"},
         {dependency("database"): "1x9 0", dependency("bus"): "0x10"},
         CLAIMS),
    Case("ConnectionsExhausted", "10m", {IN_USE: "8x10", MOST: "8x10"}, {IN_USE: "7x10", MOST: "8x10"},
         CLAIMS | {"role": "web", "instance": "a"}),
    Case("PaymentsLate", "1h", {worker("ontzorg_payment_late_seconds"): "86400x60"},
         {worker("ontzorg_payment_late_seconds"): "0x60"}),
    Case("OverdueStepsPileUp", "172h", {STEPS: "40x335 70x20"}, {STEPS: "40x335 59x20"}, step="30m"),
    Case("EmployersWithoutConsultant", "2h", {WITHOUT_CONSULTANT: "0x10 1x110"}, {WITHOUT_CONSULTANT: "0x10 2x50 0x60"}),
    Case("ReimbursementsLate", "2h", {worker("ontzorg_reimbursements_late"): "0x10 1x110"},
         {worker("ontzorg_reimbursements_late"): "0x10 2x50 0x60"}),
    Case("RecourseLapses", "2h", {worker("ontzorg_recourse_lapsing"): "0x10 1x110"},
         {worker("ontzorg_recourse_lapsing"): "0x10 2x50 0x60"}),
    Case("ContactsLate", "2h", {LATE_CONTACTS: "0x10 1x110"}, {LATE_CONTACTS: "0x10 3x50 0x60"}),
    Case("SickReportNotTakenUp", "5m", {NOT_TAKEN_UP: "0+60x10"}, {NOT_TAKEN_UP: "0 60 120 180 230 0x10"}),
    Case("ReportsFallSilent", "172h", {REPORTS: "0+5x8 40x350"}, {REPORTS: "0+5x350"}, step="30m"),
    Case("TokensRefused", "10m",
         {tokens("wrong_signature"): "0+4x10"},
         {tokens("expired"): "0+40x10",
          tokens("missing"): "0+40x10"}, CLAIMS),
    Case("SigningKeysAway", "10m", {tokens("no_keys"): "0+1x10"},
         {tokens("no_keys"): "1x10"}, CLAIMS),
    Case("LoginsFail", "15m",
         {logins("password_refused"): "0+3x15", logins("code_invalid"): "0+2x15", logins("code_accepted"): "0+1x15"},
         {logins("password_refused"): "0+5x15", logins("code_accepted"): "0+2x15"}),
    Case("CodesNotArriving", "30m", {logins("code_sent"): "0+1x30", logins("code_accepted"): "7x30"},
         {logins("code_sent"): "0+1x30", logins("code_accepted"): "7x25 8x5"}, {"channel": "SMS"}),
    Case("ErrorsHigh", "20m", {requests("200"): "0+90x20", requests("503"): "0+10x20"},
         {requests("200"): "0+990x20", requests("503"): "0+10x20"}, {"component": "gateway"}),
    Case("AnswersSlow", "30m", answer_times("0+90x30", "0+100x30"), answer_times("0+97x30", "0+100x30"),
         {"component": "gateway"}),
    Case("TargetDown", "10m", {series("up", **TARGET): "0x10"}, {series("up", **TARGET): "1x8 0x2"}, TARGET),
    Case("TargetDown", "10m", {series("up", **ON_CLUSTER): "0x10"},
         {series("up", job="kube-system/coredns", instance="10.1.2.3:9153"): "0x10"}, ON_CLUSTER),
    Case("DiskFilling", "30m", volume(free="14x30"), volume(free="15x30"), VOLUME),
    Case("CertificateEnds", "2h", {CERTIFICATE: f"{13 * 86400}x120"}, {CERTIFICATE: f"{15 * 86400}x120"},
         {"namespace": "ontzorg", "name": "portal"}),
)
