"""Read queries of billing, by subject."""
