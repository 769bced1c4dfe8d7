"""What programmers see."""
