"""Pages of debtors and of what billing does with invoices."""
