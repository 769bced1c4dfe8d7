"""Pages of policies, for acceptance; Billing and Claims read them."""
