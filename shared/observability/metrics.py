"""All technical metrics, declared in one place; business metrics are in `business`.

Labels have few values: a route, an event type, a reason; never a person, an id or an amount. `exposition` adds the labels
`component` and `role`. No label has a name that Prometheus or its operator gives a target: job, instance, service, pod,
container, namespace, endpoint.
"""
from collections.abc import Sequence
from dataclasses import dataclass

from prometheus_client import Counter, Histogram
from prometheus_client.core import GaugeMetricFamily

_REQUEST_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 15)
_EFFECT_BUCKETS = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 30)
_BATCH_BUCKETS = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10, 60)
_JOB_BUCKETS = (0.05, 0.25, 1, 5, 15, 60, 300, 900, 3600)

REQUESTS = Counter("ontzorg_requests_total", "Requests by route.", ["route", "method", "status"])
REQUEST_SECONDS = Histogram("ontzorg_request_seconds", "Time to answer a request.", ["route"], buckets=_REQUEST_BUCKETS)
TOKEN_CHECKS = Counter("ontzorg_token_checks_total", "Checks of access tokens: valid, or the reason of the refusal.", ["outcome"])
for _outcome in ("good", "missing", "expired", "wrong_signature", "wrong_type", "wrong_claims", "no_keys", "revoked"):
    TOKEN_CHECKS.labels(_outcome)  # starts at 0, so that Prometheus sees the first increase

EVENTS_SENT = Counter("ontzorg_events_sent_total", "Events acknowledged by the broker and deleted from the outbox.", ["type"])
PUBLISH_FAILURES = Counter("ontzorg_publish_failures_total", "Batches that the broker did not fully accept; they are sent again.")
BATCH_EVENTS = Histogram("ontzorg_batch_events", "Events in a batch that was handled.",
                         buckets=(1, 2, 5, 10, 25, 50, 100, 250, 500))
BATCH_SECONDS = Histogram("ontzorg_batch_seconds", "Time from the arrival of a batch to the commit of its effects.",
                          buckets=_BATCH_BUCKETS)
EFFECT_SECONDS = Histogram("ontzorg_effect_seconds", "Time in the handler of an event, without its commit.",
                           ["type"], buckets=_EFFECT_BUCKETS)
EVENTS_HANDLED = Counter("ontzorg_events_handled_total", "Events whose effect is committed; a redelivered event counts once.",
                         ["type"])
EVENTS_PARKED = Counter("ontzorg_events_parked_total", "Parked events by reason.", ["reason"])
RETRIES = Counter("ontzorg_retries_total", "Retries of relay and consumer by reason.", ["part", "cause"])
FENCED = Counter("ontzorg_fenced_total", "Batches whose partition had moved to another member at the commit.")

JOB_RUNS = Counter("ontzorg_job_runs_total", "Runs of scheduled jobs that succeeded or failed, per business date.",
                   ["task", "outcome"])
JOB_ITEMS = Counter("ontzorg_job_items_total", "Items of jobs: handled in the run, set aside, or handled later by a retry.",
                    ["task", "outcome"])
JOB_SECONDS = Histogram("ontzorg_job_seconds", "Duration of a job for one business date.", ["task"], buckets=_JOB_BUCKETS)

MEDICAL_TEXTS = Counter("ontzorg_medical_texts_stopped_total",
                        "Texts that were refused because they say something about health.")
KEPT_REPORTS = Counter("ontzorg_kept_reports_total",
                       "Sick reports that the gateway kept while absence was away: kept, sent or refused.", ["outcome"])
for _outcome in ("kept", "sent", "refused"):
    KEPT_REPORTS.labels(_outcome)

LOGINS = Counter("ontzorg_logins_total", "Steps of logins by channel of the code and outcome.",
                 ["channel", "outcome"])
SMS = Counter("ontzorg_sms_total", "Text messages handed to a provider, by provider and outcome.", ["provider", "outcome"])
SMS_RECEIPTS = Counter("ontzorg_sms_receipts_total", "Delivery receipts of providers by outcome.", ["outcome"])


@dataclass(frozen=True, slots=True)
class Gauge:
    """A gauge whose value is looked up at scrape time.

    :ivar help: one sentence
    """

    name: str
    help: str
    labels: Sequence[str] = ()

    def family(self) -> GaugeMetricFamily:
        """Return an empty family, to which the caller adds samples."""
        return GaugeMetricFamily(self.name, self.help, labels=self.labels)

    def sample(self, value: float) -> GaugeMetricFamily:
        """Return a family with one sample."""
        return GaugeMetricFamily(self.name, self.help, value=value)


DEPENDENCY_UP = Gauge("ontzorg_dependency_up", "Whether a dependency of the process answered the last query.",
                      ("dependency",))
OUTBOX_PENDING = Gauge("ontzorg_outbox_pending_events", "Events written that the broker has not acknowledged.")
OUTBOX_OLDEST = Gauge("ontzorg_outbox_oldest_seconds", "Age of the oldest event in the outbox; 0 if it is empty.")
PARKED_EVENTS = Gauge("ontzorg_parked_events", "Parked events, including those that wait behind a failed one.")
PARKED_KEYS = Gauge("ontzorg_parked_keys", "Dossiers, employees or policies with parked events.")
PARKED_OLDEST = Gauge("ontzorg_parked_oldest_seconds", "Age of the oldest parked event; 0 if there is none.")
LAG = Gauge("ontzorg_consumer_lag_events", "Events of a partition that this service has not read.", ("topic", "partition"))
JOB_THROUGH = Gauge("ontzorg_job_through_seconds", "Start of the last completed business date, as Unix time.", ("task",))
JOB_BEHIND = Gauge("ontzorg_job_dates_behind", "Uncompleted business dates up to today; 0 if none.", ("task",))
SET_ASIDE = Gauge("ontzorg_set_aside_items", "Items that a job could not handle, waiting for a retry or a person.", ("task",))
SET_ASIDE_OLDEST = Gauge("ontzorg_set_aside_oldest_seconds", "Age of the oldest item that is set aside; 0 if there is none.")
CONNECTIONS = Gauge("ontzorg_database_connections", "Connections in this process's pool, in use and idle.", ("state",))
MOST_CONNECTIONS = Gauge("ontzorg_database_connections_most", "Maximum number of connections in this process's pool.")
HEARTBEAT_AGE = Gauge("ontzorg_heartbeat_age_seconds", "Time since the last heartbeat of a part of the worker.", ("part",))
MEMBER_JOINS = Gauge("ontzorg_member_joins", "Joins of the group by the present consumer.")
MEMBER_UNSETTLED = Gauge("ontzorg_member_unsettled_seconds", "Time for which the consumer has had no stable group; otherwise 0.")
MEMBER_EXPIRED = Gauge("ontzorg_member_expired_events", "Events that the log deleted before the present consumer had read them.")

GAUGES = (DEPENDENCY_UP, OUTBOX_PENDING, OUTBOX_OLDEST, PARKED_EVENTS, PARKED_KEYS, PARKED_OLDEST, LAG, JOB_THROUGH, JOB_BEHIND,
          SET_ASIDE, SET_ASIDE_OLDEST, CONNECTIONS, MOST_CONNECTIONS, HEARTBEAT_AGE, MEMBER_JOINS, MEMBER_UNSETTLED,
          MEMBER_EXPIRED)
