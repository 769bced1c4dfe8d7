"""Reimbursement of declared re-integration costs."""
