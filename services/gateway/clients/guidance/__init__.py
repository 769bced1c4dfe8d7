"""Clients of what Perspectief, VRA and the employer do about a case."""
