"""Read queries of claims."""
