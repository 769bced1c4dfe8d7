"""Pages of reimbursed costs."""
