"""Rate, errors and duration of every service, and authentication."""
from cli.generate.dashboards.panels import Board, Panel, Query, quantile

REQUESTS = (
    Panel("Requests", "reqps", "Requests answered, by service.",
          (Query("sum by (component) (rate(ontzorg_requests_total[5m]))", "{{component}}"),), width=8),
    Panel("Errors", "percentunit", "Share of requests with a 5xx response.",
          (Query('sum by (component) (rate(ontzorg_requests_total{status=~"5.."}[5m]))'
                 " / sum by (component) (rate(ontzorg_requests_total[5m]))", "{{component}}"),), width=8),
    Panel("Duration", "s", "Median and 95th percentile.",
          (Query(quantile(0.5, "ontzorg_request_seconds", "component"), "{{component}} p50"),
           Query(quantile(0.95, "ontzorg_request_seconds", "component"), "{{component}} p95")), width=8),
)

ROUTES = (
    Panel("Busiest routes", "reqps", "The ten routes with most requests.",
          (Query("topk(10, sum by (component, route) (rate(ontzorg_requests_total[5m])))", "{{component}} {{route}}"),)),
    Panel("Slowest routes", "s", "The ten routes with the highest 95th percentile.",
          (Query(f"topk(10, {quantile(0.95, 'ontzorg_request_seconds', 'component', 'route')})", "{{component}} {{route}}"),)),
    Panel("Refusals", "reqps", "4xx responses by service and status: missing rights or invalid input.",
          (Query('sum by (component, status) (rate(ontzorg_requests_total{status=~"4.."}[5m]))', "{{component}} {{status}}"),)),
    Panel("Failing routes", "reqps", "5xx responses by route.",
          (Query('sum by (component, route, status) (rate(ontzorg_requests_total{status=~"5.."}[5m]))',
                 "{{component}} {{route}} {{status}}"),)),
)

ACCESS = (
    Panel("Token checks", "ops", "Valid tokens, and refused ones by reason.",
          (Query("sum by (outcome) (rate(ontzorg_token_checks_total[5m]))", "{{outcome}}"),)),
    Panel("Tokens refused by service", "ops", "Wrong signature, claims or type; missing and expired tokens are normal.",
          (Query('sum by (component, outcome) (rate(ontzorg_token_checks_total{outcome=~"wrong_.*|no_keys"}[5m]))',
                 "{{component}} {{outcome}}"),)),
    Panel("Text messages", "ops", "Codes handed to a provider, by outcome; the second one is used when the first fails.",
          (Query("sum by (provider, outcome) (rate(ontzorg_sms_total[5m]))", "{{provider}} {{outcome}}"),)),
    Panel("Receipts of text messages", "ops", "What the providers report of delivery, and receipts that were refused.",
          (Query("sum by (outcome) (rate(ontzorg_sms_receipts_total[5m]))", "{{outcome}}"),)),
)

SERVICES = Board("ontzorg-services", "Ontzorg: services", "Rate, errors and duration of each service.",
                 (("All services", REQUESTS), ("By route", ROUTES), ("Authentication", ACCESS)), span="now-3h")
