"""The bus on Apache Kafka (kafka-python)."""
