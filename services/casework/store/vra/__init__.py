"""Orders, notices and questions between Perspectief, the employer and VRA: tables."""
