"""Event delivery: envelope, outbox, relay, and the consumer with its inbox and parked events."""
