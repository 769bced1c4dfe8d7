"""Use cases about employees who left sick."""
