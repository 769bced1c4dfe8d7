"""The HTTP edge shared by all services: problems, tokens, transactions, idempotency, pages, health, metrics."""
