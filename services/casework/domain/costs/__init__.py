"""Costs of re-integration: mandates, declarations, reimbursement."""
