"""Rate, errors and duration of every service, and who was let in."""
from cli.generate.dashboards.panels import Board, Panel, Query, quantile

REQUESTS = (
    Panel("Requests", "reqps", "Requests answered, by service.",
          (Query("sum by (component) (rate(ontzorg_requests_total[5m]))", "{{component}}"),), width=8),
    Panel("Errors", "percentunit", "Share of requests that ended in a 5xx.",
          (Query('sum by (component) (rate(ontzorg_requests_total{status=~"5.."}[5m]))'
                 " / sum by (component) (rate(ontzorg_requests_total[5m]))", "{{component}}"),), width=8),
    Panel("Duration", "s", "The middle, and one in twenty that takes longer.",
          (Query(quantile(0.5, "ontzorg_request_seconds", "component"), "{{component}} p50"),
           Query(quantile(0.95, "ontzorg_request_seconds", "component"), "{{component}} p95")), width=8),
)

ROUTES = (
    Panel("Busiest routes", "reqps", "The ten routes that are asked most.",
          (Query("topk(10, sum by (component, route) (rate(ontzorg_requests_total[5m])))", "{{component}} {{route}}"),)),
    Panel("Slowest routes", "s", "The ten routes of which one request in twenty takes longest.",
          (Query(f"topk(10, {quantile(0.95, 'ontzorg_request_seconds', 'component', 'route')})", "{{component}} {{route}}"),)),
    Panel("Refusals", "reqps", "Answers in the four hundreds, by service and status: what people may not do or typed wrong.",
          (Query('sum by (component, status) (rate(ontzorg_requests_total{status=~"4.."}[5m]))', "{{component}} {{status}}"),)),
    Panel("Failing routes", "reqps", "Answers in the five hundreds, by route.",
          (Query('sum by (component, route, status) (rate(ontzorg_requests_total{status=~"5.."}[5m]))',
                 "{{component}} {{route}} {{status}}"),)),
)

ACCESS = (
    Panel("Tokens looked at", "ops", "Good ones, and refused ones by why.",
          (Query("sum by (outcome) (rate(ontzorg_token_checks_total[5m]))", "{{outcome}}"),)),
    Panel("Tokens refused by service", "ops", "Wrong signature, claims or type; missing and expired ones are daily life.",
          (Query('sum by (component, outcome) (rate(ontzorg_token_checks_total{outcome=~"wrong_.*|no_keys"}[5m]))',
                 "{{component}} {{outcome}}"),)),
)

SERVICES = Board("ontzorg-services", "Ontzorg: services", "Rate, errors and duration of each service.",
                 (("All services", REQUESTS), ("By route", ROUTES), ("Who was let in", ACCESS)), span="now-3h")
