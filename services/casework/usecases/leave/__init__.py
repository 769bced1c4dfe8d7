"""Use cases about vacation during sickness."""
