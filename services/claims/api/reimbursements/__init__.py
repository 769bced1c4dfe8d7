"""HTTP API of reimbursements."""
