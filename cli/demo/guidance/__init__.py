"""What Perspectief and the employer do about an absence in a case."""
