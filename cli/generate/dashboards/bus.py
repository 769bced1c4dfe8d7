"""Event delivery between services: outbox, broker, lag, parked events."""
from cli.generate.dashboards.panels import Board, Panel, Query, quantile

OUT = (
    Panel("Age of the oldest event in the outbox", "s", "Delay before other services receive events; normally below 1 s.",
          (Query("max by (component) (ontzorg_outbox_oldest_seconds)", "{{component}}"),)),
    Panel("Events in the outbox", "short", "Written and not yet acknowledged by the broker.",
          (Query("max by (component) (ontzorg_outbox_pending_events)", "{{component}}"),)),
    Panel("Events sent", "eps", "Events that the broker acknowledged, by service.",
          (Query("sum by (component) (rate(ontzorg_events_sent_total[5m]))", "{{component}}"),)),
    Panel("Refused batches and retries", "short",
          "Batches that the broker did not fully accept, and waits before a new attempt, in five minutes.",
          (Query("sum by (component) (increase(ontzorg_publish_failures_total[5m]))", "{{component}} refused"),
           Query("sum by (component, part, cause) (increase(ontzorg_retries_total[5m]))", "{{component}} {{part}} {{cause}}"))),
)

IN = (
    Panel("Lag", "short", "Events that a service must still read, by topic.",
          (Query("sum by (component, topic) (max by (component, topic, partition) (ontzorg_consumer_lag_events))",
                 "{{component}} ← {{topic}}"),)),
    Panel("Events handled", "eps", "Events whose effect is committed, by service.",
          (Query("sum by (component) (rate(ontzorg_events_handled_total[5m]))", "{{component}}"),)),
    Panel("Time of a batch", "s", "From the arrival of a batch to the commit of its effects: median and 99th percentile.",
          (Query(quantile(0.5, "ontzorg_batch_seconds", "component"), "{{component}} p50"),
           Query(quantile(0.99, "ontzorg_batch_seconds", "component"), "{{component}} p99"))),
    Panel("Events in a batch", "short", "Large batches make catching up fast; at low load a batch has one event.",
          (Query(quantile(0.5, "ontzorg_batch_events", "component"), "{{component}} p50"),
           Query(quantile(0.99, "ontzorg_batch_events", "component"), "{{component}} p99"))),
    Panel("Time of an effect, by type", "s", "Time in the handler of an event, without its commit: 95th percentile.",
          (Query(quantile(0.95, "ontzorg_effect_seconds", "component", "type"), "{{component}} {{type}}"),), width=24),
)

TROUBLE = (
    Panel("Parked keys", "short", "Dossiers, employees or policies with parked events.",
          (Query("max by (component) (ontzorg_parked_keys)", "{{component}} keys"),
           Query("max by (component) (ontzorg_parked_events)", "{{component}} events"))),
    Panel("Age of the oldest parked event", "s", "Time for which a dossier has not been updated.",
          (Query("max by (component) (ontzorg_parked_oldest_seconds)", "{{component}}"),)),
    Panel("Events parked per hour", "short",
          "By reason: it failed, it waits behind a failed one, or earlier events are missing.",
          (Query("sum by (component, reason) (increase(ontzorg_events_parked_total[1h]))",
                 "{{component}} {{reason}}"),), is_stacked=True),
    Panel("Joining the group", "short", "Joins in fifteen minutes, and batches whose partition had moved to another member.",
          (Query("sum by (component) (changes(ontzorg_member_joins[15m]))", "{{component}} joins"),
           Query("sum by (component) (increase(ontzorg_fenced_total[15m]))", "{{component}} fenced"))),
    Panel("Readers without a stable group", "s", "Seconds for which a worker has had no partitions; normally zero.",
          (Query("max by (component) (ontzorg_member_unsettled_seconds)", "{{component}}"),)),
    Panel("Events deleted unread", "short", "Must be zero: the log was shorter than an outage.",
          (Query("sum by (component) (ontzorg_member_expired_events)", "{{component}}"),)),
)

BUS = Board("ontzorg-bus", "Ontzorg: bus", "Event delivery between services, and parked events.",
            (("Out", OUT), ("In", IN), ("Trouble", TROUBLE)))
