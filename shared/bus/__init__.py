"""The message bus: the port, its adapters for Apache Kafka and an embedded PostgreSQL log, and `open_bus`."""
