"""Acts of people on payment runs."""
