"""The platform: workers, jobs, databases, memory."""
from cli.generate.dashboards.panels import Board, Panel, Query, quantile

WORKERS = (
    Panel("Heartbeats", "s", "Time since the last heartbeat of a worker's part; after fifteen minutes it is restarted.",
          (Query("max by (component, part) (ontzorg_heartbeat_age_seconds)", "{{component}} {{part}}"),)),
    Panel("Jobs behind", "short", "Uncompleted business dates; zero except in the first minutes of a day.",
          (Query("max by (component, task) (ontzorg_job_dates_behind)", "{{component}} {{task}}"),)),
    Panel("Job runs", "short", "Runs in an hour, done or failed.",
          (Query("sum by (component, task, outcome) (increase(ontzorg_job_runs_total[1h]))",
                 "{{component}} {{task}} {{outcome}}"),), is_stacked=True),
    Panel("Time of a job", "s", "95th percentile of the duration.",
          (Query(quantile(0.95, "ontzorg_job_seconds", "component", "task"), "{{component}} {{task}}"),)),
    Panel("Items set aside", "short", "Policies, payees or dossiers that a job could not handle; zero is normal.",
          (Query("max by (component, task) (ontzorg_set_aside_items)", "{{component}} {{task}}"),
           Query("sum by (component, task, outcome) (increase(ontzorg_job_items_total{outcome!=\"done\"}[1h]))",
                 "{{component}} {{task}} {{outcome}}"))),
    Panel("Age of the oldest item set aside", "s", "Time for which an invoice, a payment or a check has been missing.",
          (Query("max by (component) (ontzorg_set_aside_oldest_seconds)", "{{component}}"),)),
    Panel("Last business date done", "dateTimeAsIso", "Of each job.",
          (Query("min by (component, task) (ontzorg_job_through_seconds) * 1000",
                 "{{component}} {{task}}"),), width=24, is_number=True),
)

DATABASES = (
    Panel("Dependencies", "short", "1 if database and bus answered when last asked, 0 if not.",
          (Query("min by (component, dependency) (ontzorg_dependency_up)", "{{component}} {{dependency}}"),)),
    Panel("Connections in use", "percentunit", "Share of the connections that a process may open.",
          (Query('sum by (component, role, instance) (ontzorg_database_connections{state="in_use"})'
                 " / sum by (component, role, instance) (ontzorg_database_connections_most)",
                 "{{component}} {{role}} {{instance}}"),)),
)

PROCESSES = (
    Panel("Processes that answer", "short", "Targets that Prometheus can read.",
          (Query("sum by (job) (up)", "{{job}}"),), width=6),
    Panel("Processor", "percentunit", "Share of a core, by process.",
          (Query("sum by (component, role) (rate(process_cpu_seconds_total[5m]))", "{{component}} {{role}}"),), width=6),
    Panel("Memory", "bytes", "Resident, by process; it must not grow for days.",
          (Query("sum by (component, role, instance) (process_resident_memory_bytes)",
                 "{{component}} {{role}} {{instance}}"),), width=6),
    Panel("Open files", "short", "Includes sockets; a line that only rises is a leak.",
          (Query("max by (component, role) (process_open_fds)", "{{component}} {{role}}"),), width=6),
)

PLATFORM = Board("ontzorg-platform", "Ontzorg: platform", "Workers, jobs, databases and processes.",
                 (("Workers and jobs", WORKERS), ("Databases and bus", DATABASES), ("Processes", PROCESSES)))
