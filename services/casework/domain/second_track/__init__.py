"""Re-integration at another employer."""
