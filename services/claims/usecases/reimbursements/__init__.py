"""Use cases of reimbursements."""
