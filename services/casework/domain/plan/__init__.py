"""The statutory plan: its steps, their dates and their completion."""
