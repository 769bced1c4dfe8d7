"""The statutory plan: its steps, their dates, and what completes them."""
