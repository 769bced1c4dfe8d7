"""Invoices in a case: what billing does with them, and their files."""
