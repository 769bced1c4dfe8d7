"""The claim and its states."""
