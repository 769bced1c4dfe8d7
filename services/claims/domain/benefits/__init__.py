"""The benefit of a case: cover, entitlement, amount."""
