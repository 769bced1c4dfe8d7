"""Policies, premium, arbo fees, invoices and dunning."""
