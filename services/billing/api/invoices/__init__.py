"""HTTP API of invoices and direct debits."""
