"""Benefits: cover, entitlement, amount."""
