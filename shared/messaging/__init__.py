"""Events on their way: envelope, outbox, relay, and the consumer with its inbox and parked keys."""
