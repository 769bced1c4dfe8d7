"""What the account pages show."""
