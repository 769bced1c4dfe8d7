"""What is counted and measured, and how Prometheus reads it. `docs/metrics.md` lists all of it."""
