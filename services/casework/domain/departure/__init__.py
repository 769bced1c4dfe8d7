"""The end of an employment during sickness."""
