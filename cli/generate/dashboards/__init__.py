"""Grafana dashboards as code; `python -m cli.generate.dashboards` writes the JSON that Grafana loads. For development only."""
