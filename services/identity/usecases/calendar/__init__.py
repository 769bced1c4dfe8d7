"""Use cases of the calendar address of an account."""
