"""What the insurer does in a case file."""
