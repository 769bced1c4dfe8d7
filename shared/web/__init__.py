"""The HTTP edge that every service shares: problems, tokens, transactions, idempotency, pages, health, metrics."""
