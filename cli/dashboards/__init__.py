"""Grafana dashboards as code; `python -m cli.dashboards` writes the JSON that Grafana loads. For development only."""
