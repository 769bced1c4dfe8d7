"""Messages between services: the port, its two adapters (Apache Kafka, embedded PostgreSQL log) and `open_bus`."""
