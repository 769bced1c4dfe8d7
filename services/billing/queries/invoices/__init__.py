"""Queries of invoices and collections."""
