"""Use cases of invoices, payments and dunning."""
