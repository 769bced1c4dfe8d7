"""The bus adapter on Apache Kafka (kafka-python)."""
