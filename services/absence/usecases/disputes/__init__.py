"""Use cases of disputes about employees' data."""
