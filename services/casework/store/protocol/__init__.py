"""The table of absence protocols."""
